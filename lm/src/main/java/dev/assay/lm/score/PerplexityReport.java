package dev.assay.lm.score;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How well a model predicts a text, as evidence.
///
/// @param model      its name
/// @param text       the text's name
/// @param result     what was measured
/// @param plan       how the text was cut
/// @param provenance of the measurement
public record PerplexityReport(
        String model, String text, Perplexity result, Perplexity.Plan plan, Provenance provenance)
        implements Evidence.Source {
    @Override
    public Evidence evidence() {
        return new Evidence(
                "lm.score",
                "How well " + model + " predicts " + text,
                "How surprised is the model by a text it was not trained on?",
                String.format(
                        Locale.ROOT,
                        "Over %d tokens its perplexity is %.2f%s: at each token it is as uncertain as among so many equally"
                                + " likely ones.",
                        result.tokens(),
                        result.perplexity(),
                        perplexity()
                                .map(i ->
                                        String.format(Locale.ROOT, " (95 %% interval %.2f to %.2f)", i.low(), i.high()))
                                .orElse("")),
                measures(),
                List.of(),
                List.of(),
                findings(),
                provenance);
    }

    /// The interval of the loss, carried over to the perplexity.
    private Optional<Interval> perplexity() {
        return result.interval()
                .map(i ->
                        new Interval(Math.exp(i.estimate()), Math.exp(i.low()), Math.exp(i.high()), i.level(), i.n()));
    }

    private List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        all.add(measure("Loss", result.interval(), result.meanNll(), "nats/token")
                .withNote(Perplexity.INTERVAL + "."));
        all.add(measure("Perplexity", perplexity(), result.perplexity(), ""));
        result.bitsPerByte()
                .ifPresent(bits -> all.add(Measure.of("Bits per byte", bits, "bits")
                        .withNote("Comparable between models with different tokenizers.")));
        all.add(Measure.of("Tokens scored", result.tokens(), ""));
        all.add(Measure.of("Window", plan.window(), "tokens"));
        all.add(Measure.of("Stride", plan.stride(), "tokens"));
        return all;
    }

    private static Measure measure(String name, Optional<Interval> interval, double value, String unit) {
        return interval.map(i -> Measure.of(name, i, unit)).orElseGet(() -> Measure.of(name, value, unit));
    }

    private List<Finding> findings() {
        Finding contamination = new Finding(
                Finding.Severity.NOT_CHECKED, "Whether the model has seen this text before cannot be told from here.");
        return result.interval().isPresent()
                ? List.of(contamination)
                : List.of(
                        contamination,
                        new Finding(
                                Finding.Severity.TIP,
                                "The text fits one window, so there is no interval; a longer text would have one."));
    }
}
