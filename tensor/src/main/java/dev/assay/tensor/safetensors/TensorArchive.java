package dev.assay.tensor.safetensors;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/// The tensors of one model, be they in one safetensors file or spread over shards, under one set of names.
///
/// What [SafetensorsFile] says of mapping, of the life of tensors and of threads holds here too.
public final class TensorArchive implements AutoCloseable {
    /// The file of a model that is not sharded.
    public static final String SINGLE = "model.safetensors";

    /// The index of a model that is sharded.
    public static final String INDEX = "model.safetensors.index.json";

    private static final int MOST_PROBLEMS = 20;

    private final Path path;
    private final List<SafetensorsFile> files;
    private final Map<String, SafetensorsFile> byName;
    private final Map<String, String> metadata;

    private TensorArchive(
            Path path, List<SafetensorsFile> files, Map<String, SafetensorsFile> byName, Map<String, String> metadata) {
        this.path = path;
        this.files = List.copyOf(files);
        this.byName = Collections.unmodifiableMap(byName);
        this.metadata = metadata;
    }

    /// Opens a model folder, a `.safetensors` file, or an `.index.json`.
    ///
    /// In a folder [#SINGLE] goes before [#INDEX]. Of a sharded model all shards are opened and compared with
    /// the index; tensors that the index does not name are not part of the model.
    ///
    /// @throws AssayException all problems at once: `ASSAY-4011` or `ASSAY-4012` for a file, `ASSAY-4016` where
    /// the index is wrong, names a shard that is missing or outside the folder, or disagrees with a shard,
    /// `ASSAY-4015` if there is nothing to open
    public static TensorArchive open(Path folderOrFile) {
        if (!Files.isDirectory(folderOrFile)) {
            return folderOrFile.toString().endsWith(".index.json") ? sharded(folderOrFile) : single(folderOrFile);
        }
        Path single = folderOrFile.resolve(SINGLE);
        Path index = folderOrFile.resolve(INDEX);
        if (Files.exists(single)) {
            return single(single);
        }
        if (Files.exists(index)) {
            return sharded(index);
        }
        throw Faults.nothingHere(folderOrFile);
    }

    private static TensorArchive single(Path path) {
        SafetensorsFile file = SafetensorsFile.open(path);
        Map<String, SafetensorsFile> byName = new LinkedHashMap<>();
        file.names().forEach(name -> byName.put(name, file));
        return new TensorArchive(path, List.of(file), byName, file.metadata());
    }

    private static TensorArchive sharded(Path path) {
        ShardIndex index = ShardIndex.read(path);
        List<Problem> problems = new ArrayList<>();
        Map<String, SafetensorsFile> shards = openShards(path, index, problems);
        Map<String, SafetensorsFile> byName = new LinkedHashMap<>();
        index.weightMap().forEach((name, shard) -> {
            SafetensorsFile file = shards.get(shard);
            if (file != null && file.names().contains(name)) {
                byName.put(name, file);
            } else if (file != null) {
                problems.add(Faults.wrongIndex(
                        path,
                        "The index places tensor " + Faults.quote(name) + " in " + shard
                                + ", which does not have it."));
            }
        });
        if (!problems.isEmpty()) {
            throw new AssayException(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
        }
        return new TensorArchive(path, List.copyOf(shards.values()), byName, index.metadata());
    }

    private static Map<String, SafetensorsFile> openShards(Path path, ShardIndex index, List<Problem> problems) {
        Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
        for (String shard : index.weightMap().values().stream().distinct().toList()) {
            Path file = path.resolveSibling(shard);
            if (!Files.isRegularFile(file)) {
                problems.add(Faults.wrongIndex(path, "The shard " + shard + ", which the index names, is missing."));
                continue;
            }
            try {
                shards.put(shard, SafetensorsFile.open(file));
            } catch (AssayException e) {
                problems.addAll(e.problems());
            }
        }
        return shards;
    }

    /// The names of all tensors, in the order of the header or of the index.
    public Set<String> names() {
        return byName.keySet();
    }

    /// What a header says of a tensor.
    ///
    /// @throws AssayException `ASSAY-4013` if there is none of this name
    public Entry entry(String name) {
        return holder(name).entry(name);
    }

    /// A tensor, without copying it where possible; see [SafetensorsFile#tensor(String)].
    ///
    /// @throws AssayException as [SafetensorsFile#tensor(String)]
    public Tensor tensor(String name) {
        return holder(name).tensor(name);
    }

    private SafetensorsFile holder(String name) {
        SafetensorsFile file = byName.get(name);
        if (file == null) {
            throw Faults.noTensor(path, name, byName.size());
        }
        return file;
    }

    /// What the writer left: the metadata of the single file, or that of the index.
    public Map<String, String> metadata() {
        return metadata;
    }

    /// The safetensors files it reads from, shards in the order in which the index first names them.
    public List<Path> paths() {
        return files.stream().map(SafetensorsFile::path).toList();
    }

    /// Bytes of all its files' tensors together.
    public long dataBytes() {
        return files.stream().mapToLong(SafetensorsFile::dataBytes).sum();
    }

    /// Gives up all files; tensors that were read from them stay valid.
    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
