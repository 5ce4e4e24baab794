package dev.assay.vtune.attack;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import java.util.ArrayList;
import java.util.List;

/// How often a signature shows by how often it was seen, `P(hit) = 1 / (1 + exp(-(a + b ln exposures)))`, as a lab on
/// models of one's own found it; read backwards it tells how much of the dose a model got.
///
/// Queries of a group and groups of a training are alike, so that likelihoods count as less by the dispersion:
/// Pearson's
/// chi-square by its degrees of freedom, as in McCullagh and Nelder, "Generalized linear models" (1989), section 4.5.
///
/// @param intercept  a
/// @param slope      b
/// @param dispersion at least 1
/// @param units      groups of trainings that it was fitted to
public record DoseCurve(double intercept, double slope, double dispersion, int units) {
    private static final double LEVEL = 0.95;

    /// Half of the 0.95 quantile of the chi-square distribution with one degree of freedom.
    private static final double DROP = 1.9207;

    private static final int ITERATIONS = 60;

    /// Keeps the fit finite where all queries of small doses miss and all of large ones hit.
    private static final double RIDGE = 0.05;

    private static final double LEAST_SHARE = 0.01;
    private static final double MOST_SHARE = 4;
    private static final int STEPS = 600;

    private record Unit(double logExposures, int hits, int queries) {}

    /// Fits it to trainings on a part of the dose.
    ///
    /// @throws AssayException `ASSAY-4160` if fewer than two doses were tried
    public static DoseCurve fit(List<LabResult> results) {
        List<Unit> units = new ArrayList<>();
        for (LabResult result : results) {
            if (Provider.parse(result.provider()).isPartial() && result.exposures() > 0) {
                result.hits()
                        .forEach(hits -> units.add(new Unit(Math.log(result.exposures()), hits, result.queries())));
            }
        }
        if (units.stream().mapToDouble(Unit::logExposures).distinct().count() < 2) {
            throw AssayException.of(
                    "ASSAY-4160",
                    "No curve follows from trainings with one dose.",
                    "the lab's results",
                    "try a part of the data and of the time too: --provider honest,subset:0.5,subset:0.25,early:0.5");
        }
        double[] line = fitted(units);
        return new DoseCurve(line[0], line[1], dispersion(units, line), units.size());
    }

    /// By Newton's method.
    private static double[] fitted(List<Unit> units) {
        double a = 0;
        double b = 1;
        for (int i = 0; i < ITERATIONS; i++) {
            double ga = -RIDGE * a;
            double gb = -RIDGE * b;
            double haa = RIDGE;
            double hab = 0;
            double hbb = RIDGE;
            for (Unit unit : units) {
                double p = logistic(a + b * unit.logExposures());
                double x = unit.logExposures();
                double weight = unit.queries() * p * (1 - p);
                double left = unit.hits() - unit.queries() * p;
                ga += left;
                gb += left * x;
                haa += weight;
                hab += weight * x;
                hbb += weight * x * x;
            }
            double determinant = haa * hbb - hab * hab;
            double da = (hbb * ga - hab * gb) / determinant;
            double db = (haa * gb - hab * ga) / determinant;
            double step = Math.min(1, 2 / Math.max(1e-12, Math.max(Math.abs(da), Math.abs(db))));
            a += step * da;
            b += step * db;
        }
        return new double[] {a, b};
    }

    private static double dispersion(List<Unit> units, double[] line) {
        double sum = 0;
        for (Unit unit : units) {
            double p = logistic(line[0] + line[1] * unit.logExposures());
            double variance = Math.max(unit.queries() * p * (1 - p), 0.25);
            double left = unit.hits() - unit.queries() * p;
            sum += left * left / variance;
        }
        return Math.max(1, sum / Math.max(1, units.size() - 2));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// The chance that a signature shows after so many exposures.
    public double at(double exposures) {
        return exposures <= 0 ? 0 : logistic(intercept + slope * Math.log(exposures));
    }

    /// The share of the dose that makes a model's hits likeliest, with the likelihood's 95 % interval; from 0.01 to 4.
    ///
    /// @param hits    of each group
    /// @param queries of each group
    /// @param planned exposures of each signature
    public Interval share(List<Integer> hits, int queries, double planned) {
        double[] shares = new double[STEPS + 1];
        double[] likelihoods = new double[STEPS + 1];
        int best = 0;
        for (int i = 0; i <= STEPS; i++) {
            shares[i] = LEAST_SHARE * Math.pow(MOST_SHARE / LEAST_SHARE, (double) i / STEPS);
            likelihoods[i] = logLikelihood(hits, queries, planned * shares[i]);
            best = likelihoods[i] > likelihoods[best] ? i : best;
        }
        int low = best;
        int high = best;
        while (low > 0 && likelihoods[low - 1] >= likelihoods[best] - DROP) {
            low--;
        }
        while (high < STEPS && likelihoods[high + 1] >= likelihoods[best] - DROP) {
            high++;
        }
        return new Interval(shares[best], shares[low], shares[high], LEVEL, hits.size());
    }

    private double logLikelihood(List<Integer> hits, int queries, double exposures) {
        double p = Math.clamp(at(exposures), 1e-12, 1 - 1e-12);
        double sum = 0;
        for (int each : hits) {
            sum += each * Math.log(p) + (queries - each) * Math.log1p(-p);
        }
        return sum / dispersion;
    }
}
