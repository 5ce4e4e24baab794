package dev.assay.livebench.fresh.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.grade.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The games are played again from what the prompts say: their integrals are summed numerically, and
/// all ways to play are tried.
class IntegralsWithGameMakerTest {
    private static final IntegralsWithGameMaker MAKER = new IntegralsWithGameMaker();
    private static final int SEEDS = 200;

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void right_answers_are_right_and_others_are_not(Difficulty difficulty) {
        for (Draft draft : Laws.drafts(MAKER, difficulty, SEEDS)) {
            String wrong = "I found\n\n<solution>" + oneMore(Laws.truth(draft)) + "</solution>";
            for (Mode mode : Mode.values()) {
                assertThat(Laws.score(MAKER, draft, draft.right(), mode)).isEqualTo(1);
                assertThat(Laws.score(MAKER, draft, "I cannot find it.", mode)).isZero();
                assertThat(Laws.score(MAKER, draft, draft.prompt(), mode)).isZero();
                assertThat(Laws.score(MAKER, draft, wrong, mode)).isZero();
            }
            assertThat(draft.prompt()).containsIgnoringCase("step by step").containsIgnoringCase("guess");
        }
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void questions_come_from_seeds_alone_and_differ(Difficulty difficulty) {
        List<Draft> drafts = Laws.drafts(MAKER, difficulty, SEEDS);
        assertThat(drafts).hasSizeGreaterThan(SEEDS * 9 / 10).isEqualTo(Laws.drafts(MAKER, difficulty, SEEDS));
        Set<String> prompts = new HashSet<>();
        drafts.forEach(draft -> prompts.add(draft.prompt()));
        assertThat(prompts).hasSameSizeAs(drafts);
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void trying_all_ways_to_play_gives_the_same_outcome(Difficulty difficulty) {
        Set<String> kinds = new HashSet<>();
        for (Draft draft : Laws.drafts(MAKER, difficulty, SEEDS)) {
            PlayedGame game = PlayedGame.of(draft.prompt());
            kinds.add(game.kind());
            assertThat(game.outcome()).as(draft.prompt()).isCloseTo(value(Laws.truth(draft)), within(1e-6));
        }
        assertThat(kinds).containsExactlyInAnyOrder("Card", "Square", "End");
    }

    @ParameterizedTest
    @EnumSource(IntegralFamily.class)
    void closed_forms_agree_with_sums(IntegralFamily family) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 60; i++) {
            DefiniteIntegral integral = family.draw(random, "t");
            double value = integral.value().doubleValue();
            assertThat(Quadrature.of(integral.latex()))
                    .as(integral.latex())
                    .isCloseTo(value, within(1e-9 * (1 + Math.abs(value))));
        }
    }

    @Test
    void small_games_have_the_values_found_by_hand() {
        List<Rational> values = Stream.of(3, 9, 2).map(Rational::of).toList();
        worth(5, new CardRow(values, 1));
        worth(12, new CardRow(values, 2));
        worth(7, new SquareRoad(values, 2));
        worth(3, new ForkedPath(Stream.of(1, 5, 3, 4).map(Rational::of).toList(), List.of()));
        worth(2, new ForkedPath(Stream.of(1, 5, 4, 8).map(Rational::of).toList(), List.of(Rational.of(2))));
    }

    private static void worth(int value, IntegralGame game) {
        assertThat(game.tree().value()).isEqualTo(Rational.of(value));
        assertThat(game.valueOfTable()).isEqualTo(Rational.of(value));
    }

    @Test
    void who_goes_for_the_best_end_is_let_down() {
        GameTree trap =
                new GameTree.Turn(false, List.of(new GameTree.End(Rational.of(9)), new GameTree.End(Rational.of(1))));
        GameTree game = new GameTree.Turn(true, List.of(trap, new GameTree.End(Rational.of(5))));
        assertThat(game.value()).isEqualTo(Rational.of(5));
        assertThat(game.valueOfHope()).isEqualTo(Rational.of(1));
        assertThat(game.plays()).isEqualTo(3);
    }

    @Test
    void harder_games_have_more_plays_and_more_integrals() {
        List<PlayedGame> easy = games(Difficulty.EASY);
        List<PlayedGame> medium = games(Difficulty.MEDIUM);
        List<PlayedGame> hard = games(Difficulty.HARD);
        assertThat(mean(medium, PlayedGame::plays)).isGreaterThan(2 * mean(easy, PlayedGame::plays));
        assertThat(mean(hard, PlayedGame::plays)).isGreaterThan(2 * mean(medium, PlayedGame::plays));
        assertThat(mean(medium, game -> game.numbers().size()))
                .isGreaterThan(2 + mean(easy, game -> game.numbers().size()));
        assertThat(mean(hard, game -> game.numbers().size()))
                .isGreaterThan(0.5 + mean(medium, game -> game.numbers().size()));
    }

    private static List<PlayedGame> games(Difficulty difficulty) {
        return Laws.drafts(MAKER, difficulty, 30).stream()
                .map(draft -> PlayedGame.of(draft.prompt()))
                .toList();
    }

    private static double mean(List<PlayedGame> games, ToIntFunction<PlayedGame> size) {
        return games.stream().mapToInt(size).average().orElseThrow();
    }

    private static double value(String truth) {
        List<Double> parts = new ArrayList<>();
        for (String part : List.of(truth.split("/"))) {
            parts.add(Double.parseDouble(part));
        }
        return parts.size() == 1 ? parts.getFirst() : parts.getFirst() / parts.getLast();
    }

    /// A number near the right one whose text does not hold the right one's.
    private static String oneMore(String truth) {
        String[] parts = truth.split("/");
        long numerator = Long.parseLong(parts[0]) + 1;
        return parts.length == 1 ? "" + numerator : numerator + "/" + parts[1];
    }
}
