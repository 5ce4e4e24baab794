package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells a text's language by its script and, where languages share one, by their commonest words. The
/// official grader asks a detector with profiles of letter sequences, which may say otherwise of short
/// and of mixed texts.
final class Languages {
    private static final Map<UnicodeScript, String> BY_SCRIPT = Map.ofEntries(
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.HAN, "zh-cn"),
            Map.entry(UnicodeScript.HIRAGANA, "ja"),
            Map.entry(UnicodeScript.KATAKANA, "ja"),
            Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.BENGALI, "bn"),
            Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"),
            Map.entry(UnicodeScript.KANNADA, "kn"),
            Map.entry(UnicodeScript.MALAYALAM, "ml"),
            Map.entry(UnicodeScript.GUJARATI, "gu"),
            Map.entry(UnicodeScript.GURMUKHI, "pa"));
    private static final Set<UnicodeScript> SHARED =
            Set.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.ARABIC, UnicodeScript.DEVANAGARI);
    private static final Pattern SIGNS = Pattern.compile("[\\p{P}\\p{S}]");
    private static final Map<String, Set<String>> WORDS = read();

    private Languages() {}

    /// Whether there is anything to tell a language by.
    static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    /// The language, as two letters; nothing where no common word of any is there.
    static Optional<String> of(String text) {
        Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> scripts.merge(UnicodeScript.of(letter), 1, Integer::sum));
        // Japanese mixes scripts, and no other language has these two.
        if (scripts.getOrDefault(UnicodeScript.HIRAGANA, 0) + scripts.getOrDefault(UnicodeScript.KATAKANA, 0) > 0
                && scripts.getOrDefault(UnicodeScript.LATIN, 0) * 2 < text.length()) {
            return Optional.of("ja");
        }
        return scripts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .flatMap(most -> SHARED.contains(most.getKey())
                        ? byWords(text)
                        : Optional.ofNullable(BY_SCRIPT.get(most.getKey())));
    }

    private static Optional<String> byWords(String text) {
        List<String> words = Python.words(SIGNS.matcher(Python.lower(text)).replaceAll(" "));
        String best = "";
        long most = 0;
        for (Map.Entry<String, Set<String>> language : WORDS.entrySet()) {
            long count = words.stream().filter(language.getValue()::contains).count();
            if (count > most) {
                most = count;
                best = language.getKey();
            }
        }
        return Optional.of(best).filter(language -> !language.isEmpty());
    }

    private static Map<String, Set<String>> read() {
        try (InputStream in = Languages.class.getResourceAsStream("languages.txt")) {
            String text =
                    new String(Objects.requireNonNull(in, "languages.txt").readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Set<String>> all = new LinkedHashMap<>();
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split(": ", 2);
                all.put(parts[0], Set.of(parts[1].split(" ")));
            });
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
