package dev.assay.livebench.fresh.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes questions that ask to mend the misspelt words of a text and to leave all else as it is.
///
/// The text is a run of a passage's sentences. Formulas, numbers, addresses, names and rare words stay
/// as they are; each misspelling can be undone in one way only, as [TypoInjector] proves. The harder,
/// the longer the text and the more words are misspelt: one that is missed loses the question.
///
/// Source: White et al., "LiveBench" (arXiv 2406.19314), the task `typos`.
public final class TyposMaker implements Maker {
    private static final Kind KIND = Kind.of("language", "typos");

    private static final List<String> REQUESTS = List.of(
            "Some words of the text below are misspelt. Write the text again with each of them mended.",
            "Below is a text in which letters were lost, doubled or moved. Give it back as its author wrote it.",
            "Correct the spelling of the following text.",
            "Somebody typed the text below in a hurry. Find the misspelt words and put them right.");
    private static final String RULES =
            " Change nothing else: keep punctuation, formulas, the choice of words, and British or American spelling as"
                    + " they are.\n\nThink step by step about which words are misspelt. If you are unsure about a word,"
                    + " give your best guess. End with the whole mended text, on one line and without any remarks,"
                    + " between <solution> and </solution>.\n\n";

    /// How long the text is and how many of its words are misspelt.
    private record Size(int sentences, int fewest, int most) {
        static Size of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(3, 2, 3);
                case MEDIUM -> new Size(6, 5, 8);
                case HARD -> new Size(10, 11, 15);
            };
        }
    }

    private final List<Passage> passages;

    /// @throws IllegalArgumentException if there is no passage
    public TyposMaker(List<Passage> passages) {
        this.passages = List.copyOf(passages);
        if (this.passages.isEmpty()) {
            throw new IllegalArgumentException("typos are put into passages; there are none");
        }
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.of(difficulty);
        Passage passage = Draws.one(random, passages);
        List<String> sentences = passage.sentences();
        int length = Math.min(size.sentences(), sentences.size());
        int from = random.nextInt(sentences.size() - length + 1);
        String text = String.join(" ", sentences.subList(from, from + length));
        if (text.contains("<") || text.contains(" --- ")) {
            // What the grader takes for a tag or a separator.
            return Optional.empty();
        }
        int count = random.nextInt(size.fewest(), size.most() + 1);
        String request = Draws.one(random, REQUESTS);
        return new TypoInjector(text)
                .misspelt(count, random)
                .map(misspelt -> draft(passage, request + RULES + misspelt, text, count));
    }

    private static Draft draft(Passage passage, String prompt, String text, int count) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        passage.date().ifPresent(date -> fields.put("release_date", TextNode.valueOf(date)));
        String right = count + " words are misspelt. <solution>" + text + "</solution>";
        return new Draft(prompt, Optional.of(TextNode.valueOf(text)), right, fields);
    }
}
