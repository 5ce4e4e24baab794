package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.base.Sha256;
import dev.assay.cli.option.DeviceOption;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.quantize.Quantization;
import dev.assay.model.LanguageModel;
import dev.assay.model.remote.RemoteModel;
import dev.assay.model.remote.RemoteOptions;
import dev.assay.server.engine.BatchedModel;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.safetensors.TensorArchive;
import dev.assay.tiny.model.BundledModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which model, and how it is brought into memory.
public final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            required = true,
            description = {
                "A folder with config.json, model.safetensors, tokenizer.json; or tiny, the bundled model (./tiny for a folder);",
                "or, where a verb only needs answers, an endpoint: http://host/v1#name."
            })
    private String model = "";

    @Option(names = "--adapter", paramLabel = "DIR", description = "Folder of a low-rank adapter to put on it.")
    private Optional<Path> adapter = Optional.empty();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--precision", paramLabel = "FORMAT", description = "f32 (default) or bf16.")
    private String precision = "f32";

    @Option(
            names = "--quantize",
            paramLabel = "KIND",
            description = "Hold the weights in int8 or int4: faster on a processor, a little less exact.")
    private Optional<String> quantize = Optional.empty();

    /// Opens the model's weights, with its adapter if one was named.
    ///
    /// @throws AssayException `ASSAY-2105` if an endpoint was named, `ASSAY-2111` if the weights are to
    ///     be quantised and lie on another device, and as [PretrainedModel#open]
    public PretrainedModel open() {
        LoadOptions options = new LoadOptions(Precision.parse(precision), device.device(), 0);
        if (!(options.device() instanceof Device.Cpu)) {
            refuseQuantization("--device " + options.device());
        }
        PretrainedModel base = PretrainedModel.open(folder(model), options);
        try {
            PretrainedModel whole =
                    adapter.map(folder -> Adapters.open(base, folder)).orElse(base);
            return quantize.map(kind -> Quantization.parse(kind).apply(whole)).orElse(whole);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    /// Refuses to go on without an adapter.
    ///
    /// @throws AssayException `ASSAY-2102`
    public void requireAdapter() {
        if (adapter.isEmpty()) {
            throw AssayException.of("ASSAY-2102", "It was not said which adapter.", "--adapter", "add --adapter DIR");
        }
    }

    /// The same, for weights that are written again.
    ///
    /// @throws AssayException `ASSAY-2112` if they are to be quantised, and as [#open]
    public PretrainedModel openToWrite() {
        if (quantize.isPresent()) {
            throw AssayException.of(
                    "ASSAY-2112",
                    "Weights in fewer bits cannot be written as a model's folder.",
                    "--quantize " + quantize.get(),
                    "leave --quantize away");
        }
        return open();
    }

    private void refuseQuantization(String where) {
        if (quantize.isPresent()) {
            throw AssayException.of(
                    "ASSAY-2111",
                    "Weights in fewer bits are made for this machine's processor only.",
                    "--quantize " + quantize.get() + " with " + where,
                    "use --device cpu and a local model, or leave --quantize away");
        }
    }

    /// Opens the model behind the port, be it here or at an endpoint.
    ///
    /// @throws AssayException `ASSAY-2110` or `ASSAY-2111` if an endpoint is to take an adapter or to
    ///     be quantised, and as [#open]
    public LanguageModel openForAnswers() {
        return openForAnswers(RemoteOptions.standard());
    }

    /// The same, with a way of one's own to speak to an endpoint.
    public LanguageModel openForAnswers(RemoteOptions options) {
        if (isEndpoint(model)) {
            refuseQuantization("--model " + model);
            if (adapter.isPresent()) {
                throw AssayException.of(
                        "ASSAY-2110",
                        "An adapter can be put on a local model only.",
                        "--adapter " + adapter.get(),
                        "name the base model's folder, or leave --adapter away");
            }
            return RemoteModel.open(model, options);
        }
        PretrainedModel opened = open();
        try {
            return LocalModel.of(opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// The same for a caller that asks from several threads: a local model writes so many answers together.
    public LanguageModel openForManyAnswers(int parallelism) {
        LanguageModel opened = openForAnswers(RemoteOptions.standard().withParallelism(parallelism));
        return opened instanceof LocalModel local ? new BatchedModel(local, parallelism) : opened;
    }

    /// What was named.
    public String name() {
        return model;
    }

    /// The files that provenance names: the weights and the adapter's, none for an endpoint.
    public List<Path> inputs() {
        if (isEndpoint(model)) {
            return List.of();
        }
        try (TensorArchive archive = TensorArchive.open(folder(model))) {
            List<Path> files = new ArrayList<>(archive.paths());
            adapter.ifPresent(files::add);
            return files;
        }
    }

    /// What tells its weights from others, the adapter's included; empty for an endpoint.
    public Optional<String> weights() {
        return isEndpoint(model) ? Optional.empty() : Optional.of(hash(inputs()));
    }

    /// What tells the model that answers from others: the address, or the weights and what was made of them.
    public String identity() {
        return weights()
                .map(hash -> hash + " " + precision + " " + quantize.orElse("whole"))
                .orElse(model);
    }

    /// What tells the weights of a model's folder from others.
    ///
    /// @throws AssayException as [#folder]
    public static String weights(String name) {
        try (TensorArchive archive = TensorArchive.open(folder(name))) {
            return hash(archive.paths());
        }
    }

    private static String hash(List<Path> files) {
        return Sha256.of(files.stream().map(Sha256::of).collect(Collectors.joining("\n")));
    }

    /// What was named, where it is an endpoint.
    public Optional<String> endpoint() {
        return isEndpoint(model) ? Optional.of(model) : Optional.empty();
    }

    /// The folder of a model's weights.
    ///
    /// @throws AssayException `ASSAY-2105` if an endpoint was named, `ASSAY-4100` if there is no such
    ///     folder
    public static Path folder(String name) {
        if (isEndpoint(name)) {
            throw AssayException.of(
                    "ASSAY-2105",
                    "This verb needs the model's weights, and an endpoint does not give them.",
                    "--model " + name,
                    "name a model's folder, or tiny");
        }
        Path folder = Path.of(name);
        if (name.equals(BundledModel.NAME)) {
            return BundledModel.folder();
        }
        if (!Files.exists(folder)) {
            throw AssayException.of(
                    "ASSAY-4100", "There is no such model.", "--model " + name, "name a model's folder, or tiny");
        }
        return folder;
    }

    private static boolean isEndpoint(String name) {
        return name.startsWith("http://") || name.startsWith("https://");
    }
}
