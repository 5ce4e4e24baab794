package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which local model, and how it is brought into memory.
public final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            required = true,
            description = "A model's folder: config.json, model.safetensors, tokenizer.json.")
    private String model = "";

    @Option(names = "--adapter", paramLabel = "DIR", description = "Folder of a low-rank adapter to put on it.")
    private Optional<Path> adapter = Optional.empty();

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu (default), cuda or cuda:N.")
    private String device = "cpu";

    @Option(names = "--precision", paramLabel = "FORMAT", description = "f32 (default) or bf16.")
    private String precision = "f32";

    /// Opens the model, with its adapter if one was named.
    public PretrainedModel open() {
        PretrainedModel base = open(model, new LoadOptions(Precision.parse(precision), Device.parse(device), 0));
        return adapter.map(folder -> Adapters.open(base, folder)).orElse(base);
    }

    /// What was named.
    public String name() {
        return model;
    }

    /// Opens a model's folder.
    static PretrainedModel open(String name, LoadOptions options) {
        if (name.startsWith("http://") || name.startsWith("https://")) {
            throw AssayException.of(
                    "ASSAY-2105",
                    "This verb needs the model's weights, and an endpoint does not give them.",
                    "--model " + name,
                    "name a model's folder");
        }
        Path folder = Path.of(name);
        if (!Files.exists(folder)) {
            throw AssayException.of(
                    "ASSAY-4100", "There is no such model.", "--model " + name, "name a model's folder");
        }
        return PretrainedModel.open(folder, options);
    }
}
