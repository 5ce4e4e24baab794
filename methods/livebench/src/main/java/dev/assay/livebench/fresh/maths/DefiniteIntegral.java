package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;

/// A definite integral whose value is a fraction.
///
/// @param integrand in LaTeX
/// @param variable  of integration
/// @param from      the lower bound, in LaTeX without braces
/// @param to        the upper bound, in LaTeX without braces
/// @param value     exactly
record DefiniteIntegral(String integrand, String variable, String from, String to, Rational value) {
    String latex() {
        return "\\int_{" + from + "}^{" + to + "} \\left(" + integrand + "\\right)\\,d" + variable;
    }
}
