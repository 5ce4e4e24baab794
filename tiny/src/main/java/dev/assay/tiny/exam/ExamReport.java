package dev.assay.tiny.exam;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A model's answers to held-out questions as evidence.
///
/// @param model      its name
/// @param result     what it answered
/// @param provenance of the measurement
public record ExamReport(String model, ExamResult result, Provenance provenance) implements Evidence.Source {
    private static final int SHOWN = 12;

    @Override
    public Evidence evidence() {
        List<Accuracy> accuracies = result.accuracies();
        return new Evidence(
                "tiny.exam",
                "What " + model + " knows",
                "How often is the model right about words it was not trained on?",
                summary(accuracies),
                accuracies.stream().map(ExamReport::measure).toList(),
                List.of(samples()),
                accuracies.isEmpty() ? List.of() : List.of(plot(accuracies)),
                findings(accuracies),
                provenance);
    }

    private String summary(List<Accuracy> accuracies) {
        long above = accuracies.stream().filter(Accuracy::clearlyAboveGuessing).count();
        return String.format(
                Locale.ROOT,
                "%d questions in %d templates were asked; in %d of them the model is clearly better than"
                        + " guessing.",
                result.questions().size(),
                accuracies.size(),
                above);
    }

    private static Measure measure(Accuracy accuracy) {
        return Measure.of("Accuracy, " + accuracy.template().label(), accuracy.interval(), "%")
                .withNote(String.format(
                        Locale.ROOT,
                        "%d of %d; guessing would reach %.1f %%.",
                        accuracy.right(),
                        accuracy.asked(),
                        100 * accuracy.guessing()));
    }

    private Table samples() {
        return new Table(
                "The first questions",
                List.of("question", "right answer", "model's answer"),
                IntStream.range(0, Math.min(SHOWN, result.questions().size()))
                        .mapToObj(i -> List.of(
                                result.questions().get(i).prompt(),
                                result.questions().get(i).answer(),
                                result.answers().get(i)))
                        .toList());
    }

    private static Plot plot(List<Accuracy> accuracies) {
        double[] places =
                IntStream.rangeClosed(1, accuracies.size()).asDoubleStream().toArray();
        List<Interval> intervals = accuracies.stream().map(Accuracy::interval).toList();
        String order = String.join(
                ", ",
                IntStream.range(0, accuracies.size())
                        .mapToObj(i ->
                                (i + 1) + " " + accuracies.get(i).template().label())
                        .toList());
        return new Plot(
                "Accuracy beside guessing",
                Plot.Axis.linear("template (" + order + ")"),
                Plot.Axis.linear("share of right answers"),
                List.of(
                        new Plot.Series(
                                "model",
                                Plot.Mark.POINTS,
                                places,
                                intervals.stream()
                                        .mapToDouble(Interval::estimate)
                                        .toArray(),
                                intervals.stream().mapToDouble(Interval::low).toArray(),
                                intervals.stream().mapToDouble(Interval::high).toArray()),
                        Plot.Series.of(
                                "guessing",
                                Plot.Mark.POINTS,
                                places,
                                accuracies.stream()
                                        .mapToDouble(Accuracy::guessing)
                                        .toArray())));
    }

    private static List<Finding> findings(List<Accuracy> accuracies) {
        return accuracies.stream()
                .map(a -> a.clearlyAboveGuessing()
                        ? new Finding(
                                Finding.Severity.PASSED,
                                "On " + a.template().label() + " the whole interval lies above guessing.")
                        : new Finding(
                                Finding.Severity.ISSUE,
                                "On " + a.template().label() + " the model is not clearly better than guessing."))
                .toList();
    }
}
