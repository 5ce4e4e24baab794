package dev.assay.cli.vtune;

import dev.assay.cli.lm.ModelOptions;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tiny.model.BundledModel;
import picocli.CommandLine.Option;

/// A model that has not seen the data: it ranks words and says how likely phrases are.
final class ScoringOption {
    @Option(
            names = "--scorer",
            paramLabel = "MODEL",
            description = "Folder of a model that has not seen the data, best the base model (default tiny).")
    private String scorer = BundledModel.NAME;

    /// Its name, and a hash of its weights by which it is known again under another name.
    String name() {
        return scorer + ", weights " + ModelOptions.weights(scorer);
    }

    LocalModel open() {
        return LocalModel.open(ModelOptions.folder(scorer), new LoadOptions(Precision.F32, Device.cpu(), 0));
    }
}
