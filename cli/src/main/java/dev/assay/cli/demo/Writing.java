package dev.assay.cli.demo;

import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Table;
import dev.assay.model.Answer;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The model writes.
final class Writing implements Chapter {
    private static final int MOST_TOKENS = 48;

    /// What the model is to continue, and what it is asked.
    private record Opening(String shown, Prompt prompt) {
        static Opening text(String text) {
            return new Opening(text, Prompt.text(text));
        }

        static Opening question(String text) {
            return new Opening(text, Prompt.ask(text));
        }
    }

    private static final List<Opening> OPENINGS = List.of(
            Opening.text("A hammer is"),
            Opening.text("To whisper is to"),
            Opening.question("What is a violinist?"),
            Opening.question("What is another word for happiness?"));

    @Override
    public String title() {
        return "let the bundled model write";
    }

    @Override
    public List<Evidence> run(Stage stage) {
        List<List<String>> rows = new ArrayList<>();
        double seconds = 0;
        int tokens = 0;
        for (Opening opening : OPENINGS) {
            Answer answer =
                    stage.model().generate(opening.prompt(), Sampling.greedy().withMaxTokens(MOST_TOKENS));
            rows.add(List.of(opening.shown(), answer.text().strip()));
            seconds += answer.usage().time().toNanos() / 1e9;
            tokens += answer.usage().answerTokens();
            stage.console()
                    .note("    " + opening.shown() + " | "
                            + answer.text().strip().lines().findFirst().orElse(""));
        }
        return List.of(evidence(stage, rows, tokens, seconds));
    }

    private static Evidence evidence(Stage stage, List<List<String>> rows, int tokens, double seconds) {
        return new Evidence(
                "demo.writing",
                "What the model writes",
                "Does the model open, and does it write English?",
                String.format(
                        Locale.ROOT,
                        "It opened and wrote %d tokens at temperature 0. A model of four million numbers knows the form of a"
                                + " definition far better than the facts in it.",
                        tokens),
                List.of(
                        Measure.of("Tokens written", tokens, ""),
                        Measure.of("Speed", tokens / seconds, "tokens/s")
                                .withNote("One sequence, first use included.")),
                List.of(new Table("Openings and what follows", List.of("opening", "the model's continuation"), rows)),
                List.of(),
                List.of(),
                stage.provenance());
    }
}
