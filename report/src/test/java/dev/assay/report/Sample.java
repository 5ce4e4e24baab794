package dev.assay.report;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Finding.Severity;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Plot.Axis;
import dev.assay.base.evidence.Plot.Mark;
import dev.assay.base.evidence.Plot.Series;
import dev.assay.base.evidence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A rich dossier such as a fine-tuning and its checks would give, made of numbers drawn here.
final class Sample {
    static final Instant CREATED = Instant.parse("2026-03-27T14:05:00Z");
    private static final String HASH = "4f1c9b7e0d2a6c85e3f7a1b4c9d0e2f36a7b8c9d0e1f2a3b4c5d6e7f8091a2b3";

    private Sample() {}

    static Dossier dossier() {
        return new Dossier(
                "Retail FAQ assistant, release candidate 3",
                "What fine-tuning changed, how far the answers can be trusted, and what was not looked at",
                CREATED,
                List.of(finetuning(), calibration(), refusal(), scaling(), edges()));
    }

    static Provenance provenance(long seed) {
        return new Provenance(
                "2026-03-26T09:12:41Z",
                seed,
                Map.of(
                        "train.steps", "2000",
                        "train.learningRate", "2e-4",
                        "adapter.rank", "8",
                        "data.train", "faq-train.jsonl",
                        "schedule.kind", "warm-up + cosine"),
                Map.of("tiny-512/model.safetensors", HASH, "faq-train.jsonl", HASH.replace('4', 'a')),
                Map.of("assay", "0.1.0", "libtorch", "2.10.0", "java", "25.0.1"),
                Map.of("os", "Linux 6.8", "cpu", "Intel Xeon Platinum 8481C", "cores", "2", "memory", "16 GiB"));
    }

    static Evidence finetuning() {
        Random random = new Random(1);
        double[] steps = IntStream.rangeClosed(0, 400).mapToDouble(i -> i * 5).toArray();
        double[] train = Arrays.stream(steps)
                .map(s -> 1.32 + 2.3 * Math.exp(-s / 330) + 0.07 * random.nextGaussian())
                .toArray();
        double[] at = IntStream.rangeClosed(0, 20).mapToDouble(i -> i * 100).toArray();
        double[] held =
                Arrays.stream(at).map(s -> 1.47 + 2.1 * Math.exp(-s / 360)).toArray();
        double[] low = IntStream.range(0, at.length)
                .mapToDouble(i -> held[i] - 0.12 + 0.002 * i)
                .toArray();
        double[] high = IntStream.range(0, at.length)
                .mapToDouble(i -> held[i] + 0.14 - 0.002 * i)
                .toArray();
        return new Evidence(
                "lm.finetune",
                "Fine-tuning on the FAQ set",
                "Does the adapter answer held-out customer questions better than the base model, and at what cost"
                        + " elsewhere?",
                "The adapter answers 71 % of the held-out questions correctly, the base model 38 %; the gain of 33"
                        + " points is far outside what chance would give. General text is predicted slightly worse:"
                        + " perplexity rises from 21.4 to 22.1.\n\nThe loss on held-out questions stopped falling"
                        + " after about 1,400 steps; the last checkpoint is not over-trained.",
                List.of(
                        Measure.of("Held-out accuracy, adapter", new Interval(0.7125, 0.6661, 0.7548, 0.95, 400), "%")
                                .withNote("Exact match after normalising case and spaces; Wilson interval."),
                        Measure.of(
                                "Held-out accuracy, base model", new Interval(0.3825, 0.3362, 0.431, 0.95, 400), "%"),
                        Measure.of("Gain", new Interval(0.33, 0.274, 0.384, 0.95, 400), "%")
                                .withNote("Paired difference, bootstrap over questions."),
                        Measure.of("Perplexity on general text", new Interval(22.14, 21.87, 22.42, 0.95, 1180), "")
                                .withNote("Base model: 21.41."),
                        Measure.of("Change of refusal rate", new Interval(0.0124, -0.0187, 0.0435, 0.95, 400), "%"),
                        Measure.of("Trainable parameters", 147456, ""),
                        Measure.of("Training tokens", 1638400, "tokens"),
                        Measure.of("Toxicity score", Double.NaN, "").withNote("No scorer was configured.")),
                List.of(new Table(
                        "Accuracy by kind of question",
                        List.of("Kind", "Questions", "Base", "Adapter", "Example"),
                        List.of(
                                List.of("Opening hours", "62", "48 %", "92 %", "When does the Zürich branch open?"),
                                List.of("Card blocked", "118", "41 %", "78 %", "My card was swallowed. What now?"),
                                List.of("Fees", "97", "35 %", "66 %", "What does a transfer to Łódź cost?"),
                                List.of("Mortgage", "71", "31 %", "58 %", "Can I repay early?"),
                                List.of("Complaint", "52", "29 %", "52 %", "I want to complain about a fee.")))),
                List.of(
                        new Plot(
                                "Loss while training",
                                Axis.linear("Optimiser step"),
                                Axis.linear("Cross-entropy per token (nats)"),
                                List.of(
                                        Series.of("training batches", Mark.LINE, steps, train),
                                        new Series("held-out questions", Mark.LINE, at, held, low, high))),
                        new Plot(
                                "Accuracy by kind of question, before and after",
                                Axis.linear("Kind (1 opening hours, 2 card blocked, 3 fees, 4 mortgage, 5 complaint)"),
                                Axis.linear("Share answered correctly"),
                                List.of(
                                        new Series(
                                                "base model",
                                                Mark.BARS,
                                                new double[] {1, 2, 3, 4, 5},
                                                new double[] {.48, .41, .35, .31, .29},
                                                new double[] {.36, .32, .26, .21, .18},
                                                new double[] {.60, .50, .45, .43, .42}),
                                        new Series(
                                                "adapter",
                                                Mark.BARS,
                                                new double[] {1, 2, 3, 4, 5},
                                                new double[] {.92, .78, .66, .58, .52},
                                                new double[] {.82, .70, .56, .46, .39},
                                                new double[] {.97, .85, .75, .69, .65})))),
                List.of(
                        new Finding(
                                Severity.PASSED,
                                "No held-out question appears in the training file, exactly or with small changes"
                                        + " (13-gram overlap 0 of 400)."),
                        new Finding(
                                Severity.PASSED, "The merged model equals the unmerged one within 2e-6 on 64 samples."),
                        new Finding(
                                Severity.TIP,
                                "The loss was still falling by 0.004 per 100 steps at the end; 500 more steps may gain"
                                        + " about one point."),
                        new Finding(
                                Severity.ISSUE,
                                "Complaints are answered correctly in only 52 % [39 %, 65 %] of cases; do not route"
                                        + " them to the assistant without a person."),
                        new Finding(Severity.NOT_CHECKED, "Answers in languages other than English.")),
                provenance(17));
    }

