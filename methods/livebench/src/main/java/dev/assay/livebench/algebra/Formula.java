package dev.assay.livebench.algebra;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A formula, as read.
public sealed interface Formula {
    /// A number as it is written, such as `11.875`.
    record Literal(Rational value) implements Formula {}

    /// A variable, such as `x` or `\lambda`.
    record Symbol(String name) implements Formula {}

    /// A number that has a name.
    record Named(Constant constant) implements Formula {}

    /// Terms that are added.
    record Sum(List<Formula> terms) implements Formula {}

    /// Factors that are multiplied.
    record Product(List<Formula> factors) implements Formula {}

    /// A power, on its main branch; roots and fractions too.
    record Power(Formula base, Formula exponent) implements Formula {}

    /// A function of one argument.
    record Call(Function function, Formula argument) implements Formula {}

    /// Numbers with names.
    enum Constant {
        /// π
        PI,
        /// The base of the natural logarithm.
        E,
        /// The imaginary unit.
        I
    }

    /// A whole number.
    static Formula of(long value) {
        return new Literal(Rational.of(value));
    }

    /// The negative of a formula.
    static Formula negative(Formula formula) {
        return new Product(List.of(of(-1), formula));
    }

    /// One formula divided by another.
    static Formula quotient(Formula dividend, Formula divisor) {
        return new Product(List.of(dividend, new Power(divisor, of(-1))));
    }

    /// The names of all variables.
    default Set<String> symbols() {
        Set<String> names = new TreeSet<>();
        collect(names);
        return names;
    }

    private void collect(Set<String> names) {
        switch (this) {
            case Literal literal -> {}
            case Named named -> {}
            case Symbol(String name) -> names.add(name);
            case Sum(List<Formula> terms) -> terms.forEach(term -> term.collect(names));
            case Product(List<Formula> factors) -> factors.forEach(factor -> factor.collect(names));
            case Power(Formula base, Formula exponent) -> {
                base.collect(names);
                exponent.collect(names);
            }
            case Call(Function function, Formula argument) -> argument.collect(names);
        }
    }
}
