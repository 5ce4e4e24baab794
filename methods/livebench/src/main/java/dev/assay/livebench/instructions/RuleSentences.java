package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Splits a text into sentences by rules: at every full stop, question and exclamation mark that is not
/// part of a title, an address, a number, initials or a company's form.
final class RuleSentences {
    private static final char DOT = '\uE000';
    private static final char STOP = '\uE001';
    private static final String STARTERS =
            "(Mr|Mrs|Ms|Dr|Prof|Capt|Cpt|Lt|He\\s|She\\s|It\\s|They\\s|Their\\s|Our\\s|We\\s|But\\s|However\\s|That\\s|This\\s"
                    + "|Wherever)";
    private static final String ACRONYM = "([A-Z][.][A-Z][.](?:[A-Z][.])?)";
    private static final String SUFFIX = " (Inc|Ltd|Jr|Sr|Co)";

    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String regex, String replacement) {
            return new Rule(Python.pattern(regex), replacement.replace('#', DOT).replace('!', STOP));
        }
    }

    /// In `#` a dot that ends nothing, in `!` the end of a sentence.
    private static final List<Rule> RULES = List.of(
            Rule.of("(Mr|St|Mrs|Ms|Dr)[.]", "$1#"),
            Rule.of("[.](com|net|org|io|gov|edu|me)", "#$1"),
            Rule.of("([0-9])[.]([0-9])", "$1#$2"));

    private static final Pattern DOTS = Python.pattern("\\.{2,}");

    private static final List<Rule> LATER = List.of(
            Rule.of("Ph\\.D\\.", "Ph#D#"),
            Rule.of("\\s([A-Za-z])[.] ", " $1# "),
            Rule.of(ACRONYM + " " + STARTERS, "$1! $2"),
            Rule.of("([A-Za-z])[.]([A-Za-z])[.]([A-Za-z])[.]", "$1#$2#$3#"),
            Rule.of("([A-Za-z])[.]([A-Za-z])[.]", "$1#$2#"),
            Rule.of(SUFFIX + "[.] " + STARTERS, " $1! $2"),
            Rule.of(SUFFIX + "[.]", " $1#"),
            Rule.of(" ([A-Za-z])[.]", " $1#"));

    private RuleSentences() {}

    /// The sentences, without white space around them.
    static List<String> of(String text) {
        String marked = applied(RULES, " " + text.replace('\n', ' ') + "  ");
        marked = DOTS.matcher(marked)
                .replaceAll(run -> String.valueOf(DOT).repeat(run.group().length()) + STOP);
        marked = quotes(applied(LATER, marked));
        for (String end : List.of(".", "?", "!")) {
            marked = marked.replace(end, end + STOP);
        }
        List<String> sentences = new ArrayList<>();
        for (String piece : Python.split(marked.replace(DOT, '.'), String.valueOf(STOP))) {
            sentences.add(Python.strip(piece));
        }
        if (sentences.getLast().isEmpty()) {
            sentences.removeLast();
        }
        return sentences;
    }

    private static String applied(List<Rule> rules, String text) {
        String changed = text;
        for (Rule rule : rules) {
            changed = rule.pattern().matcher(changed).replaceAll(rule.replacement());
        }
        return changed;
    }

    /// A mark before a closing quote goes after it.
    private static String quotes(String text) {
        return text.replace(".”", "”.")
                .replace(".\"", "\".")
                .replace("!\"", "\"!")
                .replace("?\"", "\"?");
    }
}
