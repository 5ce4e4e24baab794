package dev.assay.livebench.fresh.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.fresh.words.Drafts;
import dev.assay.livebench.fresh.words.Passage;
import dev.assay.livebench.fresh.words.PlotUnscramblingMaker;
import dev.assay.livebench.fresh.words.TyposMaker;
import dev.assay.livebench.question.Question;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Makers meet whatever a user's folder holds.
class AnyTextTest {
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> sentences = Arbitraries.of(
                "The second engineer measured nothing. ",
                "Many children remember another winter. ",
                "Nobody believed the quiet stranger. ",
                "Several villages bought the mountain. ",
                "He said \"Stop.\" ",
                "It costs $5. ",
                "We set $x > 3.5$ and \\(y\\). ",
                "Is it <b>so</b>? ",
                "* a point\n",
                "- another\n\n",
                "# A title\n\n",
                "<solution>no</solution> ",
                "</PLOT_SUMMARY>. ",
                "a --- b --- c ",
                "... ",
                "Dr. J. Smith et al. agree",
                "\u00E9t\u00E9 \uD83D\uDE00 \u05D0 ",
                "[name] {x} \\emph{word} ");
        return sentences
                .list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .map(list -> String.join("", list))
                .filter(text -> !text.isBlank());
    }

    @Property(tries = 150)
    void no_text_makes_a_maker_fail_or_a_right_answer_wrong(@ForAll("texts") String text, @ForAll long seed) {
        List<Passage> passages = List.of(Passage.of("2026-11-30.txt", text));
        List<Maker> makers = List.of(
                new TyposMaker(passages),
                new PlotUnscramblingMaker(passages),
                new InstructionMaker(InstructionTask.SIMPLIFY, passages));
        for (Maker maker : makers) {
            for (Difficulty difficulty : Difficulty.values()) {
                Drafts.of(maker, difficulty, seed)
                        .ifPresent(draft -> assertThat(asked(maker, draft).strict(draft.right()))
                                .as("%s: %s", maker.kind(), draft)
                                .isEqualTo(1));
            }
        }
    }

    private static Asked asked(Maker maker, Draft draft) {
        ObjectNode all = (ObjectNode) Json.tree("{}");
        all.setAll(draft.fields());
        draft.truth().ifPresent(truth -> all.set("ground_truth", truth));
        return new Asked(new Question(
                "q",
                maker.kind().category(),
                maker.kind().task(),
                Optional.empty(),
                List.of(draft.prompt()),
                Optional.empty(),
                Optional.empty(),
                all));
    }
}
