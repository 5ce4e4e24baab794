package dev.assay.livebench.instructions;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.text.Python;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Instructions on words.
final class WordChecks {
    private static final Pattern WORD = Python.pattern("\\w+");
    private static final Pattern DIGITS = Python.pattern("\\d+");
    private static final Pattern JAPANESE = Pattern.compile("[\\u3040-\\u30ff\\u4e00-\\u9fff]");
    private static final Set<String> CONJUNCTIONS = Set.of("and", "but", "for", "nor", "or", "so", "yet");
    private static final Set<Integer> PRIMES =
            Set.of(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97);
    private static final int[] TIMES = {1, 2, 3, 5, 7};

    /// Those that the official grader looks for; its prompt names fourteen more.
    private static final List<String> NAMES = List.of(
            ("Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte Alexander Amelia Benjamin"
                            + " Harper Leo Zoe Daniel Layla Nicholas Audrey David Hannah Christopher Penelope Thomas Nora"
                            + " Andrew Aria Joseph Claire Ryan Stella Jonathan")
                    .split(" "));

    private static final Set<String> PRONOUNS = Set.of(
            ("i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers"
                            + " herself it its itself they them their theirs themselves")
                    .split(" "));

    private WordChecks() {}

    static final Map<String, Check> CHECKS = Map.ofEntries(
            Map.entry("count:word_count_range", WordChecks::range),
            Map.entry("count:unique_word_count", WordChecks::unique),
            Map.entry("ratio:stop_words", WordChecks::stopWords),
            Map.entry("count:conjunctions", WordChecks::conjunctions),
            Map.entry("count:person_names", WordChecks::names),
            Map.entry("ratio:overlap", WordChecks::overlap),
            Map.entry("count:numbers", WordChecks::numbers),
            Map.entry("words:alphabet", WordChecks::alphabet),
            Map.entry("words:vowel", WordChecks::vowels),
            Map.entry("words:consonants", WordChecks::consonants),
            Map.entry("words:palindrome", WordChecks::palindromes),
            Map.entry("words:prime_lengths", WordChecks::primes),
            Map.entry("count:words_japanese", WordChecks::japanese),
            Map.entry("words:repeats", WordChecks::repeats),
            Map.entry("count:pronouns", WordChecks::pronouns),
            Map.entry("words:odd_even_syllables", WordChecks::syllables),
            Map.entry("words:no_consecutive", WordChecks::noConsecutive),
            Map.entry("count:keywords_multiple", WordChecks::keywords),
            Map.entry("words:words_position", WordChecks::position),
            Map.entry("words:start_verb", WordChecks::verb));

    private static boolean range(String response, Arguments arguments) {
        int words = Python.findAll(WORD, response).size();
        return arguments.integer("min_words") <= words && words <= arguments.integer("max_words");
    }

    private static boolean unique(String response, Arguments arguments) {
        Set<String> words = new HashSet<>();
        Python.words(Python.lower(response)).forEach(word -> words.add(Bare.ends(word)));
        return words.size() >= arguments.integer("N");
    }

    private static boolean stopWords(String response, Arguments arguments) {
        List<String> words = Python.findAll(WORD, response);
        if (words.isEmpty()) {
            throw new GraderFault("an answer without words has no share of stop words");
        }
        long stops = words.stream()
                .filter(word -> StopWords.ENGLISH.contains(Python.lower(word)))
                .count();
        return (double) stops / words.size() * 100 <= arguments.integer("percentage");
    }

    /// Words that differ in case or punctuation count as different, as the official grader counts.
    private static boolean conjunctions(String response, Arguments arguments) {
        Set<String> found = new HashSet<>();
        for (String word : Python.words(response)) {
            if (CONJUNCTIONS.contains(Python.lower(Bare.ends(word)))) {
                found.add(word);
            }
        }
        return found.size() >= arguments.integer("small_n");
    }

    private static boolean names(String response, Arguments arguments) {
        return NAMES.stream().filter(response::contains).count() >= arguments.integer("N");
    }

    private static boolean overlap(String response, Arguments arguments) {
        Set<String> mine = trigrams(response);
        if (mine.isEmpty()) {
            throw new GraderFault("an answer of fewer than three characters has no trigrams");
        }
        int all = mine.size();
        mine.retainAll(trigrams(arguments.text("reference_text")));
        double percent = (double) mine.size() / all * 100;
        int asked = arguments.integer("percentage");
        return asked - 2 <= percent && percent <= asked + 2;
    }

