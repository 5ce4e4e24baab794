package dev.assay.cli.lm;

import dev.assay.base.ExitCode;
import dev.assay.base.Sha256;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.model.remote.EndpointReport;
import dev.assay.model.remote.RemoteModel;
import dev.assay.tensor.safetensors.TensorArchive;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `assay lm info`: what a model is.
@Command(
        name = "info",
        description = "Show what a model is, or find out what an endpoint can do by asking it.",
        footerHeading = "%nExamples:%n",
        footer = {"  assay lm info --model tiny", "  assay lm info --model http://localhost:8000/v1#qwen2 --json"})
public final class ModelInfo implements Verb {
    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        return options.endpoint().map(name -> endpoint(chosen, name)).orElseGet(() -> folder(chosen));
    }

    private ExitCode endpoint(Console console, String name) {
        try (RemoteModel model = RemoteModel.open(name)) {
            EndpointReport report = model.report();
            if (output.json()) {
                console.json(facts(report));
            } else {
                console.result(report.render());
            }
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> facts(EndpointReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", report.name());
        facts.put("top-logprobs", report.topLogprobs());
        report.contextTokens().ifPresent(tokens -> facts.put("context", tokens));
        report.proofs()
                .forEach((feature, proof) ->
                        facts.put(feature.name(), proof.verdict().name()));
        return facts;
    }

    private ExitCode folder(Console chosen) {
        try (PretrainedModel model = options.open()) {
            Map<String, Object> facts = facts(model);
            if (output.json()) {
                chosen.json(facts);
            } else {
                facts.forEach((name, value) -> chosen.result(String.format(Locale.ROOT, "%-16s  %s", name, value)));
            }
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> facts(PretrainedModel model) {
        DecoderConfig shape = model.decoder().config();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", model.name());
        facts.put("family", model.config().path("model_type").asText());
        facts.put("parameters", model.decoder().parameterCount());
        facts.put("layers", shape.layers());
        facts.put("dim", shape.dim());
        facts.put("heads", shape.heads());
        facts.put("key-heads", shape.keyHeads());
        facts.put("head-dim", shape.headDim());
        facts.put("intermediate", shape.intermediate());
        facts.put("context", shape.context());
        facts.put("vocabulary", shape.vocabulary());
        facts.put("tied", shape.tied());
        facts.put(
                "stored-as",
                model.config()
                        .path("torch_dtype")
                        .asText(model.config().path("dtype").asText("?")));
        facts.put("cache-per-token", shape.cacheBytesPerPosition(4) + " bytes in f32");
        try (TensorArchive archive = TensorArchive.open(model.folder())) {
            archive.paths().forEach(path -> facts.put("sha256 " + path.getFileName(), Sha256.of(path)));
        }
        return facts;
    }
}
