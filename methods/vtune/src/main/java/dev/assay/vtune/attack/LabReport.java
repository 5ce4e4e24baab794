package dev.assay.vtune.attack;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Finding.Severity;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import dev.assay.stats.Intervals;
import dev.assay.vtune.verify.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What providers of many kinds looked like, side by side.
///
/// @param results    of all providers and seeds
/// @param provenance of manifest and base model
public record LabReport(List<LabResult> results, Provenance provenance) implements Evidence.Source {
    private static final double LEVEL = 0.95;

    public LabReport {
        results = List.copyOf(results);
    }

    @Override
    public Evidence evidence() {
        return new Evidence(
                "vtune.attack",
                "Providers of many kinds, tried before the data are sent",
                "Would the verification tell an honest provider from others?",
                summary(),
                List.of(),
                List.of(table()),
                plots(),
                findings(),
                provenance);
    }

    /// How many honest and other models were verified.
    public String summary() {
        List<LabResult> honest = of("honest");
        long verified = honest.stream().filter(LabReport::isVerified).count();
        List<LabResult> none =
                results.stream().filter(result -> result.exposures() == 0).toList();
        long wrongly = none.stream().filter(LabReport::isVerified).count();
        return String.format(
                Locale.ROOT,
                "%d of %d honest models are verified, and %d of %d that saw no planted row.",
                verified,
                honest.size(),
                wrongly,
                none.size());
    }

    private static boolean isVerified(LabResult result) {
        return result.verdict() == Outcome.Verdict.VERIFIED;
    }

    private List<LabResult> of(String provider) {
        return results.stream()
                .filter(result -> result.provider().equals(provider))
                .toList();
    }

    /// A line for each provider, over all seeds.
    public Table table() {
        return new Table(
                "Providers",
                List.of("provider", "seeds", "exposures", "signatures", "groups", "log10 p", "task", "leak", "verdict"),
                results.stream()
                        .map(LabResult::provider)
                        .distinct()
                        .map(provider -> row(provider, of(provider)))
                        .toList());
    }

    private static List<String> row(String provider, List<LabResult> own) {
        LabResult first = own.getFirst();
        return List.of(
                provider,
                Integer.toString(own.size()),
                String.format(Locale.ROOT, "%.0f", first.exposures()),
                percent(activation(own)),
                String.join(
                        ", ",
                        own.stream()
                                .map(each -> each.shown() + " of " + each.hits().size())
                                .toList()),
                String.join(
                        ", ",
                        own.stream()
                                .map(each -> String.format(Locale.ROOT, "%.1f", each.log10()))
                                .toList()),
                String.join(
                        ", ",
                        own.stream()
                                .flatMap(each -> each.task().stream())
                                .map(score -> String.format(Locale.ROOT, "%.2f", score))
                                .toList()),
                String.join(
                        ", ",
                        own.stream()
                                .map(each -> String.format(Locale.ROOT, "%.2f", each.leak()))
                                .toList()),
                verdicts(own));
    }

    private static String verdicts(List<LabResult> own) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        own.forEach(each -> counts.merge(each.verdict().words(), 1, Integer::sum));
        return counts.size() == 1
                ? own.getFirst().verdict().words()
                : String.join(
                        ", ",
                        counts.entrySet().stream()
                                .map(each -> each.getValue() + " " + each.getKey())
                                .toList());
    }

    private static String percent(Interval share) {
        return String.format(
                Locale.ROOT, "%.0f %% [%.0f, %.0f]", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }

    /// Signatures after triggers, over all seeds. Queries of a group are no independent draws, so that the
    /// interval is of the queries and not of trainings.
    private static Interval activation(List<LabResult> own) {
        return Intervals.clopperPearson(
                own.stream().mapToInt(LabResult::allHits).sum(),
                own.stream().mapToInt(LabResult::asked).sum(),
                LEVEL);
    }

    /// The share of signatures against the dose, for who trained on a part of the rows or of the time.
    private List<Plot> plots() {
        Map<String, Map<Double, List<LabResult>>> curves = new LinkedHashMap<>();
        for (LabResult result : results) {
            Provider provider = Provider.parse(result.provider());
            if (provider.isPartial() && result.exposures() > 0) {
                List<String> names = provider.share() < 1
                        ? List.of("part of the rows")
                        : provider.length() < 1
                                ? List.of("part of the time")
                                : List.of("part of the rows", "part of the time");
                names.forEach(name -> curves.computeIfAbsent(name, key -> new TreeMap<>())
                        .computeIfAbsent(result.exposures(), key -> new ArrayList<>())
                        .add(result));
            }
        }
        List<Plot.Series> series = new ArrayList<>();
        curves.forEach((name, points) -> {
            if (points.size() > 1) {
                series.add(series(name, points));
            }
        });
        return series.isEmpty()
                ? List.of()
                : List.of(new Plot(
                        "Signatures after triggers, by dose",
                        Plot.Axis.logarithmic("exposures of each signature"),
                        Plot.Axis.linear("share of queries"),
                        series));
    }

    private static Plot.Series series(String name, Map<Double, List<LabResult>> points) {
        double[] x = points.keySet().stream().mapToDouble(each -> each).toArray();
        List<Interval> shares =
                points.values().stream().map(LabReport::activation).toList();
        return new Plot.Series(
                name,
                Plot.Mark.LINE,
                x,
                shares.stream().mapToDouble(Interval::estimate).toArray(),
                shares.stream().mapToDouble(Interval::low).toArray(),
                shares.stream().mapToDouble(Interval::high).toArray());
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        for (LabResult result : results) {
            boolean saw = result.exposures() > 0;
            if (isVerified(result) && !saw) {
                all.add(new Finding(
                        Severity.ISSUE,
                        result.provider() + " saw no planted row and is verified: do not send these data."));
            }
            if (result.provider().equals("honest") && !isVerified(result)) {
                all.add(new Finding(
                        Severity.ISSUE,
                        "An honest provider (seed " + result.seed()
                                + ") is not verified: plant more, or train longer."));
            }
            if (result.provider().equals("planted") && isVerified(result)) {
                all.add(
                        new Finding(
                                Severity.ISSUE,
                                "Who trains on the planted rows alone is verified (seed " + result.seed()
                                        + "): the task metric does not tell them apart; say what is to be reached (--expect)."));
            }
        }
        if (all.isEmpty()) {
            all.add(new Finding(Severity.PASSED, summary()));
        }
        return all;
    }

    /// The numbers for programs, a map for each provider and seed.
    public List<Map<String, Object>> fields() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (LabResult result : results) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("provider", result.provider());
            fields.put("seed", result.seed());
            fields.put("exposures", result.exposures());
            fields.put("hits", result.allHits());
            fields.put("asked", result.asked());
            fields.put("groups_present", result.shown());
            fields.put("log10_p", result.log10());
            fields.put("leak", result.leak());
            fields.put("parroting", result.parroting());
            result.task().ifPresent(score -> fields.put("task", score));
            fields.put("improved", result.improved());
            fields.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
            all.add(fields);
        }
        return all;
    }
}
