package dev.assay.livebench.algebra;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A gap in what a computer algebra system proves, for those who want the same answer as one.
///
/// SymPy's `simplify` does not relate the cosecant or cotangent of an angle with functions of twice the
/// angle, unless the angle is a single variable: `sin(8x) csc²(4x) - 2 cot(4x)` stays as it is, though
/// it is 0.
public final class DoubleAngles {
    private static final Set<Function> RECIPROCAL = EnumSet.of(Function.CSC, Function.COT);
    private static final Set<Function> CIRCULAR =
            EnumSet.of(Function.SIN, Function.COS, Function.TAN, Function.CSC, Function.SEC, Function.COT);

    private DoubleAngles() {}

    /// Whether two formulas together hold such a pair.
    public static boolean between(Formula first, Formula second) {
        List<Formula.Call> calls = new ArrayList<>();
        collect(first, calls);
        collect(second, calls);
        return calls.stream()
                .filter(call -> RECIPROCAL.contains(call.function()) && !(call.argument() instanceof Formula.Symbol))
                .anyMatch(call -> calls.stream().anyMatch(other -> isTwice(other.argument(), call.argument())));
    }

    private static boolean isTwice(Formula angle, Formula single) {
        Formula twice = new Formula.Product(List.of(Formula.of(2), single));
        return equal(angle, twice) || equal(angle, Formula.negative(twice));
    }

    private static boolean equal(Formula first, Formula second) {
        return !first.symbols().isEmpty() && Equivalence.of(first, second, 1e-12) == Equivalence.Verdict.EQUAL;
    }

    private static void collect(Formula formula, List<Formula.Call> calls) {
        switch (formula) {
            case Formula.Literal literal -> {}
            case Formula.Named named -> {}
            case Formula.Symbol symbol -> {}
            case Formula.Sum(List<Formula> terms) -> terms.forEach(term -> collect(term, calls));
            case Formula.Product(List<Formula> factors) -> factors.forEach(factor -> collect(factor, calls));
            case Formula.Power(Formula base, Formula exponent) -> {
                collect(base, calls);
                collect(exponent, calls);
            }
            case Formula.Call call -> {
                if (CIRCULAR.contains(call.function())) {
                    calls.add(call);
                }
                collect(call.argument(), calls);
            }
        }
    }
}
