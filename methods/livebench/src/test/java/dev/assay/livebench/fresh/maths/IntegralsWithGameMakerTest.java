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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The games are played again from what the prompts say: their integrals are summed numerically, and all
/// ways to play are tried.
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
    void an_outcome_from_the_table_that_is_wrong_is_noticed() {
        List<Rational> values = List.of(Rational.of(3), Rational.of(9), Rational.of(2));
        assertThat(new CardRow(values, 1).tree().value())
                .isEqualTo(Rational.of(5))
                .isEqualTo(new CardRow(values, 1).valueOfTable());
        assertThat(new CardRow(values, 2).tree().value())
                .isEqualTo(Rational.of(12))
                .isEqualTo(new CardRow(values, 2).valueOfTable());
        assertThat(new SquareRoad(values, 2).tree().value())
                .isEqualTo(Rational.of(7))
                .isEqualTo(new SquareRoad(values, 2).valueOfTable());
    }

    @Test
    void harder_games_have_more_plays_and_more_integrals() {
        assertThat(plays(Difficulty.MEDIUM)).isGreaterThan(2 * plays(Difficulty.EASY));
        assertThat(plays(Difficulty.HARD)).isGreaterThan(2 * plays(Difficulty.MEDIUM));
        assertThat(integrals(Difficulty.MEDIUM)).isGreaterThan(integrals(Difficulty.EASY) + 2);
        assertThat(integrals(Difficulty.HARD)).isGreaterThan(integrals(Difficulty.MEDIUM) + 0.5);
    }

    private static double plays(Difficulty difficulty) {
        return Laws.drafts(MAKER, difficulty, 60).stream()
                .mapToInt(draft -> PlayedGame.of(draft.prompt()).plays())
                .average()
                .orElseThrow();
    }

    private static double integrals(Difficulty difficulty) {
        return Laws.drafts(MAKER, difficulty, 60).stream()
                .mapToInt(draft -> PlayedGame.of(draft.prompt()).values().size())
                .average()
                .orElseThrow();
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
