package dev.assay.livebench.fresh.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The regular forms of English words. It is not asked what part of speech a word is: a form too many
/// only makes the injector of typos more careful.
///
/// Source: Quirk et al., "A Comprehensive Grammar of the English Language" (1985), chapters 3, 5 and 7.
final class Inflections {
    private static final Pattern HISSING = Pattern.compile(".*(s|x|z|ch|sh|o)");
    private static final Pattern CONSONANT_Y = Pattern.compile(".*[^aeiou]y");
    private static final Pattern SILENT_E = Pattern.compile(".*[^eoy]e");
    private static final Pattern DOUBLING = Pattern.compile("[^aeiou]*(qu)?[aeiou][^aeiouwxy]");
    private static final Pattern LONG_IN_L = Pattern.compile(".*[aeiou][^aeiou]+[aeiou]l");

    private record Spelling(Pattern pattern, String replacement) {
        static Spelling of(String regex, String replacement) {
            return new Spelling(Pattern.compile(regex), replacement);
        }
    }

    private static final List<Spelling> SPELLINGS = List.of(
            Spelling.of("our(?!ce|s$|$|th|ag|n|t$|ts$|is|ish)", "or"),
            Spelling.of("our(s?)$", "or$1"),
            Spelling.of("is(e|ed|es|er|ers|ing|ation|ations)$", "iz$1"),
            Spelling.of("iz(e|ed|es|er|ers|ing|ation|ations)$", "is$1"),
            Spelling.of("ys(e|ed|es|er|ers|ing)$", "yz$1"),
            Spelling.of("ll(ed|ing|er|ers|ment|ful)", "l$1"),
            Spelling.of("([^aeiou])re(s|d?)$", "$1er$2"),
            Spelling.of("ogue(s?)$", "og$1"),
            Spelling.of("mme(s?)$", "m$1"),
            Spelling.of("([dkv])e(ment|able|ing)", "$1$2"),
            Spelling.of("[ao]e", "e"));

    private Inflections() {}

    /// The word and its forms: plural, third person, past, participle, comparative, superlative, adverb.
    static Set<String> of(String word) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(word);
        if (word.length() > 2) {
            forms.add(HISSING.matcher(word).matches() ? word + "es" : plural(word));
            forms.add(word + "s");
            forms.add(adverb(word));
            for (String stem : stems(word)) {
                List.of("ed", "er", "ers", "est").forEach(ending -> forms.add(stem + ending));
                forms.add(participle(word, stem));
                forms.add(participle(word, stem) + "s");
            }
        }
        return forms;
    }

    private static String plural(String word) {
        return CONSONANT_Y.matcher(word).matches() ? cut(word, 1) + "ies" : word + "s";
    }

    private static String adverb(String word) {
        if (CONSONANT_Y.matcher(word).matches()) {
            return cut(word, 1) + "ily";
        }
        if (word.endsWith("le")) {
            return cut(word, 1) + "y";
        }
        return word.endsWith("ic") ? word + "ally" : word + "ly";
    }

    /// What endings that begin with an e are put to.
    private static List<String> stems(String word) {
        List<String> stems = new ArrayList<>();
        if (word.endsWith("e")) {
            stems.add(cut(word, 1));
        } else if (CONSONANT_Y.matcher(word).matches()) {
            stems.add(cut(word, 1) + "i");
        } else if (DOUBLING.matcher(word).matches()) {
            stems.add(word + word.charAt(word.length() - 1));
        } else {
            stems.add(word);
        }
        if (LONG_IN_L.matcher(word).matches()) {
            stems.add(word + "l");
        }
        return stems;
    }

    private static String participle(String word, String stem) {
        boolean keeps = CONSONANT_Y.matcher(word).matches()
                || (word.endsWith("e") && !SILENT_E.matcher(word).matches());
        return (keeps ? word : stem) + "ing";
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    /// How else the word is spelt on the other side of the Atlantic, perhaps.
    static Set<String> spellings(String word) {
        Set<String> all = new LinkedHashSet<>();
        for (Spelling spelling : SPELLINGS) {
            String other = spelling.pattern().matcher(word).replaceFirst(spelling.replacement());
            if (!other.equals(word)) {
                all.add(other);
            }
        }
        return all;
    }
}