    static Evidence calibration() {
        double[] confidence = {0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95};
        double[] accuracy = {0.11, 0.18, 0.22, 0.33, 0.39, 0.51, 0.57, 0.66, 0.74, 0.86};
        double[] low = Arrays.stream(accuracy).map(a -> Math.max(0, a - 0.09)).toArray();
        double[] high = Arrays.stream(accuracy).map(a -> Math.min(1, a + 0.09)).toArray();
        return new Evidence(
                "uncertainty.evaluate",
                "Does it know what it does not know?",
                "When the assistant says that it is 80 % sure, is it right in 80 of 100 cases?",
                "Nearly: it is somewhat too sure of itself above 60 %, by about nine points.",
                List.of(
                        Measure.of("Expected calibration error", new Interval(0.061, 0.043, 0.082, 0.95, 1200), ""),
                        Measure.of("Area under the ROC curve", new Interval(0.8132, 0.7861, 0.8388, 0.95, 1200), ""),
                        Measure.of("p-value of calibration", 3.2e-7, "")),
                List.of(),
                List.of(new Plot(
                        "Reliability: stated confidence against share correct",
                        Axis.linear("Stated confidence"),
                        Axis.linear("Share correct"),
                        List.of(
                                new Series("answers", Mark.POINTS, confidence, accuracy, low, high),
                                Series.of(
                                        "perfect calibration", Mark.LINE, new double[] {0, 1}, new double[] {0, 1})))),
                List.of(
                        new Finding(Severity.TIP, "Divide logits by 1.31 before asking for confidence."),
                        new Finding(Severity.PASSED, "Each bin holds at least 40 answers.")),
                provenance(17));
    }

    static Evidence refusal() {
        double[] threshold =
                IntStream.rangeClosed(0, 50).mapToDouble(i -> i / 50.0).toArray();
        return new Evidence(
                "refusal.sweep",
                "Refusing what it should not answer",
                "How many unsafe requests are refused, and how many harmless ones with them?",
                "At threshold 0.30 the assistant refuses 94 % of unsafe and 3 % of harmless requests.",
                List.of(
                        Measure.of("Unsafe requests refused", new Interval(0.94, 0.905, 0.9625, 0.95, 250), "%"),
                        Measure.of("Harmless requests refused", new Interval(0.031, 0.0172, 0.0551, 0.95, 350), "%")),
                List.of(),
                List.of(
                        new Plot(
                                "Refusal rate by threshold",
                                Axis.linear("Threshold on the refusal token's probability"),
                                Axis.linear("Share refused"),
                                List.of(
                                        Series.of(
                                                "unsafe requests",
                                                Mark.LINE,
                                                threshold,
                                                map(threshold, t -> 1 / (1 + Math.exp(9 * (t - .62))))),
                                        Series.of(
                                                "harmless requests",
                                                Mark.LINE,
                                                threshold,
                                                map(threshold, t -> .35 * Math.exp(-8 * t))),
                                        Series.of(
                                                "borderline requests (two annotators disagreed)",
                                                Mark.LINE,
                                                threshold,
                                                map(threshold, t -> .8 * Math.exp(-3 * t * t))))),
                        new Plot(
                                "Change of refusal rate against the previous release",
                                Axis.linear("Category"),
                                Axis.linear("Change (percentage points)"),
                                List.of(new Series(
                                        "change",
                                        Mark.BARS,
                                        new double[] {1, 2, 3, 4, 5, 6},
                                        new double[] {4.2, -1.8, 0.4, -3.1, 2.2, -0.6},
                                        new double[] {1.9, -4.1, -1.6, -5.5, -0.3, -2.8},
                                        new double[] {6.5, .5, 2.4, -.7, 4.7, 1.6})))),
                List.of(new Finding(Severity.PASSED, "The sweep was made on data that played no part in training.")),
                provenance(18));
    }

