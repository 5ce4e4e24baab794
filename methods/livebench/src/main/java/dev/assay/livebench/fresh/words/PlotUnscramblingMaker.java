package dev.assay.livebench.fresh.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.text.Levenshtein;
import dev.assay.livebench.text.Python;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes questions that ask to put the shuffled sentences of a plot in order.
///
/// The right order is the author's. That every sentence stands for itself is proved: no two are alike,
/// and each has one full stop, at its end, where the grader splits a text. Whether another order would
/// tell the story as well no program can prove; therefore the score is partial, and therefore plots
/// should be told in the order of what happens. The harder, the more sentences.
///
/// Source: White et al., "LiveBench" (arXiv 2406.19314), the task `plot_unscrambling`.
public final class PlotUnscramblingMaker implements Maker {
    private static final Kind KIND = Kind.of("language", "plot_unscrambling");

    private static final List<String> REQUESTS = List.of(
            "The sentences of the plot summary below were put in a random order. Restore the order in which they tell"
                    + " the story.",
            "Below are the sentences of a story's plot, shuffled. Bring them back into their right order.",
            "Somebody mixed up the sentences of this plot summary. Write it again so that the story makes sense from"
                    + " beginning to end.");
    private static final String RULES =
            " Use every sentence once and change none.\n\nThink step by step about what must come before what. If you"
                    + " are unsure where a sentence belongs, make your best guess. Then write the whole summary in order,"
                    + " beginning with <PLOT_SUMMARY> and ending with </PLOT_SUMMARY>.\n\n";

    /// How many sentences.
    private record Size(int fewest, int most) {
        static Size of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(5, 6);
                case MEDIUM -> new Size(8, 9);
                case HARD -> new Size(11, 40);
            };
        }
    }

    /// How much of the right order a shuffled plot may still have.
    private static final double MOST_ORDER = 0.5;

    private final List<Passage> plots;

    /// @throws IllegalArgumentException if there is no plot
    public PlotUnscramblingMaker(List<Passage> plots) {
        this.plots = List.copyOf(plots);
        if (this.plots.isEmpty()) {
            throw new IllegalArgumentException("sentences are taken from plots; there are none");
        }
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.of(difficulty);
        Passage plot = Draws.one(random, plots);
        List<String> all = plot.sentences();
        int longest = Math.min(size.most(), all.size());
        if (longest < size.fewest()) {
            return Optional.empty();
        }
        // The beginning of a plot has the sentence that is known to be the first.
        int length = difficulty == Difficulty.HARD ? longest : random.nextInt(size.fewest(), longest + 1);
        List<String> sentences = all.subList(0, length);
        List<Integer> right = IntStream.range(0, length).boxed().toList();
        List<Integer> order = Draws.shuffled(random, right);
        String request = Draws.one(random, REQUESTS);
        boolean isMixed = Levenshtein.distance(right, order) >= length * (1 - MOST_ORDER);
        if (!isMixed || !standAlone(sentences)) {
            return Optional.empty();
        }
        String mixed =
                String.join(" ", order.stream().map(i -> sentences.get(i)).toList());
        return Optional.of(draft(plot, request + RULES + mixed, String.join(" ", sentences)));
    }

    private static boolean standAlone(List<String> sentences) {
        long different = sentences.stream()
                .map(sentence -> String.join(" ", Words.all(sentence)))
                .distinct()
                .count();
        return different == sentences.size()
                && sentences.stream()
                        .allMatch(sentence -> sentence.endsWith(".")
                                && Python.count(sentence, ".") == 1
                                && !sentence.contains("<")
                                && !Words.all(sentence).isEmpty());
    }

    private static Draft draft(Passage plot, String prompt, String text) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("movie_name", TextNode.valueOf(plot.title()));
        plot.date().ifPresent(date -> fields.put("release_date", TextNode.valueOf(date)));
        String right = "<PLOT_SUMMARY>" + text + "</PLOT_SUMMARY>";
        return new Draft(prompt, Optional.of(TextNode.valueOf(text)), right, fields);
    }
}
