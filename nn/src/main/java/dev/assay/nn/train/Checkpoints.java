package dev.assay.nn.train;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.tensor.Scope;
import dev.assay.tensor.safetensors.SafetensorsFile;
import dev.assay.tensor.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// The checkpoints of a run.
///
/// Principle: a checkpoint is one safetensors file, written under another name and renamed, so that there is
/// never half a checkpoint. Its header's metadata holds what is not a tensor.
///
/// Files: `checkpoint-00000400.safetensors` for step 400, `best.safetensors` for the lowest validation loss.
/// Tensors are named `weights/...` (f32 masters) and `optimizer/...`; metadata holds `step`, `plan`, `loss`,
/// `best-loss`, `best-step`.
///
/// Known limitation: the weights that training does not change are not in it; they come from the model's own
/// folder.
final class Checkpoints {
    private static final String WEIGHTS = "weights/";
    private static final String OPTIMIZER = "optimizer/";

    private final Path folder;
    private final int keepLast;

    /// What a checkpoint holds beside tensors.
    ///
    /// @param step     steps done
    /// @param plan     fingerprint of the plan
    /// @param bestLoss lowest validation loss so far, infinite if there is none
    /// @param bestStep its step
    record State(long step, String plan, double bestLoss, long bestStep) {}

    Checkpoints(Path folder, int keepLast) {
        this.folder = folder;
        this.keepLast = keepLast;
    }

    /// Makes the folder.
    void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /// Deletes what a crash in the middle of a write left behind.
    void sweep() {
        files("\\.?(checkpoint-\\d{8,}|best)\\.safetensors\\.tmp-.*").forEach(Checkpoints::delete);
    }

    void save(State state, Map<String, Tensor> weights, Map<String, Tensor> optimizer) {
        write(folder.resolve("checkpoint-%08d.safetensors".formatted(state.step())), state, weights, optimizer);
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - keepLast))) {
            delete(old);
        }
    }

    void saveBest(State state, Map<String, Tensor> weights, Map<String, Tensor> optimizer) {
        write(folder.resolve("best.safetensors"), state, weights, optimizer);
    }

    private static void write(Path file, State state, Map<String, Tensor> weights, Map<String, Tensor> optimizer) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> tensors.put(WEIGHTS + name, tensor));
        optimizer.forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Long.toString(state.step()));
        metadata.put("plan", state.plan());
        metadata.put("best-loss", Double.toString(state.bestLoss()));
        metadata.put("best-step", Long.toString(state.bestStep()));
        SafetensorsWriter.write(file, tensors, metadata);
    }

    /// The newest checkpoint.
    Optional<Path> newest() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// The checkpoint with the lowest validation loss.
    Optional<Path> best() {
        return Optional.of(folder.resolve("best.safetensors")).filter(Files::exists);
    }

    private List<Path> all() {
        return files("checkpoint-\\d{8,}\\.safetensors");
    }

    /// The files of these names, lower steps first.
    private List<Path> files(String names) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(names))
                    .sorted(Comparator.comparingInt((Path f) -> f.toString().length())
                            .thenComparing(f -> f.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /// What a checkpoint holds beside tensors.
    static State state(Path file) {
        try (SafetensorsFile saved = SafetensorsFile.open(file)) {
            Map<String, String> metadata = saved.metadata();
            return new State(
                    Long.parseLong(metadata.getOrDefault("step", "")),
                    metadata.getOrDefault("plan", ""),
                    Double.parseDouble(metadata.getOrDefault("best-loss", "Infinity")),
                    Long.parseLong(metadata.getOrDefault("best-step", "0")));
        } catch (NumberFormatException e) {
            throw doesNotFit(file, "metadata", "step, best-loss and best-step are not numbers");
        }
    }

    /// Copies a checkpoint's tensors into these, which must have the same names and shapes; either all or none.
    static void restore(Path file, Map<String, Tensor> weights, Map<String, Tensor> optimizer) {
        try (SafetensorsFile saved = SafetensorsFile.open(file);
                var ignored = new NoGradGuard()) {
            requireFit(saved, file, WEIGHTS, weights);
            requireFit(saved, file, OPTIMIZER, optimizer);
            copy(saved, WEIGHTS, weights);
            copy(saved, OPTIMIZER, optimizer);
        }
    }

    private static void requireFit(SafetensorsFile saved, Path file, String prefix, Map<String, Tensor> targets) {
        targets.forEach((name, target) -> {
            if (!saved.names().contains(prefix + name)) {
                throw doesNotFit(file, "tensor " + prefix + name, "is missing");
            }
            List<Long> found = saved.entry(prefix + name).shape();
            List<Long> needed =
                    LongStream.range(0, target.dim()).mapToObj(target::size).toList();
            if (!found.equals(needed)) {
                throw doesNotFit(file, "tensor " + prefix + name, "found " + found + ", needed " + needed);
            }
        });
    }

    private static void copy(SafetensorsFile saved, String prefix, Map<String, Tensor> targets) {
        targets.forEach((name, target) -> {
            try (var scope = Scope.open()) {
                target.copy_(saved.tensor(prefix + name));
            }
        });
    }

    private static AssayException doesNotFit(Path file, String place, String found) {
        return AssayException.of(
                "ASSAY-4021",
                "The checkpoint does not fit this model.",
                file + ", " + place + ": " + found,
                "resume with the model and adapter settings that the run began with");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static AssayException unreadable(Path place, IOException cause) {
        return new AssayException(
                new Problem(
                        "ASSAY-4022",
                        "The run's folder cannot be read or changed: " + cause.getMessage(),
                        place.toString(),
                        "check its permissions, or choose another folder"),
                cause);
    }
}