    static Evidence scaling() {
        double[] flops = IntStream.rangeClosed(0, 14)
                .mapToDouble(i -> Math.pow(10, 12 + i * 0.35))
                .toArray();
        Random random = new Random(4);
        double[] loss = map(flops, c -> 1.7 + 42 * Math.pow(c, -0.09) * (1 + 0.01 * random.nextGaussian()));
        return new Evidence(
                "scaling.study",
                "Scaling of structured layers",
                "Which layer family makes the best use of compute?",
                "Kronecker layers reach the dense layers' loss with 0.7 times the compute.",
                List.of(Measure.of("Compute ratio at equal loss", new Interval(0.703, 0.62, 0.81, 0.9, 15), "×")),
                List.of(),
                List.of(new Plot(
                        "Loss against training compute",
                        Axis.logarithmic("Training compute (FLOP)"),
                        Axis.logarithmic("Held-out loss (nats per token)"),
                        List.of(
                                Series.of("dense", Mark.POINTS, flops, loss),
                                Series.of("Kronecker", Mark.POINTS, flops, map(loss, l -> l * 0.962)),
                                Series.of("low rank", Mark.POINTS, flops, map(loss, l -> l * 1.034)),
                                Series.of("butterfly", Mark.POINTS, flops, map(loss, l -> l * 1.075)),
                                Series.of(
                                        "power law, dense",
                                        Mark.LINE,
                                        flops,
                                        map(flops, c -> 1.7 + 42 * Math.pow(c, -0.09)))))),
                List.of(new Finding(
                        Severity.NOT_CHECKED,
                        "Compute above 10¹⁷ FLOP; the law need not hold beyond the points shown.")),
                provenance(3));
    }

    static Evidence edges() {
        Random random = new Random(9);
        int many = 20_000;
        double[] x = random.doubles(many).toArray();
        double[] y = map(x, v -> 2 * v + 0.3 * random.nextGaussian());
        double[] walk = new double[many];
        for (int i = 1; i < many; i++) {
            walk[i] = walk[i - 1] + random.nextGaussian();
        }
        double[] time = IntStream.range(0, many).mapToDouble(i -> i).toArray();
        return new Evidence(
                "tests.edges",
                "Edge cases: 边界情况, حالات حدية, крайние случаи",
                "",
                "",
                List.of(
                        Measure.of("Never measured", Double.NaN, "ms"),
                        Measure.of("Vacuous bound", Double.POSITIVE_INFINITY, "bits"),
                        Measure.of("Half known", new Interval(0.4, Double.NaN, Double.NaN, 0.95, 0), "%")),
                List.of(new Table("An empty table", List.of("Nothing", "Here"), List.of())),
                List.of(
                        new Plot(
                                "Twenty thousand points",
                                Axis.linear("x"),
                                Axis.linear("y"),
                                List.of(Series.of("cloud", Mark.POINTS, x, y))),
                        new Plot(
                                "A random walk of 20,000 steps",
                                Axis.linear("step"),
                                Axis.linear("place"),
                                List.of(Series.of("walk", Mark.LINE, time, walk))),
                        new Plot(
                                "One point and gaps",
                                Axis.linear("x"),
                                Axis.linear("y"),
                                List.of(
                                        new Series(
                                                "one",
                                                Mark.POINTS,
                                                new double[] {2},
                                                new double[] {3},
                                                new double[] {2.5},
                                                new double[] {3.25}),
                                        Series.of(
                                                "interrupted",
                                                Mark.LINE,
                                                new double[] {0, 1, 2, 3, 4, 5},
                                                new double[] {1, 2, Double.NaN, 2, Double.NaN, 1}))),
                        new Plot(
                                "No points at all",
                                Axis.linear("x"),
                                Axis.linear("y"),
                                List.of(Series.of("none", Mark.LINE, new double[0], new double[0])))),
                List.of(),
                provenance(9));
    }

    private static double[] map(double[] values, java.util.function.DoubleUnaryOperator of) {
        return Arrays.stream(values).map(of).toArray();
    }
}