    private static Set<String> trigrams(String text) {
        int[] characters = text.codePoints().toArray();
        Set<String> all = new HashSet<>();
        for (int i = 0; i + 3 <= characters.length; i++) {
            all.add(new String(characters, i, 3));
        }
        return all;
    }

    private static boolean numbers(String response, Arguments arguments) {
        return Python.findAll(DIGITS, Bare.text(response)).size() == arguments.integer("N");
    }

    private static boolean alphabet(String response, Arguments arguments) {
        List<String> words =
                Bare.words(response).stream().filter(Bare::hasSmallLetter).toList();
        if (words.isEmpty()) {
            return false;
        }
        int letter = Character.toLowerCase(words.getFirst().charAt(0));
        if (letter < 'a' || letter > 'z') {
            return false;
        }
        for (String word : words.subList(1, words.size())) {
            letter = letter == 'z' ? 'a' : letter + 1;
            if (Python.lower(word).charAt(0) != letter) {
                return false;
            }
        }
        return true;
    }

    private static boolean vowels(String response, Arguments arguments) {
        return response.chars().filter(c -> "aeiou".indexOf(c) >= 0).distinct().count() <= 3;
    }

    private static boolean consonants(String response, Arguments arguments) {
        return Python.words(Python.lower(response)).stream()
                .filter(Bare::hasSmallLetter)
                .allMatch(word -> {
                    for (int i = 0; i + 1 < word.length(); i++) {
                        if (isConsonant(word.charAt(i)) && isConsonant(word.charAt(i + 1))) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private static boolean isConsonant(char c) {
        return c >= 'a' && c <= 'z' && "aeiou".indexOf(c) < 0;
    }

    private static boolean palindromes(String response, Arguments arguments) {
        return Bare.words(Python.lower(response)).stream()
                        .filter(word -> word.codePointCount(0, word.length()) >= 5
                                && new StringBuilder(word).reverse().toString().equals(word))
                        .count()
                >= 10;
    }

    private static boolean primes(String response, Arguments arguments) {
        return Bare.words(response).stream().allMatch(word -> PRIMES.contains(word.codePointCount(0, word.length())));
    }

    private static boolean japanese(String response, Arguments arguments) {
        List<String> words = Python.words(response).stream()
                .map(Bare::ends)
                .filter(word -> !word.isEmpty())
                .toList();
        int every = arguments.integer("N");
        for (int i = every - 1; i < words.size(); i += every) {
            String word = words.get(i);
            boolean digits = word.codePoints().allMatch(Character::isDigit);
            if (!digits && !JAPANESE.matcher(word).find()) {
                return false;
            }
        }
        return !words.isEmpty();
    }

    private static boolean repeats(String response, Arguments arguments) {
        Map<String, Integer> counts = new HashMap<>();
        Bare.words(Python.lower(response)).forEach(word -> counts.merge(word, 1, Integer::sum));
        int most = arguments.integer("small_n");
        return counts.values().stream().allMatch(count -> count <= most);
    }

    private static boolean pronouns(String response, Arguments arguments) {
        return Bare.words(Python.lower(response.replace('/', ' '))).stream()
                        .filter(PRONOUNS::contains)
                        .count()
                >= arguments.integer("N");
    }

    private static boolean syllables(String response, Arguments arguments) {
        List<Integer> parities = Bare.words(Python.lower(response)).stream()
                .map(word -> Syllables.count(word) % 2)
                .toList();
        for (int i = 0; i + 1 < parities.size(); i++) {
            if (parities.get(i).equals(parities.get(i + 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean noConsecutive(String response, Arguments arguments) {
        List<String> words = Bare.words(Python.lower(response));
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).codePointAt(0) == words.get(i + 1).codePointAt(0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean keywords(String response, Arguments arguments) {
        String lower = Python.lower(response);
        for (int i = 0; i < TIMES.length; i++) {
            String keyword = Python.lower(Python.strip(arguments.text("keyword" + (i + 1))));
            if (Python.count(lower, keyword) != TIMES[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean position(String response, Arguments arguments) {
        List<String> words = TreebankWords.of(response);
        String keyword = Python.strip(arguments.text("keyword"));
        return words.size() >= 2
                && words.get(1).equals(keyword)
                && words.get(words.size() - 2).equals(keyword);
    }

    private static boolean verb(String response, Arguments arguments) {
        return Verbs.begins(TreebankWords.of(response));
    }
}
