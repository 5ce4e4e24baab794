package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Instructions on sentences and paragraphs.
final class SentenceChecks {
    private SentenceChecks() {}

    static final Map<String, Check> CHECKS = Map.ofEntries(
            Map.entry("ratio:sentence_type", SentenceChecks::types),
            Map.entry("ratio:sentence_balance", SentenceChecks::balance),
            Map.entry("sentence:alliteration_increment", SentenceChecks::alliteration),
            Map.entry("format:emoji", SentenceChecks::emoji),
            Map.entry("ratio:sentence_words", SentenceChecks::lengths),
            Map.entry("sentence:keyword", SentenceChecks::keyword),
            Map.entry("words:last_first", SentenceChecks::lastFirst),
            Map.entry("words:paragraph_last_first", SentenceChecks::paragraphs),
            Map.entry("sentence:increment", SentenceChecks::increment),
            Map.entry("words:keywords_specific_position", SentenceChecks::position),
            Map.entry("format:no_bullets_bullets", SentenceChecks::bullets));

    private static long ending(List<String> sentences, String mark) {
        return sentences.stream().filter(sentence -> sentence.endsWith(mark)).count();
    }

    private static boolean types(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        return ending(sentences, ".") == 2 * ending(sentences, "?");
    }

    private static boolean balance(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        long stated = ending(sentences, ".");
        return stated == ending(sentences, "?") && stated == ending(sentences, "!");
    }

    private static boolean alliteration(String response, Arguments arguments) {
        int before = -1;
        for (String sentence : RuleSentences.of(response)) {
            int longest = alliterating(sentence);
            if (longest <= before) {
                return false;
            }
            before = longest;
        }
        return true;
    }

    private static int alliterating(String sentence) {
        List<String> words = Python.words(Python.lower(sentence)).stream()
                .map(Bare::begin)
                .filter(word -> !word.isEmpty())
                .toList();
        int longest = 0;
        int run = 0;
        for (int i = 0; i + 1 < words.size(); i++) {
            run = words.get(i).codePointAt(0) == words.get(i + 1).codePointAt(0) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static boolean emoji(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        for (int i = 0; i < sentences.size(); i++) {
            int[] bare = bare(sentences.get(i));
            if (bare.length == 0) {
                return false;
            }
            boolean ends = isEmoji(bare[bare.length - 1]) || isEmoji(bare[Math.max(0, bare.length - 2)]);
            if (!ends && !beginsWithEmoji(sentences, i + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsWithEmoji(List<String> sentences, int place) {
        int[] bare = place < sentences.size() ? bare(sentences.get(place)) : new int[0];
        return bare.length > 0 && isEmoji(bare[0]);
    }

    private static int[] bare(String sentence) {
        return Python.strip(Bare.text(sentence)).codePoints().toArray();
    }

    private static boolean isEmoji(int codePoint) {
        return codePoint > 0x7F && Character.isEmoji(codePoint);
    }

    private static boolean lengths(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        return sentences.size() == 3
                && new HashSet<>(sentences).size() == 3
                && sentences.stream()
                                .map(sentence -> sentence.codePointCount(0, sentence.length()))
                                .distinct()
                                .count()
                        == 1;
    }

    private static boolean keyword(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        int place = arguments.integer("N");
        return place >= 1
                && place <= sentences.size()
                && Python.lower(sentences.get(place - 1)).contains(Python.lower(arguments.text("word")));
    }

    private static boolean lastFirst(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        for (int i = 0; i + 1 < sentences.size(); i++) {
            List<String> these = Python.words(Bare.end(sentences.get(i)));
            List<String> next = Python.words(Bare.begin(sentences.get(i + 1)));
            if (these.isEmpty() || next.isEmpty()) {
                return false;
            }
            String first = Bare.end(next.getFirst());
            if (!Python.lower(these.getLast()).equals(Python.lower(first))) {
                return false;
            }
        }
        return true;
    }

    private static boolean paragraphs(String response, Arguments arguments) {
        List<String> pieces = Python.split(response, "\n\n");
        return pieces.size() >= 2
                && pieces.stream()
                        .map(SentenceChecks::unquoted)
                        .map(Python::words)
                        .allMatch(words ->
                                words.isEmpty() || unquoted(words.getFirst()).equals(unquoted(words.getLast())));
    }

    private static String unquoted(String text) {
        return Python.strip(Python.lower(Python.strip(text)), Python.PUNCTUATION + " “”‘’");
    }

    private static boolean increment(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        int more = arguments.integer("small_n");
        for (int i = 0; i + 1 < sentences.size(); i++) {
            if (Bare.words(sentences.get(i + 1)).size()
                    != Bare.words(sentences.get(i)).size() + more) {
                return false;
            }
        }
        return true;
    }

    private static boolean position(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        int sentence = arguments.integer("n");
        int word = arguments.integer("m");
        if (sentence < 1 || sentence > sentences.size()) {
            return false;
        }
        List<String> words = TreebankWords.of(sentences.get(sentence - 1));
        return word >= 1
                && word <= words.size()
                && Python.lower(words.get(word - 1)).equals(Python.lower(Python.strip(arguments.text("keyword"))));
    }

    /// Sentences, then lines with stars; an empty line after the sentences ends them.
    private static boolean bullets(String response, Arguments arguments) {
        boolean inSentences = true;
        int sentences = 0;
        int bullets = 0;
        for (String line : Python.lines(response)) {
            String bare = Python.strip(line);
            if (bare.startsWith("*")) {
                inSentences = false;
                bullets++;
                if (sentences < 2) {
                    return false;
                }
            } else if (inSentences) {
                int more = RuleSentences.of(bare).size();
                sentences += more;
                inSentences = more > 0;
            } else {
                return false;
            }
        }
        return bullets >= 2;
    }
}
