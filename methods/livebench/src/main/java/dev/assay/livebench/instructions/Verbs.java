package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Whether a text begins with a verb, by a list of common ones and the word that follows. The official
/// grader asks a tagger, which may say otherwise of rare words and of words that are nouns as well.
final class Verbs {
    private static final Set<String> ALWAYS =
            Set.of("be am is are was were been being do does did done doing have has had having".split(" "));
    /// What follows a verb in the imperative, and no noun that begins a sentence.
    private static final Set<String> OBJECTS = Set.of(
            ("the a an this that these those my your his her its our their me you him it us them all any each every some"
                            + " both no what how why where when who which whether if to up out in on off down back over away"
                            + " together carefully quickly slowly and as into with yourself")
                    .split(" "));
    private static final Map<String, Boolean> CERTAIN = read();

    private Verbs() {}

    /// Whether the first word is a verb, given the words of a text.
    static boolean begins(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String first = Python.lower(words.getFirst());
        if (ALWAYS.contains(first)) {
            return true;
        }
        return Optional.ofNullable(CERTAIN.get(first))
                .map(certain -> certain || (words.size() > 1 && OBJECTS.contains(Python.lower(words.get(1)))))
                .orElse(false);
    }

    /// Each form of each verb, and whether it is certainly one.
    private static Map<String, Boolean> read() {
        Map<String, Boolean> forms = new HashMap<>();
        for (String line : resource().lines().toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] words = line.split(" ");
            boolean certain = !words[0].endsWith("*");
            String base = words[0].replace("*", "");
            add(forms, base, certain);
            add(forms, third(base), certain);
            add(forms, stem(base, 'i') + "ing", true);
            if (words.length == 1) {
                add(forms, past(base), true);
            }
            for (int i = 1; i < words.length; i++) {
                add(forms, words[i], !words[i].equals(base) || certain);
            }
        }
        return Map.copyOf(forms);
    }

    private static void add(Map<String, Boolean> forms, String form, boolean certain) {
        forms.merge(form, certain, Boolean::logicalAnd);
    }

    private static String third(String base) {
        if (base.matches(".*[^aeiou]y")) {
            return base.substring(0, base.length() - 1) + "ies";
        }
        return base.matches(".*(s|x|z|ch|sh|o)") ? base + "es" : base + "s";
    }

    private static String past(String base) {
        if (base.matches(".*[^aeiou]y")) {
            return base.substring(0, base.length() - 1) + "ied";
        }
        return base.endsWith("e") ? base + "d" : stem(base, 'e') + "ed";
    }

    /// What an ending with a vowel is put to: without a silent e, a short last syllable's consonant twice.
    private static String stem(String base, char vowel) {
        if (base.matches(".*ie") && vowel == 'i') {
            return base.substring(0, base.length() - 2) + "y";
        }
        if (base.matches(".*[^eoy]e")) {
            return base.substring(0, base.length() - 1);
        }
        boolean doubled = base.matches("[^aeiou]*[aeiou][bdgklmnprt]")
                || base.matches(".*(mit|mmit|gin|get|fer|cur|bid|bet|pel|gram)");
        return doubled ? base + base.charAt(base.length() - 1) : base;
    }

    private static String resource() {
        try (InputStream in = Verbs.class.getResourceAsStream("verbs.txt")) {
            return new String(Objects.requireNonNull(in, "verbs.txt").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
