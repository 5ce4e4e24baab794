package dev.assay.cli.lm;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.ConfigOptions;
import dev.assay.cli.option.DeviceOption;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.lm.pretrain.Pretraining;
import dev.assay.lm.pretrain.Recipe;
import dev.assay.nn.train.TrainingEstimate;
import dev.assay.nn.train.TrainingResult;
import dev.assay.tensor.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay lm train`: trains a model from nothing.
@Command(
        name = "train",
        description = "Train a model from nothing by a recipe: a tokenizer of its own, then the weights.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay lm train --config recipes/tiny.toml --out runs/tiny",
            "  assay lm train --config recipes/tiny.toml --out runs/tiny --resume"
        })
public final class Train implements Verb {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the run in --out.")
    private boolean resume;

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Recipe recipe = config.required(Recipe.class);
        Device where = device.device();
        if (out.dryRun()) {
            chosen.note("reading the data and rehearsing a few steps; nothing is written ...");
            expect(chosen, Pretraining.check(recipe, where));
            return ExitCode.DONE;
        }
        RunFolder folder = RunFolders.open(out, resume, recipe);
        Pretraining run = Pretraining.prepare(recipe, folder.path(), where);
        chosen.note(String.format(
                Locale.ROOT,
                "%,d numbers, %d tokens in the vocabulary, %d steps",
                run.decoder().parameterCount(),
                run.tokenizer().vocabulary(),
                run.settings().steps()));
        TrainingResult result =
                run.run(folder.path(), resume, Progress.onStandardError(chosen.quiet()), interruption::requested);
        if (!result.finished()) {
            chosen.note("stopped at step " + result.step() + "; go on with: "
                    + RunFolders.resumeLine("lm train", folder.path()));
            return ExitCode.INTERRUPTED;
        }
        Path target = folder.path().resolve("model");
        run.save(folder.path(), target, result, recipe.savedAs());
        show(chosen, result, target);
        return ExitCode.DONE;
    }

    private void expect(Console console, TrainingEstimate estimate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        estimate.peakBytes().ifPresent(bytes -> fields.put("peak-memory-bytes", bytes));
        fields.put("steps", estimate.steps());
        fields.put("seconds-per-step", estimate.secondsPerStep());
        fields.put("seconds", estimate.seconds());
        if (output.json()) {
            console.json(fields);
        } else {
            console.result(String.format(
                    Locale.ROOT,
                    "%,d steps of %.2f seconds: about %.1f hours",
                    estimate.steps(),
                    estimate.secondsPerStep(),
                    estimate.seconds() / 3600));
            estimate.peakBytes()
                    .ifPresent(bytes ->
                            console.result(String.format(Locale.ROOT, "at most %,d MiB of memory", bytes >> 20)));
        }
    }

    private void show(Console console, TrainingResult result, Path target) {
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("written", target.toString());
            fields.put("steps", result.step());
            fields.put("loss", result.loss());
            result.validationLoss().ifPresent(loss -> fields.put("validation-loss", loss));
            console.json(fields);
        } else {
            console.result(String.format(Locale.ROOT, "loss %.4f nats a token", result.loss()));
            result.validationLoss()
                    .ifPresent(loss -> console.result(String.format(
                            Locale.ROOT, "validation loss %.4f nats a token (perplexity %.2f)", loss, Math.exp(loss))));
            console.result("written to " + target);
        }
    }
}
