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
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneReport;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the run in --out.")
    private boolean resume;

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        FinetunePlan plan = config.required(FinetunePlan.class);
        LoadOptions load = new LoadOptions(plan.training().precision(), device.device(), 0);
        try (PretrainedModel base = PretrainedModel.open(ModelOptions.folder(plan.model()), load)) {
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
        RunFolder folder = RunFolders.open(out, resume, plan);
        FinetuneResult result =
                run.run(folder.path(), resume, Progress.onStandardError(console.quiet()), interruption::requested);
        if (!result.training().finished()) {
            console.note("stopped at step " + result.training().step() + "; go on with: "
                    + RunFolders.resumeLine("lm finetune", folder.path()));
            return ExitCode.INTERRUPTED;
        }
        Path saved = run.save(folder.path(), result.training());
        folder.writeEvidence(FinetuneReport.of(run, result, folder).evidence());
        show(console, result, saved);
        return ExitCode.DONE;
    }

    private void show(Console console, FinetuneResult result, Path saved) {
        boolean held = result.before().means().length > 1;
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("written", saved.toString());
            fields.put("steps", result.training().step());
            if (held) {
                fields.put("loss-before", result.before().mean().estimate());
                fields.put("loss-after", result.after().mean().estimate());
            }
            fields.put("seconds", result.seconds());
            result.peakBytes().ifPresent(bytes -> fields.put("peak-bytes", bytes));
            console.json(fields);
        } else {
            console.result(
                    held
                            ? String.format(
                                    Locale.ROOT,
                                    "loss on rows held back: %.4f before, %.4f after",
                                    result.before().mean().estimate(),
                                    result.after().mean().estimate())
                            : "no rows were held back, so nothing was measured");
            console.result("written to " + saved);
        }
    }
}
