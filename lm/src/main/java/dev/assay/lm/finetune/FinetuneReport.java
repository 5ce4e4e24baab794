package dev.assay.lm.finetune;

import dev.assay.base.Interval;
import dev.assay.base.JsonLines;
import dev.assay.base.Provenance;
import dev.assay.base.Toml;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.RunFolder;
import dev.assay.tensor.safetensors.TensorArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A fine-tune as evidence: loss on rows held back, before and after, paired.
///
/// @param run        what was trained
/// @param result     how it went
/// @param losses     training loss by step, from the log
/// @param provenance of the run
public record FinetuneReport(Finetuning run, FinetuneResult result, double[][] losses, Provenance provenance)
        implements Evidence.Source {
    /// The report of a run whose log lies in a folder.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4001` if log, data or weights cannot be read
    public static FinetuneReport of(Finetuning run, FinetuneResult result, RunFolder folder) {
        return new FinetuneReport(run, result, losses(folder), provenance(run));
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

    private static Provenance provenance(Finetuning run) {
        FinetunePlan plan = run.plan();
        List<Path> inputs = new ArrayList<>(List.of(plan.data().train()));
        plan.data().validation().ifPresent(inputs::add);
        try (TensorArchive archive = TensorArchive.open(run.model().folder())) {
            inputs.addAll(archive.paths());
        }
        return Provenance.collect(plan.training().seed(), Toml.flatten(plan), inputs);
    }

    @Override
    public Evidence evidence() {
        return new Evidence(
                "lm.finetune",
                "Fine-tuning",
                "Did the model learn from the data what it can use on rows it has not seen?",
                summary(),
                measures(),
                List.of(),
                plots(),
                findings(),
                provenance);
    }

    private boolean measured() {
        return run.validation().size() > 1;
    }

    private Interval change() {
        return result.after().minus(result.before());
    }

    private String summary() {
        if (!measured()) {
            return "The model was trained; too few rows were held back to say whether it learned what carries over.";
        }
        Interval change = change();
        String verdict = change.high() < 0
                ? "It did"
                : change.low() > 0 ? "It did not: it became worse" : "The rows held back do not tell";
        return String.format(
                Locale.ROOT,
                "%s. On %d rows held back, the loss went from %.3f to %.3f nats a token, a change of %.3f (95 %% interval"
                        + " %.3f to %.3f).",
                verdict,
                run.validation().size(),
                result.before().mean().estimate(),
                result.after().mean().estimate(),
                change.estimate(),
                change.low(),
                change.high());
    }

    private List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        if (measured()) {
            all.add(Measure.of("Loss before", result.before().mean(), "nats/token"));
            all.add(Measure.of("Loss after", result.after().mean(), "nats/token"));
            all.add(Measure.of("Change", change(), "nats/token").withNote("The same rows under both, so paired."));
        }
        all.add(Measure.of("Steps", result.training().step(), ""));
        all.add(Measure.of("Sequences", run.train().size(), ""));
        all.add(Measure.of("Trained numbers", run.trainableCount(), ""));
        all.add(Measure.of("Training time", result.seconds(), "s"));
        result.peakBytes().ifPresent(bytes -> all.add(Measure.of("Peak memory", bytes / 1048576.0, "MiB")));
        return all;
    }

    private List<Plot> plots() {
        if (losses.length == 0) {
            return List.of();
        }
        double[] steps = new double[losses.length];
        double[] values = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            steps[i] = losses[i][0];
            values[i] = losses[i][1];
        }
        return List.of(new Plot(
                "Training loss",
                Plot.Axis.linear("step"),
                Plot.Axis.linear("nats per token"),
                List.of(Plot.Series.of("training", Plot.Mark.LINE, steps, values))));
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.add(
                result.training().finished()
                        ? new Finding(
                                Finding.Severity.PASSED,
                                "The run went to its end; no loss or gradient was not a number.")
                        : new Finding(
                                Finding.Severity.ISSUE, "The run was stopped early; resume it before relying on it."));
        if (!measured()) {
            all.add(new Finding(Finding.Severity.NOT_CHECKED, "Fewer than two rows were held back."));
        }
        return all;
    }
}
