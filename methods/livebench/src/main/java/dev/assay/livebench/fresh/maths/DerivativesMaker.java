package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for a derivative: of two functions of linear terms; of a product or quotient of functions of
/// polynomials; or of one where functions stand in functions.
///
/// The derivative comes from rules on formulas, and is proved at points by numbers that carry their
/// slope with them.
public final class DerivativesMaker implements Maker {
    private static final List<String> TASKS = List.of(
            "Differentiate $f(x)=%s$ with respect to $x$.",
            "Find the derivative $f'(x)$ of the function $f(x)=%s$.",
            "Compute $\\frac{d}{dx}$ of the following function: $%s$.");
    private static final String FORM =
            "Write powers of Euler's number as $e^{...}$, natural logarithms with $\\ln$ and inverse tangents with"
                    + " $\\arctan$. You need not simplify.";

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_derivatives");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Formula function = switch (difficulty) {
            case EASY -> easy(random);
            case MEDIUM -> medium(random);
            case HARD -> hard(random);
        };
        Formula derivative = Derivative.of(function);
        String asked = LatexWriter.write(function);
        String truth = LatexWriter.write(derivative);
        boolean proved = Proof.isDerivative(function, derivative)
                && Proof.isWritten(function, asked)
                && Proof.isWritten(derivative, truth);
        if (!proved || derivative.symbols().isEmpty()) {
            return Optional.empty();
        }
        String task = Draws.one(random, TASKS).formatted(asked);
        return new Exercise(task, FORM, "5 \\cos(5 x+1)-2 x e^{x^{2}}", truth).draft(random);
    }

    private static Formula easy(RandomGenerator random) {
        Formula first = outer(random, linear(random));
        if (random.nextBoolean()) {
            return Tidy.product(scale(random), Tidy.power(Tidy.X, Draws.between(random, 1, 4)), first);
        }
        return Tidy.sum(Tidy.product(scale(random), first), Tidy.product(scale(random), outer(random, linear(random))));
    }

    private static Formula medium(RandomGenerator random) {
        Formula first = outer(random, binomial(random));
        Formula second = switch (random.nextInt(3)) {
            case 0 -> Tidy.power(binomial(random), -1);
            case 1 -> Tidy.halfPower(binomial(random), 1);
            default -> outer(random, binomial(random));
        };
        return Tidy.product(scale(random), first, second);
    }

    private static Formula hard(RandomGenerator random) {
        Formula nested = around(random, calm(random, binomial(random)));
        Formula factor = outer(random, trinomial(random));
        Formula below = Tidy.sum(Tidy.product(calm(random, linear(random)), scale(random)), scale(random));
        return switch (random.nextInt(3)) {
            case 0 -> Tidy.product(scale(random), nested, Tidy.power(below, -1));
            case 1 -> Tidy.product(Tidy.power(Tidy.X, Draws.between(random, 2, 4)), nested, factor);
            default -> Tidy.sum(Tidy.product(nested, factor), Tidy.product(scale(random), Tidy.power(below, -2)));
        };
    }

    private static Formula outer(RandomGenerator random, Formula inside) {
        return random.nextInt(5) == 0 ? Tidy.call(Function.TAN, inside) : around(random, inside);
    }

    private static Formula around(RandomGenerator random, Formula inside) {
        return switch (random.nextInt(6)) {
            case 0 -> Tidy.exp(inside);
            case 1 -> Tidy.halfPower(inside, 1);
            case 2 -> Tidy.power(inside, Draws.between(random, 3, 6));
            default -> calm(random, inside);
        };
    }

    /// A function that grows slowly, so that others may be around it.
    private static Formula calm(RandomGenerator random, Formula inside) {
        return Tidy.call(Draws.one(random, List.of(Function.SIN, Function.COS, Function.LN, Function.ARCTAN)), inside);
    }

    private static Formula scale(RandomGenerator random) {
        return Formula.of(Draws.nonZero(random, 9));
    }

    private static Formula linear(RandomGenerator random) {
        return Tidy.polynomial(new Polynomial(
                List.of(Rational.of(Draws.between(random, 0, 9)), Rational.of(Draws.between(random, 1, 8)))));
    }

    /// Such as `3 x^4+5`.
    private static Formula binomial(RandomGenerator random) {
        Formula power = Tidy.power(Tidy.X, Draws.between(random, 2, 5));
        return Tidy.sum(Tidy.product(Formula.of(Draws.between(random, 1, 7)), power), scale(random));
    }

    private static Formula trinomial(RandomGenerator random) {
        return Tidy.sum(binomial(random), Tidy.product(scale(random), Tidy.X));
    }
}
