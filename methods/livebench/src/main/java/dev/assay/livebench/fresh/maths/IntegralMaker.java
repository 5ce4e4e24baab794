package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for the antiderivative that is 0 at 0: of a polynomial and a wave; of something that takes one
/// integration by parts, substitution or partial fractions; or of two that take several such steps.
///
/// Antiderivatives come from tables of integrals. They are proved by differentiating them, and by areas.
public final class IntegralMaker implements Maker {
    private static final List<Wave> WAVES = List.of(Wave.values());
    private static final Formula ONE = Formula.of(1);
    private static final List<String> TASKS = List.of(
            "Find the antiderivative $F(x)$, with $F(0)=0$, of $f(x)=%s$.",
            "Integrate $f(x)=%s$ with respect to $x$, and choose the constant such that the integral $F$ has $F(0)=0$.",
            "Which function $F$ has $F(0)=0$ and the derivative $f(x)=%s$ near $x=0$?");
    private static final String FORM =
            "The constant is fixed by this, so write no $C$. Write powers of Euler's number as $e^{...}$, natural"
                    + " logarithms with $\\ln$ and brackets, one for each factor and no bars, and inverse tangents with"
                    + " $\\arctan$.";

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_integral");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Antiderivative drawn = switch (difficulty) {
            case EASY -> Antiderivative.of(polynomial(random, 2)).plus(wave(random));
            case MEDIUM -> medium(random).plus(wave(random));
            case HARD -> hard(random).plus(random.nextBoolean() ? hard(random) : medium(random));
        };
        String asked = LatexWriter.write(drawn.function());
        String truth = LatexWriter.write(drawn.integral());
        boolean proved = Proof.isSame(Derivative.of(drawn.integral()), drawn.function())
                && Proof.isIntegralFromZero(drawn.function(), drawn.integral())
                && Proof.isWritten(drawn.function(), asked)
                && Proof.isWritten(drawn.integral(), truth);
        if (!proved) {
            return Optional.empty();
        }
        String task = Draws.one(random, TASKS).formatted(asked);
        return new Exercise(task, FORM, "2 \\ln(x+1)-x e^{3 x}", truth).draft(random);
    }

    private static Antiderivative wave(RandomGenerator random) {
        Polynomial constant = Polynomial.of(Draws.nonZero(random, 9));
        return Antiderivative.byParts(constant, Draws.one(random, WAVES), Draws.between(random, 2, 7));
    }

    private static Antiderivative medium(RandomGenerator random) {
        int scale = Draws.nonZero(random, 5);
        return switch (random.nextInt(5)) {
            case 0, 1 -> substituted(random).times(scale);
            case 2 -> Antiderivative.poles(poles(random, 2));
            case 3 ->
                Antiderivative.sinePower(Draws.between(random, 1, 5), Draws.between(random, 2, 5))
                        .times(scale);
            default ->
                Antiderivative.byParts(polynomial(random, 1), Draws.one(random, WAVES), Draws.between(random, 2, 5));
        };
    }

    private static Antiderivative hard(RandomGenerator random) {
        int scale = Draws.nonZero(random, 5);
        return switch (random.nextInt(6)) {
            case 0 -> Antiderivative.poles(poles(random, 3));
            case 1 ->
                Antiderivative.damped(Draws.nonZero(random, 3), Draws.between(random, 1, 5))
                        .times(scale);
            case 2 -> Antiderivative.logarithm(Draws.between(random, 1, 4)).times(scale);
            case 3 -> Antiderivative.cubicRoot(Draws.between(random, 1, 4)).times(scale);
            case 4 ->
                Antiderivative.bell(Draws.nonZero(random, 5), Draws.nonZero(random, 9), Draws.between(random, 1, 5));
            default ->
                Antiderivative.byParts(
                        polynomial(random, Draws.between(random, 2, 3)),
                        Draws.one(random, WAVES),
                        Draws.between(random, 2, 4));
        };
    }

    private static Polynomial polynomial(RandomGenerator random, int degree) {
        List<Rational> coefficients =
                random.ints(degree, -6, 7).mapToObj(Rational::of).toList();
        return new Polynomial(coefficients).plus(monomial(Draws.nonZero(random, 6), degree));
    }

    private static Polynomial monomial(int coefficient, int degree) {
        Polynomial power = Polynomial.of(coefficient);
        for (int i = 0; i < degree; i++) {
            power = power.times(Polynomial.of(0, 1));
        }
        return power;
    }

    private static List<Antiderivative.Pole> poles(RandomGenerator random, int count) {
        return Draws.some(random, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), count).stream()
                .map(shift -> new Antiderivative.Pole(Draws.nonZero(random, 5), shift))
                .toList();
    }

    private static Antiderivative substituted(RandomGenerator random) {
        Polynomial inner = monomial(Draws.between(random, 1, 4), Draws.between(random, 2, 4));
        int power = Draws.between(random, 2, 6);
        Formula shifted = Tidy.sum(Tidy.X, ONE);
        Rational part = new Rational(BigInteger.ONE, BigInteger.valueOf(power + 1L));
        return switch (random.nextInt(6)) {
            case 0 -> Antiderivative.substituted(inner, Tidy.exp(Tidy.X), Tidy.sum(Tidy.exp(Tidy.X), Formula.of(-1)));
            case 1 -> Antiderivative.substituted(inner, call(Function.COS), call(Function.SIN));
            case 2 ->
                Antiderivative.substituted(
                        inner, call(Function.SIN), Tidy.sum(Formula.negative(call(Function.COS)), ONE));
            case 3 -> Antiderivative.substituted(inner, Tidy.power(call(Function.SEC), 2), call(Function.TAN));
            case 4 -> Antiderivative.substituted(inner, Tidy.power(shifted, -1), Tidy.call(Function.LN, shifted));
            default ->
                Antiderivative.substituted(
                        inner,
                        Tidy.power(shifted, power),
                        Tidy.sum(
                                Tidy.product(Tidy.number(part), Tidy.power(shifted, power + 1)),
                                Tidy.number(part.negative())));
        };
    }

    private static Formula call(Function function) {
        return Tidy.call(function, Tidy.X);
    }
}
