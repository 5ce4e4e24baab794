package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Equivalence;
import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.LatexReader;

/// Checks of one formula by another way to it.
final class Proof {
    private static final double[] POINTS = {0.05, 0.17, 0.31, 0.52, 0.78, 1.06, 1.39};
    private static final int FEWEST = 4;
    private static final double DIGITS = 1e-8;
    private static final int INTERVALS = 400;

    private Proof() {}

    /// Whether the text is read as the formula.
    static boolean isWritten(Formula formula, String latex) {
        return LatexReader.read(latex, LatexReader.Letters.CONSTANTS)
                .filter(read -> isSame(read, formula))
                .isPresent();
    }

    /// Whether both have the same values at random complex points.
    static boolean isSame(Formula first, Formula second) {
        return Equivalence.of(first, second, 1e-12) == Equivalence.Verdict.EQUAL;
    }

    /// Whether the second formula has the values of the first one's slopes where both have one.
    static boolean isDerivative(Formula formula, Formula derivative) {
        int compared = 0;
        for (double x : POINTS) {
            double slope = Dual.at(formula, x).slope();
            double value = Dual.at(derivative, x).value();
            if (Double.isFinite(slope) && Double.isFinite(value)) {
                compared++;
                if (Math.abs(slope - value) > DIGITS * (1 + Math.abs(slope))) {
                    return false;
                }
            }
        }
        return compared >= FEWEST;
    }

    /// Whether the area under the first formula from 0 to 1/2, by Simpson's rule, is what the second
    /// one grows by, and that begins at 0.
    static boolean isIntegralFromZero(Formula formula, Formula integral) {
        double step = 0.5 / INTERVALS;
        double area = 0;
        for (int i = 0; i <= INTERVALS; i++) {
            int weight = i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2;
            area += weight * Dual.at(formula, i * step).value();
        }
        area *= step / 3;
        double end = Dual.at(integral, 0.5).value();
        return Math.abs(Dual.at(integral, 0).value()) < 1e-9 && Math.abs(area - end) < 1e-6 * (1 + Math.abs(end));
    }
}
