package dev.assay.testkit.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Writes small Hugging Face folders with random weights: `config.json`, safetensors (one file, or shards with
/// their index) and, where the vocabulary has room for it, a `tokenizer.json` in which each byte is its own id.
///
/// The same shape and seed give the same bytes on every machine. Weights are scaled so that logits are of order
/// 1 and attention is far from uniform: an implementation that forgets an option is caught.
public final class RandomCheckpoint {
    private RandomCheckpoint() {}

    /// The market of shapes: every family, storage type, option and quirk at least once, for parameterised
    /// tests.
    public static List<Shape> variants() {
        return CheckpointVariants.all();
    }

    /// Writes a folder with the [tensors][#tensors(Shape, long)] of a seed.
    ///
    /// @return the folder
    public static Path write(Path folder, Shape shape, long seed) {
        return write(folder, shape, tensors(shape, seed));
    }

    /// Writes a folder with tensors of one's own choice under the shape's config; the numbers are rounded to the
    /// shape's storage type.
    ///
    /// @param folder  is made if it is not there; files of the same names are replaced
    /// @param tensors by name, in the order they are stored
    /// @return the folder
    public static Path write(Path folder, Shape shape, Map<String, StoredTensor> tensors) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writeJson(folder.resolve("config.json"), CheckpointConfig.of(shape));
        if (shape.vocabulary() >= ByteTokenizer.SMALLEST) {
            writeJson(folder.resolve("tokenizer.json"), ByteTokenizer.of(shape.vocabulary()));
        }
        if (shape.shards() == 1) {
            Path file = folder.resolve("model.safetensors");
            SafetensorsFile.write(file, tensors, shape.storage(), leftovers(shape));
        } else {
            writeShards(folder, shape, tensors);
        }
        return folder;
    }

    /// The tensors of a shape by name, already rounded to its storage type; the map and its arrays may be
    /// changed.
    public static Map<String, StoredTensor> tensors(Shape shape, long seed) {
        return RandomTensors.draw(shape, seed);
    }

    /// Random ids of the shape's vocabulary.
    public static int[] ids(Shape shape, int count, long seed) {
        return new Random(seed).ints(count, 0, shape.vocabulary()).toArray();
    }

    private static Map<String, int[]> leftovers(Shape shape) {
        Map<String, int[]> buffers = new LinkedHashMap<>();
        int layers = shape.has(Quirk.LEFTOVERS) ? shape.layers() : 0;
        String prefix = shape.has(Quirk.BARE_NAMES) ? "h." : "transformer.h.";
        for (int layer = 0; layer < layers; layer++) {
            switch (shape.family()) {
                case GPT2 ->
                    buffers.put(prefix + layer + ".attn.bias", new int[] {1, 1, shape.context(), shape.context()});
                case LLAMA, MISTRAL, QWEN2 ->
                    buffers.put(
                            "model.layers." + layer + ".self_attn.rotary_emb.inv_freq",
                            new int[] {shape.heads().headDim() / 2});
            }
        }
        return buffers;
    }

    private static void writeShards(Path folder, Shape shape, Map<String, StoredTensor> tensors) {
        ObjectNode index = new ObjectMapper().createObjectNode();
        long numbers =
                tensors.values().stream().mapToLong(t -> t.values().length).sum();
        index.putObject("metadata").put("total_size", numbers * shape.storage().bytes());
        ObjectNode holders = index.putObject("weight_map");
        List<String> names = new ArrayList<>(tensors.keySet());
        for (int shard = 0; shard < shape.shards(); shard++) {
            String file = "model-%05d-of-%05d.safetensors".formatted(shard + 1, shape.shards());
            Map<String, StoredTensor> part = new LinkedHashMap<>(tensors);
            part.keySet()
                    .retainAll(names.subList(
                            names.size() * shard / shape.shards(), names.size() * (shard + 1) / shape.shards()));
            SafetensorsFile.write(folder.resolve(file), part, shape.storage(), Map.of());
            part.keySet().forEach(name -> holders.put(name, file));
        }
        writeJson(folder.resolve("model.safetensors.index.json"), index);
    }

    private static void writeJson(Path file, ObjectNode json) {
        try {
            Files.writeString(file, json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
