package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Integrals by sums, as they are written in LaTeX.
final class Quadrature {
    private static final Pattern INTEGRAL = Pattern.compile("\\\\int_\\{(.*?)}\\^\\{(.*?)} (.*)\\\\,d([a-z])");
    private static final int PANELS = 40;
    private static final double[] NODES = {0, 0.5384693101056831, 0.9061798459386640};
    private static final double[] WEIGHTS = {0.5688888888888889, 0.4786286704993665, 0.2369268850561891};

    private Quadrature() {}

    static double of(String latex) {
        Matcher matcher = INTEGRAL.matcher(latex);
        if (!matcher.matches()) {
            throw new AssertionError("no integral: " + latex);
        }
        Formula integrand = Reals.read(matcher.group(3));
        String variable = matcher.group(4);
        double from = Reals.value(matcher.group(1));
        if (!matcher.group(2).equals("\\infty")) {
            return sum(x -> Reals.value(integrand, variable, x), from, Reals.value(matcher.group(2)));
        }
        // x = from + t / (1 - t) takes the half line to the interval from 0 to 1.
        return sum(t -> Reals.value(integrand, variable, from + t / (1 - t)) / ((1 - t) * (1 - t)), 0, 1);
    }

    /// Gauss and Legendre's five points on each panel.
    private static double sum(DoubleUnaryOperator function, double from, double to) {
        double half = (to - from) / PANELS / 2;
        double sum = 0;
        for (int panel = 0; panel < PANELS; panel++) {
            double middle = from + (2 * panel + 1) * half;
            sum += WEIGHTS[0] * function.applyAsDouble(middle);
            for (int i = 1; i < NODES.length; i++) {
                double left = function.applyAsDouble(middle - half * NODES[i]);
                sum += WEIGHTS[i] * (left + function.applyAsDouble(middle + half * NODES[i]));
            }
        }
        return sum * half;
    }
}
