package dev.assay.nn.linear.structured;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An einsum of two factors by exponents: each of its seven sizes is a power of the layer's size.
///
/// Source: Potapczynski et al., "Searching for Efficient Linear Layers over a Continuous Space of
/// Structured Matrices" (2024), section 4.
///
/// @param alpha   of the input and the first factor
/// @param beta    of the input and the second factor
/// @param gamma   of the input and both
/// @param delta   of the output and the first factor
/// @param epsilon of the output and the second factor
/// @param phi     of the output and both
/// @param rho     of both factors alone
public record Theta(double alpha, double beta, double gamma, double delta, double epsilon, double phi, double rho) {
    /// Thirds are written with two digits.
    private static final double SUM_TOLERANCE = 0.01 + 1e-9;

    private static final int INDICES = 7;

    public Theta {
        List<Double> all = List.of(alpha, beta, gamma, delta, epsilon, phi, rho);
        if (all.stream().anyMatch(exponent -> !(exponent >= 0 && exponent <= 1))) {
            throw new IllegalArgumentException("exponents lie from 0 to 1: " + all);
        }
        if (Math.abs(alpha + beta + gamma - 1) > SUM_TOLERANCE || Math.abs(delta + epsilon + phi - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException(
                    "the exponents of the input and those of the output each add up to 1: " + all);
        }
    }

    /// From seven numbers between slashes, in the order of the components.
    ///
    /// @throws IllegalArgumentException if they are not
    public static Theta parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != INDICES) {
            throw new IllegalArgumentException(
                    "seven exponents alpha/beta/gamma/delta/epsilon/phi/rho are needed, not '" + text + "'");
        }
        double[] e = Stream.of(parts).mapToDouble(Double::parseDouble).toArray();
        return new Theta(e[0], e[1], e[2], e[3], e[4], e[5], e[6]);
    }

    /// Each size is rounded by itself, so that their products may differ from the layer's sizes.
    public EinsumSizes sizes(long inputs, long outputs) {
        long least = Math.min(inputs, outputs);
        return new EinsumSizes(
                size(inputs, alpha),
                size(inputs, beta),
                size(inputs, gamma),
                size(outputs, delta),
                size(outputs, epsilon),
                size(outputs, phi),
                size(least, rho));
    }

    private static long size(long base, double exponent) {
        return (long) Math.rint(Math.pow(base, exponent));
    }

    /// Whether the first factor is the larger one and the shared index not larger than what it can use.
    /// Every other vector is the same as one of these, or wasteful.
    public boolean isCanonical() {
        return Math.min(alpha, epsilon) >= Math.min(beta, delta) - 1e-9 && rho <= Math.min(alpha, epsilon) + 1e-9;
    }

    /// How often a parameter is used for one row, as an exponent: multiply-adds are parameters times `d^omega`.
    public double omega() {
        return Math.min(alpha + delta, beta + epsilon) - Math.min(alpha, epsilon);
    }

    /// The rank is at most `d^psi`.
    public double psi() {
        return 1 + Math.min(0, 1 + rho - alpha - epsilon);
    }

    /// Multiply-adds for one row are `d^(1 + nu)`; 1 is dense.
    public double nu() {
        return 1 + rho - Math.min(alpha, epsilon);
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        return Stream.of(alpha, beta, gamma, delta, epsilon, phi, rho)
                .map(Theta::shortest)
                .collect(Collectors.joining("/"));
    }

    private static String shortest(double exponent) {
        return exponent == Math.rint(exponent)
                ? Long.toString((long) exponent)
                : String.format(Locale.ROOT, "%.6f", exponent).replaceFirst("0+$", "");
    }
}
