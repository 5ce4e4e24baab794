package dev.assay.livebench.algebra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Whether two formulas are equal.
///
/// Numbers are equal that differ by less than a tolerance, compared as exact fractions where they are
/// such. Formulas of variables are equal whose values agree to nine digits at sixteen random complex
/// points, or differ by the same number below the tolerance at all of them. Two different formulas of
/// the kind that tasks ask for agree at one random point with a chance too small to matter (Schwartz
/// and Zippel); points off the real line tell apart what differs by a branch, such as `√(x²)` and `x`.
public final class Equivalence {
    private static final int POINTS = 16;

    /// Fewer do not decide: both may be undefined nearly everywhere.
    private static final int FEWEST = 8;

    private static final double DIGITS = 1e-9;

    /// Powers so high that nothing is left of them say nothing.
    private static final double UNDERFLOW = 1e-200;

    private static final long SEED = 20260101;

    private Equivalence() {}

    /// What was found.
    public enum Verdict {
        /// Equal.
        EQUAL,
        /// Not equal.
        DIFFERENT,
        /// There are not enough points at which both have a value.
        UNDECIDED
    }

    /// Compares two formulas.
    ///
    /// @param tolerance by which numbers may differ, such as 0.001
    public static Verdict of(Formula first, Formula second, double tolerance) {
        Optional<Rational> exact = exactDifference(first, second);
        if (exact.isPresent()) {
            Rational most = Rational.of(new java.math.BigDecimal(tolerance));
            return verdict(exact.get().absolute().isBelow(most));
        }
        Set<String> symbols = new TreeSet<>(first.symbols());
        symbols.addAll(second.symbols());
        if (symbols.isEmpty()) {
            Complex difference = Values.at(first, Map.of()).minus(Values.at(second, Map.of()));
            return difference.isFinite() ? verdict(difference.magnitude() < tolerance) : Verdict.UNDECIDED;
        }
        return atPoints(first, second, symbols, tolerance);
    }

    private static Optional<Rational> exactDifference(Formula first, Formula second) {
        try {
            return Values.exact(first).flatMap(a -> Values.exact(second).map(a::minus));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Verdict verdict(boolean equal) {
        return equal ? Verdict.EQUAL : Verdict.DIFFERENT;
    }

    private static Verdict atPoints(Formula first, Formula second, Set<String> symbols, double tolerance) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        List<Complex> differences = new ArrayList<>();
        boolean equal = true;
        for (int i = 0; i < 4 * POINTS && differences.size() < POINTS; i++) {
            Map<String, Complex> point = point(symbols, random);
            Complex a = Values.at(first, point);
            Complex b = Values.at(second, point);
            Complex difference = a.minus(b);
            double size = a.magnitude() + b.magnitude();
            if (difference.isFinite() && size > UNDERFLOW) {
                differences.add(difference);
                equal &= difference.magnitude() <= DIGITS * (1 + size);
            }
        }
        if (differences.size() < FEWEST) {
            return Verdict.UNDECIDED;
        }
        return verdict(equal || isOneSmallNumber(differences, tolerance));
    }

    private static boolean isOneSmallNumber(List<Complex> differences, double tolerance) {
        Complex first = differences.getFirst();
        return first.magnitude() < tolerance
                && differences.stream().allMatch(each -> each.minus(first).magnitude() < DIGITS);
    }

    private static Map<String, Complex> point(Set<String> symbols, RandomGenerator random) {
        Map<String, Complex> point = new HashMap<>();
        symbols.forEach(
                symbol -> point.put(symbol, new Complex(random.nextDouble(-1.5, 1.5), random.nextDouble(-1.5, 1.5))));
        return point;
    }
}
