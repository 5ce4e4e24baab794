package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.tensor.Natives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// Writes the tensors of one model to a folder, as one file or as shards with an index, the way model folders
/// are laid out elsewhere: `model.safetensors`, or `model-00001-of-00003.safetensors` and so on with
/// `model.safetensors.index.json`.
public final class TensorArchiveWriter {
    private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");

    private TensorArchiveWriter() {}

    /// The index, its components spelled as the format spells them.
    private record Index(
            Map<String, Long> metadata,
            @JsonProperty("weight_map") Map<String, String> weightMap) {}

    /// Writes a model, and then removes the files of an earlier one that would no longer belong to it.
    ///
    /// Each file is replaced at once or not at all. A sharded model is several files: where a crash between two
    /// of them must not mix an old model with a new one, write to a fresh folder and rename that.
    ///
    /// @param folder        that exists
    /// @param tensors       by name; shards are filled in this order
    /// @param metadata      free text for the header of every file
    /// @param maxShardBytes most bytes of tensors in one file; a larger tensor has a file of its own
    /// @return the safetensors files that were written
    /// @throws AssayException `ASSAY-4014` for a name or type that the format does not have, `ASSAY-5001` if the
    /// disk is full, `ASSAY-2009` if a file cannot be written for another reason
    /// @throws IllegalArgumentException if `maxShardBytes` is not positive
    public static List<Path> write(
            Path folder, Map<String, Tensor> tensors, Map<String, String> metadata, long maxShardBytes) {
        if (maxShardBytes < 1) {
            throw new IllegalArgumentException("a shard holds at least one byte: " + maxShardBytes);
        }
        Natives.load();
        List<Entry> entries = Layout.of(folder, tensors);
        List<List<String>> shards = split(entries, maxShardBytes);
        List<Path> written =
                shards.size() == 1 ? single(folder, tensors, metadata) : sharded(folder, tensors, metadata, shards);
        if (shards.size() > 1) {
            writeIndex(folder.resolve(TensorArchive.INDEX), shards, Layout.dataBytes(entries));
        }
        removeOthers(folder, written, shards.size() > 1);
        return written;
    }

    private static List<Path> single(Path folder, Map<String, Tensor> tensors, Map<String, String> metadata) {
        Path file = folder.resolve(TensorArchive.SINGLE);
        SafetensorsWriter.write(file, tensors, metadata);
        return List.of(file);
    }

    private static List<Path> sharded(
            Path folder, Map<String, Tensor> tensors, Map<String, String> metadata, List<List<String>> shards) {
        List<Path> written = new ArrayList<>();
        for (int shard = 0; shard < shards.size(); shard++) {
            Map<String, Tensor> part = new LinkedHashMap<>(tensors);
            part.keySet().retainAll(new HashSet<>(shards.get(shard)));
            Path file = folder.resolve(shardName(shard, shards.size()));
            SafetensorsWriter.write(file, part, metadata);
            written.add(file);
        }
        return List.copyOf(written);
    }

    private static String shardName(int shard, int shards) {
        return String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", shard + 1, shards);
    }

    /// Names by shard: each shard takes tensors until the next would not fit.
    private static List<List<String>> split(List<Entry> entries, long maxShardBytes) {
        List<List<String>> shards = new ArrayList<>();
        List<String> open = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : entries) {
            if (!open.isEmpty() && entry.bytes() > maxShardBytes - bytes) {
                shards.add(open);
                open = new ArrayList<>();
                bytes = 0;
            }
            open.add(entry.name());
            bytes += entry.bytes();
        }
        shards.add(open);
        return shards;
    }

    private static void writeIndex(Path file, List<List<String>> shards, long totalBytes) {
        Map<String, String> weightMap = new TreeMap<>();
        for (int shard = 0; shard < shards.size(); shard++) {
            String name = shardName(shard, shards.size());
            shards.get(shard).forEach(tensor -> weightMap.put(tensor, name));
        }
        AtomicFiles.writeString(file, Json.write(new Index(Map.of("total_size", totalBytes), weightMap)));
    }

    /// The other layout first, because its main file would be read instead of what was just written.
    private static void removeOthers(Path folder, List<Path> written, boolean sharded) {
        try {
            Files.deleteIfExists(folder.resolve(sharded ? TensorArchive.SINGLE : TensorArchive.INDEX));
            List<Path> stale;
            try (Stream<Path> files = Files.list(folder)) {
                stale = files.filter(file -> SHARD.matcher(String.valueOf(file.getFileName()))
                                .matches())
                        .filter(file -> !written.contains(file))
                        .toList();
            }
            for (Path file : stale) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Faults.file(
                    folder,
                    "Files of an earlier model cannot be removed: " + e.getMessage() + ".",
                    "remove them by hand, or write to a fresh folder");
        }
    }
}
