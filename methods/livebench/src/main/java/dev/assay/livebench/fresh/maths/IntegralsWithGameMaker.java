package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Asks for the outcome of a game whose numbers are definite integrals: four simple ones, six to eight,
/// or seven to nine of all kinds.
///
/// The outcome is computed over all plays and proved by a table over positions. From medium on it is
/// not what comes out where both only go for the best end.
public final class IntegralsWithGameMaker implements Maker {
    private static final List<String> NAMES = List.of(
            "Amara", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Keiko", "Lars",
            "Mina", "Nuri", "Olga", "Paolo", "Rosa", "Stefan", "Tara", "Yusuf");
    private static final List<String> VARIABLES = List.of("x", "x", "t", "u");
    private static final List<String> FORMS = List.of(
            "Work out the integrals exactly, then the game, step by step.",
            "Think step by step: first all integrals, exactly, then the game from its end to its beginning.",
            "Reason step by step, with exact values all the way.");
    private static final List<String> UNSURE = List.of(
            "If you are not sure, give your best guess.",
            "Should you be unsure, guess.",
            "Make a guess if you cannot find it.");

    /// Numbers of this size are of about the same weight in the game.
    private static final int MOST = 400;

    /// The official grader finds shorter answers nearly anywhere.
    private static final int SHORTEST = 3;

    private static final int TRIES = 10;

    private static final String EXAMPLE = "-29/6";

    private enum Shape {
        ROW,
        ROAD,
        FORKS
    }

    @Override
    public Kind kind() {
        return Kind.of("math", "integrals_with_game");
    }

    /// Tries a few sets of integrals, so that games that are seldom good come as often as others.
    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Shape shape = Draws.one(random, List.of(Shape.values()));
        for (int i = 0; i < TRIES; i++) {
            Optional<Draft> draft = draw(random, difficulty, shape);
            if (draft.isPresent()) {
                return draft;
            }
        }
        return Optional.empty();
    }

    private static Optional<Draft> draw(RandomGenerator random, Difficulty difficulty, Shape shape) {
        List<DefiniteIntegral> integrals = integrals(random, difficulty, count(shape, difficulty));
        List<Rational> values = integrals.stream().map(DefiniteIntegral::value).toList();
        IntegralGame game = game(shape, difficulty, values);
        GameTree tree = game.tree();
        Rational value = tree.value();
        String truth = text(value);
        boolean proved = value.equals(game.valueOfTable());
        boolean tooEasy = difficulty != Difficulty.EASY && value.equals(tree.valueOfHope());
        if (!proved || tooEasy || truth.length() < SHORTEST || EXAMPLE.contains(truth)) {
            return Optional.empty();
        }
        return Optional.of(draft(random, game, integrals, truth));
    }

    private static int count(Shape shape, Difficulty difficulty) {
        return switch (shape) {
            case ROW ->
                switch (difficulty) {
                    case EASY -> 4;
                    case MEDIUM -> 6;
                    case HARD -> 7;
                };
            case ROAD ->
                switch (difficulty) {
                    case EASY -> 4;
                    case MEDIUM -> 7;
                    case HARD -> 8;
                };
            case FORKS ->
                switch (difficulty) {
                    case EASY -> 4;
                    case MEDIUM -> 8;
                    case HARD -> 9;
                };
        };
    }

    private static IntegralGame game(Shape shape, Difficulty difficulty, List<Rational> values) {
        boolean hard = difficulty == Difficulty.HARD;
        int ends = Integer.highestOneBit(values.size());
        return switch (shape) {
            case ROW -> new CardRow(values, hard ? 2 : 1);
            case ROAD -> new SquareRoad(values, hard ? 3 : 2);
            case FORKS -> new ForkedPath(values.subList(0, ends), values.subList(ends, values.size()));
        };
    }

    private static List<IntegralFamily> families(Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> List.of(IntegralFamily.POLYNOMIAL, IntegralFamily.WAVE, IntegralFamily.RECIPROCAL_SQUARE);
            case MEDIUM ->
                List.of(
                        IntegralFamily.POLYNOMIAL,
                        IntegralFamily.WAVE,
                        IntegralFamily.EXPONENTIAL,
                        IntegralFamily.ROOT,
                        IntegralFamily.LOGARITHM,
                        IntegralFamily.SUBSTITUTION);
            case HARD ->
                List.of(
                        IntegralFamily.EXPONENTIAL,
                        IntegralFamily.ROOT,
                        IntegralFamily.LOGARITHM,
                        IntegralFamily.SUBSTITUTION,
                        IntegralFamily.GAMMA,
                        IntegralFamily.BETA,
                        IntegralFamily.POWERS_OF_WAVES,
                        IntegralFamily.BY_PARTS);
        };
    }

    /// Integrals of different values, none of them too small to matter or too large for the others to.
    private static List<DefiniteIntegral> integrals(RandomGenerator random, Difficulty difficulty, int count) {
        List<IntegralFamily> families = families(difficulty);
        List<DefiniteIntegral> integrals = new ArrayList<>();
        Set<Rational> values = new HashSet<>();
        while (integrals.size() < count) {
            DefiniteIntegral integral = Draws.one(random, families).draw(random, Draws.one(random, VARIABLES));
            double size = Math.abs(integral.value().doubleValue());
            if (size >= 1 && size <= MOST && values.add(integral.value())) {
                integrals.add(integral);
            }
        }
        return integrals;
    }

    private static String text(Rational value) {
        boolean whole = value.denominator().equals(BigInteger.ONE);
        return whole ? value.numerator().toString() : value.numerator() + "/" + value.denominator();
    }

    private static Draft draft(
            RandomGenerator random, IntegralGame game, List<DefiniteIntegral> integrals, String truth) {
        List<String> players = Draws.some(random, NAMES, 2);
        StringBuilder prompt = new StringBuilder(game.beginning(players.getFirst(), players.getLast()));
        prompt.append("\n\n");
        for (int i = 0; i < integrals.size(); i++) {
            prompt.append("- ").append(game.labels().get(i)).append(": $");
            prompt.append(integrals.get(i).latex()).append("$\n");
        }
        prompt.append('\n').append(game.rules(players.getFirst(), players.getLast()));
        prompt.append("\n\n").append(Draws.one(random, FORMS));
        prompt.append(" Put the final answer between <solution> and </solution>, as a whole number or as a fraction")
                .append(" in lowest terms with a slash, such as " + EXAMPLE + ", and nothing else there. ")
                .append(Draws.one(random, UNSURE));
        return Draft.of(
                prompt.toString(),
                truth,
                "Playing backwards from the end of the game gives the outcome.\n\n<solution>" + truth + "</solution>");
    }
}
