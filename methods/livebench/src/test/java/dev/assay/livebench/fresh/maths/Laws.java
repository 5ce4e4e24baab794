package dev.assay.livebench.fresh.maths;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Graders;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// What holds of every maker of mathematical questions.
final class Laws {
    private static final int SEEDS = 100;

    private static final Graders GRADERS = new Graders(Sandbox.none());

    private Laws() {}

    /// What the first seeds give.
    static List<Draft> drafts(Maker maker, Difficulty difficulty, int seeds) {
        return LongStream.range(0, seeds)
                .mapToObj(seed -> draft(maker, difficulty, seed))
                .flatMap(Optional::stream)
                .toList();
    }

    static List<Draft> drafts(Maker maker, int seeds) {
        List<Draft> all = new ArrayList<>();
        for (Difficulty difficulty : Difficulty.values()) {
            all.addAll(drafts(maker, difficulty, seeds));
        }
        return all;
    }

    private static Optional<Draft> draft(Maker maker, Difficulty difficulty, long seed) {
        return maker.draw(new SplittableRandom(seed), difficulty);
    }

    static String truth(Draft draft) {
        return draft.truth().orElseThrow().textValue();
    }

    /// What an answer gets from the task's grader, without the limit of time around it.
    static double score(Maker maker, Draft draft, String answer, Mode mode) {
        Question question = Asked.of(maker.kind().task(), truth(draft), "2026-11-01", draft.prompt())
                .question();
        return switch (GRADERS.of(question).orElseThrow().grade(question, answer, mode)) {
            case Grade.Scored(double score, String why) -> score;
            case Grade.Unscorable(Grade.Reason reason, String why) -> throw new AssertionError(reason + ": " + why);
        };
    }

    /// Asserts that the right answer of each question is right to both graders and that neither one
    /// more, nor an empty hand, nor the prompt said again is, and that questions come from seeds alone
    /// and differ.
    static void hold(Maker maker) {
        Set<String> prompts = new HashSet<>();
        int count = 0;
        for (Difficulty difficulty : Difficulty.values()) {
            List<Draft> drafts = drafts(maker, difficulty, SEEDS);
            assertThat(drafts).as("%s questions", difficulty).hasSizeGreaterThan(SEEDS / 2);
            assertThat(drafts(maker, difficulty, SEEDS)).isEqualTo(drafts);
            for (Draft draft : drafts) {
                count++;
                prompts.add(draft.prompt());
                holds(maker, draft);
            }
        }
        assertThat(prompts.size()).as("different of %s", count).isGreaterThan(count * 98 / 100);
    }

    private static void holds(Maker maker, Draft draft) {
        List<String> wrongs = List.of("It is $\\boxed{" + truth(draft) + "+1}$.", "I cannot find it.", draft.prompt());
        for (Mode mode : Mode.values()) {
            assertThat(score(maker, draft, draft.right(), mode))
                    .as(draft.prompt())
                    .isEqualTo(1);
            for (String wrong : wrongs) {
                assertThat(score(maker, draft, wrong, mode))
                        .as("%s to %s", wrong, draft.prompt())
                        .isZero();
            }
        }
        assertThat(draft.prompt()).containsIgnoringCase("step by step").containsIgnoringCase("guess");
    }
}
