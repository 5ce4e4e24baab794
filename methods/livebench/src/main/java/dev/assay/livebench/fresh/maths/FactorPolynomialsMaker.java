package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for the irreducible factors of a polynomial of degree two or three, four or five, six to eight.
///
/// The grader finds a product equal to its factors, so an answer that says the question again would be
/// right. So a `y` is to be added to each factor; then each must be known.
public final class FactorPolynomialsMaker implements Maker {
    private static final List<String> TASKS = List.of(
            "Factor the polynomial $%s$ completely over the integers.",
            "Write $%s$ as a product of polynomials that cannot be factored further over the integers.",
            "Find the complete factorization over the integers of $%s$.");
    private static final String FORM =
            "Take each irreducible factor with whole coefficients that have no common divisor, the leading one"
                    + " positive; what number is left stands in front. Then, to show the factors, add the variable $y$"
                    + " to every irreducible factor inside its brackets (a factor that occurs several times stays a"
                    + " power), and answer with that product.";

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_factor_polynomials");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Factorization factors = switch (difficulty) {
            case EASY -> Factorization.draw(random, List.of(1, 1), random.nextInt(2));
            case MEDIUM -> Factorization.draw(random, List.of(2, 1, 1), random.nextInt(2));
            case HARD ->
                Factorization.draw(random, Draws.one(random, List.of(List.of(3, 2, 1), List.of(2, 2, 1, 1))), 1);
        };
        Polynomial expanded = factors.expanded();
        // Adding to x + a and x + b alone is the same as adding to x, which needs no factors.
        boolean shifts = factors.powers().keySet().stream()
                .allMatch(factor -> factor.degree() == 1 && factor.leading().equals(Rational.ONE));
        if (shifts || !factors.isProved(expanded)) {
            return Optional.empty();
        }
        String task = Draws.one(random, TASKS).formatted(expanded.latex("x"));
        return new Exercise(task, FORM, "-2 (3 x-1+y) (x^{2}+5+y)^{2}", factors.latex("x", "+y")).draft(random);
    }
}
