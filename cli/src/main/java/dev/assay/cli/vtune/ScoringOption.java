package dev.assay.cli.vtune;

import dev.assay.base.Sha256;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.safetensors.TensorArchive;
import dev.assay.tiny.model.BundledModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// A model that has not seen the data: it ranks words and says how likely phrases are.
final class ScoringOption {
    private static final int SHOWN = 16;

    @Option(
            names = "--scorer",
            paramLabel = "MODEL",
            description = "Folder of a model that has not seen the data, best the base model (default tiny).")
    private String scorer = BundledModel.NAME;

    /// The name, and what its weights are known by under any name.
    String name() {
        try (TensorArchive archive = TensorArchive.open(ModelOptions.folder(scorer))) {
            return scorer + "#" + fingerprint(archive.paths());
        }
    }

    /// Whether these weights are those of a scoring model that was named so.
    static boolean isSame(String name, List<Path> weights) {
        return !weights.isEmpty() && name.endsWith("#" + fingerprint(weights));
    }

    private static String fingerprint(List<Path> weights) {
        return Sha256.of(weights.stream().map(Sha256::of).collect(Collectors.joining()))
                .substring(0, SHOWN);
    }

    LocalModel open() {
        return LocalModel.open(ModelOptions.folder(scorer), new LoadOptions(Precision.F32, Device.cpu(), 0));
    }
}
