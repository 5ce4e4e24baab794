package dev.assay.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The tensors of a Hugging Face folder, from `model.safetensors` or from the shards that
/// `model.safetensors.index.json` names.
final class CheckpointTensors {
    private final Path folder;
    private final Map<String, SafetensorsFile> holders;

    private CheckpointTensors(Path folder, Map<String, SafetensorsFile> holders) {
        this.folder = folder;
        this.holders = holders;
    }

    static CheckpointTensors open(Path folder) {
        Path single = folder.resolve("model.safetensors");
        if (Files.exists(single)) {
            SafetensorsFile file = SafetensorsFile.read(single);
            return new CheckpointTensors(
                    folder, file.names().stream().collect(Collectors.toMap(Function.identity(), name -> file)));
        }
        Path index = folder.resolve("model.safetensors.index.json");
        ConfigFile map = ConfigFile.read(index)
                .object("weight_map")
                .orElseThrow(() -> new IllegalArgumentException(index + ": field weight_map is missing"));
        return new CheckpointTensors(folder, shards(folder, map));
    }

    private static Map<String, SafetensorsFile> shards(Path folder, ConfigFile weightMap) {
        Map<String, SafetensorsFile> files = new HashMap<>();
        Map<String, SafetensorsFile> holders = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : weightMap.json().properties()) {
            String shard = entry.getValue().asText();
            if (!shard.matches("[\\w.-]+") || !Files.exists(folder.resolve(shard))) {
                throw new IllegalArgumentException(
                        weightMap.where() + ": " + entry.getKey() + " lies in '" + shard + "', which is not there");
            }
            SafetensorsFile file = files.computeIfAbsent(shard, s -> SafetensorsFile.read(folder.resolve(s)));
            if (!file.names().contains(entry.getKey())) {
                throw new IllegalArgumentException(folder.resolve(shard) + " lacks tensor " + entry.getKey());
            }
            holders.put(entry.getKey(), file);
        }
        return holders;
    }

    boolean has(String name) {
        return holders.containsKey(name);
    }

    /// A vector of this length.
    double[] vector(String name, int length) {
        float[] values = tensor(name, length).values();
        double[] vector = new double[length];
        Arrays.setAll(vector, i -> values[i]);
        return vector;
    }

    /// The vector if `wanted`, else none.
    Optional<double[]> vector(String name, int length, boolean wanted) {
        return wanted ? Optional.of(vector(name, length)) : Optional.empty();
    }

    /// A matrix of this many rows and columns.
    double[][] matrix(String name, int rows, int columns) {
        float[] values = tensor(name, rows, columns).values();
        double[][] matrix = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix[row][column] = values[row * columns + column];
            }
        }
        return matrix;
    }

    private StoredTensor tensor(String name, int... shape) {
        SafetensorsFile holder = holders.get(name);
        if (holder == null) {
            throw new IllegalArgumentException(folder + " has no tensor " + name);
        }
        StoredTensor tensor = holder.tensor(name);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException(folder + ": tensor " + name + " is " + Arrays.toString(tensor.shape())
                    + ", config.json needs " + Arrays.toString(shape));
        }
        return tensor;
    }
}
