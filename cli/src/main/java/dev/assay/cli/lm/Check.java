package dev.assay.cli.lm;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.ConfigOptions;
import dev.assay.cli.option.DeviceOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.lm.finetune.Inspection;
import dev.assay.lm.finetune.Rehearsal;
import dev.assay.lm.training.Window;
import dev.assay.nn.train.TrainingEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay lm check`: shows what a fine-tune would learn from, token by token.
@Command(
        name = "check",
        description = "Check a fine-tune's data token by token, and predict its memory and time.",
        footerHeading = "%nExamples:%n",
        footer = {"  assay lm check --config faq.toml", "  assay lm check --config faq.toml --samples 5 --json"})
public final class Check implements Verb {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--samples", paramLabel = "N", description = "Sequences to show (default 2).")
    private int samples = 2;

    @Option(names = "--quick", description = "Do not rehearse: no prediction of memory and time.")
    private boolean quick;

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        FinetunePlan plan = config.required(FinetunePlan.class);
        LoadOptions load = new LoadOptions(plan.training().precision(), device.device(), 0);
        try (PretrainedModel base = PretrainedModel.open(ModelOptions.folder(plan.model()), load)) {
            Finetuning run = Finetuning.prepare(plan, base, ChatTemplate.open(base.folder(), base.tokenizer()));
            List<Inspection> shown = run.train().stream()
                    .limit(samples)
                    .map(window -> Inspection.of(window, base.tokenizer()))
                    .toList();
            Map<String, Object> facts = facts(run);
            if (!quick) {
                chosen.note("rehearsing a few steps ...");
                expect(facts, Rehearsal.of(run));
            }
            if (output.json()) {
                chosen.json(json(facts, shown));
            } else {
                text(chosen, facts, shown);
            }
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> facts(Finetuning run) {
        long tokens = run.train().stream().mapToLong(w -> w.ids().length).sum();
        long learned = run.train().stream().mapToLong(Window::targetCount).sum();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sequences", run.train().size());
        facts.put("rows-held-back", run.validation().size());
        facts.put("tokens", tokens);
        facts.put("tokens-with-loss", learned);
        facts.put("steps", run.settings().steps());
        facts.put("trained-numbers", run.trainableCount());
        return facts;
    }

    private static void expect(Map<String, Object> facts, Rehearsal rehearsal) {
        TrainingEstimate estimate = rehearsal.estimate();
        estimate.peakBytes().ifPresent(bytes -> facts.put("peak-memory-bytes", bytes));
        facts.put("seconds-per-step", estimate.secondsPerStep());
        facts.put("seconds", estimate.seconds());
        facts.put("tokens-per-second", rehearsal.tokensPerStep() / estimate.secondsPerStep());
    }

    private static Map<String, Object> json(Map<String, Object> facts, List<Inspection> shown) {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.put(
                "samples",
                shown.stream()
                        .map(inspection -> inspection.tokens().stream()
                                .map(t -> List.<Object>of(t.id(), t.text(), t.learned(), t.segment()))
                                .toList())
                        .toList());
        return all;
    }

    private static String readable(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.2f", number)
                : String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }

    private static void text(Console console, Map<String, Object> facts, List<Inspection> shown) {
        facts.forEach((name, value) -> console.result(String.format(Locale.ROOT, "%-18s  %s", name, readable(value))));
        for (int i = 0; i < shown.size(); i++) {
            console.result("");
            console.result("sequence " + (i + 1) + ": [tokens in brackets] count in the loss, the others do not");
            console.result(shown.get(i).tokens().stream()
                    .map(t -> t.learned() ? "[" + t.text() + "]" : t.text())
                    .collect(Collectors.joining(" ")));
        }
    }
}
