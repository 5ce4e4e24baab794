package dev.assay.cli.lm;

import dev.assay.base.ExitCode;
import dev.assay.base.JsonLines;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.Sha256;
import dev.assay.base.Toml;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.ConfigOptions;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneReport;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.safetensors.TensorArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay lm finetune`: teaches a model from conversations.
@Command(
        name = "finetune",
        description = "Teach a model from conversations, by an adapter or in all its weights.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay lm finetune --config faq.toml --out runs/faq",
            "  assay lm finetune --config faq.toml --set training.steps=200 --out runs/faq --resume"
        })
public final class Finetune implements Verb {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the run in --out.")
    private boolean resume;

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        FinetunePlan plan = Configurations.read(config, FinetunePlan.class);
        LoadOptions load = new LoadOptions(plan.training().precision(), Device.cpu(), 0);
        try (PretrainedModel base = ModelOptions.open(plan.model(), load)) {
            Finetuning run = Finetuning.prepare(plan, base, ChatTemplate.open(base.folder(), base.tokenizer()));
            chosen.note(String.format(
                    Locale.ROOT,
                    "%d sequences, %d rows held back, %,d of %,d numbers trained, %d steps",
                    run.train().size(),
                    run.validation().size(),
                    run.trainableCount(),
                    run.model().decoder().parameterCount(),
                    run.settings().steps()));
            return out.dryRun() ? ExitCode.DONE : train(chosen, interruption, plan, run);
        }
    }

    private ExitCode train(Console console, Interruption interruption, FinetunePlan plan, Finetuning run) {
        RunFolder folder = Runs.open(out, resume, plan);
        FinetuneResult result =
                run.run(folder.path(), resume, Progress.onStandardError(console.quiet()), interruption::requested);
        if (!result.training().finished()) {
            console.note("stopped at step " + result.training().step() + "; go on with: assay lm finetune --config "
                    + config.file().map(Path::toString).orElse("FILE") + " --out " + folder.path() + " --resume");
            return ExitCode.INTERRUPTED;
        }
        Path saved = save(plan, run, folder);
        FinetuneReport report = new FinetuneReport(run, result, losses(folder), provenance(plan, run));
        folder.writeEvidence(report.evidence());
        show(console, result, saved);
        return ExitCode.DONE;
    }

    private static Path save(FinetunePlan plan, Finetuning run, RunFolder folder) {
        return switch (plan.method()) {
            case FinetunePlan.Method.Lora lora -> {
                Path target = folder.path().resolve("adapter");
                Adapters.save(run.model(), lora.plan(), run.model().name(), weightsHash(run.model()), target);
                yield target;
            }
            case FinetunePlan.Method.Full ignored -> {
                Path target = folder.path().resolve("model");
                run.model().save(target, Map.of(), Precision.F32);
                yield target;
            }
        };
    }

    private static String weightsHash(PretrainedModel model) {
        try (TensorArchive archive = TensorArchive.open(model.folder())) {
            return archive.paths().size() == 1 ? Sha256.of(archive.paths().getFirst()) : "";
        }
    }

    private static double[][] losses(RunFolder folder) {
        List<double[]> points = new ArrayList<>();
        try (JsonLines lines = folder.readLog()) {
            while (lines.hasNext()) {
                var node = lines.next().node();
                if (node.has("loss")) {
                    points.add(new double[] {
                        node.path("step").asDouble(), node.path("loss").asDouble()
                    });
                }
            }
        }
        return points.toArray(double[][]::new);
    }

    private static Provenance provenance(FinetunePlan plan, Finetuning run) {
        List<Path> inputs = new ArrayList<>(List.of(plan.data().train()));
        plan.data().validation().ifPresent(inputs::add);
        try (TensorArchive archive = TensorArchive.open(run.model().folder())) {
            inputs.addAll(archive.paths());
        }
        return Provenance.collect(plan.training().seed(), Toml.flatten(plan), inputs);
    }

    private void show(Console console, FinetuneResult result, Path saved) {
        double before =
                result.before().means().length > 1 ? result.before().mean().estimate() : Double.NaN;
        double after = result.after().means().length > 1 ? result.after().mean().estimate() : Double.NaN;
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("written", saved.toString());
            fields.put("steps", result.training().step());
            fields.put("loss-before", before);
            fields.put("loss-after", after);
            fields.put("seconds", result.seconds());
            console.json(fields);
        } else {
            console.result(
                    String.format(Locale.ROOT, "loss on rows held back: %.4f before, %.4f after", before, after));
            console.result("written to " + saved);
        }
    }
}
