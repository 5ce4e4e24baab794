package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.util.List;
import java.util.regex.Pattern;

/// Words after the rules of the Penn Treebank: punctuation apart, `don't` as `do` and `n't`.
final class TreebankWords {
    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String regex, String replacement) {
            return new Rule(Python.pattern(regex), replacement);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of("([«“‘„]|[`]+)", " $1 "),
            Rule.of("\\A\"", "``"),
            Rule.of("([ (\\[{<])(\"|'{2})", "$1 `` "),
            Rule.of("(?i)(')(?!re|ve|ll|m|t|s|d|n)(\\w)\\b", "$1 $2"),
            Rule.of("([^.])(\\.)([\\])}>\"'»”’ ]*)\\s*\\z", "$1 $2 $3 "),
            Rule.of("([:,])([^\\d])", " $1 $2"),
            Rule.of("([:,])\\z", " $1 "),
            Rule.of("(\\.{2,})", " $1 "),
            Rule.of("([;@#$%&])", " $1 "),
            Rule.of("([?!])", " $1 "),
            Rule.of("([^'])' ", "$1 ' "),
            Rule.of("([*])", " $1 "),
            Rule.of("([\\]\\[(){}<>])", " $1 "),
            Rule.of("--", " -- "),
            Rule.of("([»”’])", " $1 "),
            Rule.of("''", " '' "),
            Rule.of("\"", " '' "),
            Rule.of("([^' ])('[sSmMdD]|') ", "$1 $2 "),
            Rule.of("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", "$1 $2 "),
            Rule.of("(?i)\\b(can)(not)\\b", " $1 $2 "),
            Rule.of("(?i)\\b(gim|lem)(me)\\b", " $1 $2 "),
            Rule.of("(?i)\\b(gon|wan)(na)\\b", " $1 $2 "),
            Rule.of("(?i)\\b(got)(ta)\\b", " $1 $2 "),
            Rule.of("(?i)\\b(d)('ye)\\b", " $1 $2 "),
            Rule.of("(?i)\\b(more)('n)\\b", " $1 $2 "));

    private TreebankWords() {}

    /// The words of a text that hold a small letter.
    static List<String> of(String text) {
        return all(text).stream().filter(Bare::hasSmallLetter).toList();
    }

    /// The words of a text, with signs of punctuation as words of their own.
    static List<String> all(String text) {
        return Sentences.of(text).stream()
                .flatMap(sentence -> words(sentence).stream())
                .toList();
    }

    private static List<String> words(String sentence) {
        String changed = sentence;
        for (Rule rule : RULES) {
            changed = rule.pattern().matcher(changed).replaceAll(rule.replacement());
            if (rule.pattern().pattern().equals("\"")) {
                changed = " " + changed + " ";
            }
        }
        return Python.words(changed);
    }
}
