package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/// The tensors of a model's folder, in one file or in several.
///
/// A folder holds `model.safetensors`, or `model.safetensors.index.json`, whose `weight_map` names the file of
/// each tensor. All files are opened and checked against the index before the first tensor is given out.
public final class TensorArchive implements AutoCloseable {
    /// The file of an unsharded model.
    public static final String SINGLE = "model.safetensors";

    /// The index of a sharded model.
    public static final String INDEX = "model.safetensors.index.json";

    private final List<Path> paths;
    private final Map<String, SafetensorsFile> fileOf;
    private final List<SafetensorsFile> files;

    private TensorArchive(List<Path> paths, Map<String, SafetensorsFile> fileOf, List<SafetensorsFile> files) {
        this.paths = paths;
        this.fileOf = fileOf;
        this.files = files;
    }

    /// Opens a folder, or a single file.
    ///
    /// @throws AssayException `ASSAY-4015` if there are no tensors, `ASSAY-4016` if the index is wrong, and
    ///     what [SafetensorsFile#open] throws
    public static TensorArchive open(Path folderOrFile) {
        if (Files.isRegularFile(folderOrFile)) {
            return single(folderOrFile);
        }
        if (Files.isRegularFile(folderOrFile.resolve(SINGLE))) {
            return single(folderOrFile.resolve(SINGLE));
        }
        if (Files.isRegularFile(folderOrFile.resolve(INDEX))) {
            return sharded(folderOrFile);
        }
        throw AssayException.of(
                "ASSAY-4015",
                "There are no tensors here.",
                folderOrFile + ": neither " + SINGLE + " nor " + INDEX,
                "name a model's folder whose weights are in the safetensors format; files ending in .bin or .pth hold"
                        + " code and are never read");
    }

    private static TensorArchive single(Path path) {
        SafetensorsFile file = SafetensorsFile.open(path);
        Map<String, SafetensorsFile> fileOf = new LinkedHashMap<>();
        file.names().forEach(name -> fileOf.put(name, file));
        return new TensorArchive(List.of(path), fileOf, List.of(file));
    }

    private static TensorArchive sharded(Path folder) {
        Path index = folder.resolve(INDEX);
        JsonNode map = Json.tree(index).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw wrongIndex(index, "weight_map", "The index has no weight_map.");
        }
        Map<String, SafetensorsFile> open = new TreeMap<>();
        Map<String, SafetensorsFile> fileOf = new LinkedHashMap<>();
        try {
            map.properties().forEach(item -> {
                String shard = item.getValue().asText("");
                SafetensorsFile file = open.computeIfAbsent(shard, name -> shard(index, folder, name));
                if (!file.names().contains(item.getKey())) {
                    throw wrongIndex(index, item.getKey(), "The tensor is not in " + shard + ", as the index says.");
                }
                fileOf.put(item.getKey(), file);
            });
        } catch (AssayException e) {
            open.values().forEach(SafetensorsFile::close);
            throw e;
        }
        return new TensorArchive(
                open.keySet().stream().map(folder::resolve).toList(), fileOf, List.copyOf(open.values()));
    }

    private static SafetensorsFile shard(Path index, Path folder, String name) {
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.contains("..") || name.contains("\0")) {
            throw wrongIndex(index, "weight_map", "'" + name + "' is not the name of a file in the same folder.");
        }
        if (!Files.isRegularFile(folder.resolve(name))) {
            throw wrongIndex(index, "weight_map", "The file " + name + " is missing.");
        }
        return SafetensorsFile.open(folder.resolve(name));
    }

    private static AssayException wrongIndex(Path index, String place, String what) {
        return AssayException.of(
                "ASSAY-4016", what, index + ", " + place, "fetch the index and all the files it names again");
    }

    /// The names of all tensors.
    public Set<String> names() {
        return fileOf.keySet();
    }

    /// The files that hold them.
    public List<Path> paths() {
        return paths;
    }

    /// What the header says of a tensor.
    ///
    /// @throws AssayException `ASSAY-4013` if there is none of that name
    public Entry entry(String name) {
        return file(name).entry(name);
    }

    /// A tensor; see [SafetensorsFile#tensor].
    public Tensor tensor(String name) {
        return file(name).tensor(name);
    }

    private SafetensorsFile file(String name) {
        return fileOf.getOrDefault(name, files.getFirst());
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
