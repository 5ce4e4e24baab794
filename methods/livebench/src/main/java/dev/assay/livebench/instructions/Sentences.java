package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts sentences after Punkt.
///
/// A dot ends a sentence unless it belongs to an abbreviation, an initial, or a number that a small
/// letter follows; after an abbreviation or an ellipsis a new sentence begins with a word that often
/// begins one. The abbreviations and beginnings are a list of our own, not those that the official
/// grader's copy of Punkt learned from newspapers: counts differ by one here and there where a text is
/// full of abbreviations.
///
/// Source: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection" (2006).
public final class Sentences {
    private static final Set<String> ABBREVIATIONS = Set.of(
            ("mr mrs ms messrs dr prof rev hon gen col lt maj capt sgt cmdr adm sen rep gov pres jr sr st ave blvd co corp"
                            + " inc ltd bros cos llc vs v jan feb mar apr aug sept oct nov dec mon tues wed thurs fri sat sun"
                            + " a.m p.m u.s u.k u.n d.c n.y n.j n.c s.c calif conn fla ga ill mass mich minn pa tenn tex va"
                            + " wash ariz colo ore wis ft oz lb ct ph.d")
                    .split(" "));
    private static final Set<String> BEGINNINGS = Set.of(
            ("the a an this that these those he she it they we i you in on at for but and so if when while after before"
                            + " as by there here his her their our my its however also one some many most all no not what"
                            + " why how who where")
                    .split(" "));
    private static final Pattern END = Python.pattern("[.?!](?=([)\";}\\]*:@'({\\[!?]|\\s+(\\S+)))");
    private static final Pattern NUMBER = Python.pattern("-?[.,]?\\d[\\d,.-]*");
    private static final Pattern CLOSING = Python.pattern("[\"')\\]}]+(?=\\s|--|$)");

    private Sentences() {}

    /// How many sentences a text has; 0 for one of white space.
    static int count(String text) {
        return of(text).size();
    }

    /// The sentences; closing quotes and brackets belong to the sentence before them.
    public static List<String> of(String text) {
        String trimmed = Python.stripEnd(text);
        List<String> sentences = new ArrayList<>();
        int begun = 0;
        Matcher matcher = END.matcher(trimmed);
        while (matcher.find()) {
            if (matcher.start() >= begun && ends(trimmed, matcher)) {
                int end = closed(trimmed, matcher.end());
                sentences.add(Python.strip(trimmed.substring(begun, end)));
                begun = end;
            }
        }
        String rest = Python.strip(trimmed.substring(begun));
        if (!rest.isEmpty()) {
            sentences.add(rest);
        }
        return sentences;
    }

    private static int closed(String text, int end) {
        Matcher closing = CLOSING.matcher(text);
        closing.region(end, text.length());
        return closing.lookingAt() ? closing.end() : end;
    }

    private static boolean ends(String text, Matcher matcher) {
        char mark = text.charAt(matcher.start());
        if (mark != '.' || matcher.group(2) == null) {
            return mark != '.' || !isInside(text, matcher);
        }
        String word = wordBefore(text, matcher.start());
        String next = matcher.group(2);
        String bare = word.toLowerCase(Locale.ROOT);
        if (word.endsWith("..") || word.equals(".")) {
            return isBeginning(next);
        }
        String type = bare.replaceFirst("^[\"'(\\[{*]+", "");
        if (isAbbreviation(type)) {
            return isBeginning(next);
        }
        if (type.length() == 1 && Character.isLetter(type.charAt(0))) {
            return !Character.isLetter(next.charAt(0)) || isBeginning(next);
        }
        return !NUMBER.matcher(type).matches() || !Character.isLowerCase(next.charAt(0));
    }

    /// A dot that punctuation follows at once: it ends a sentence unless its word is an abbreviation.
    private static boolean isInside(String text, Matcher matcher) {
        return isAbbreviation(wordBefore(text, matcher.start()).toLowerCase(Locale.ROOT));
    }

    private static boolean isAbbreviation(String type) {
        List<String> parts = Python.split(type, "-");
        return ABBREVIATIONS.contains(type) || ABBREVIATIONS.contains(parts.getLast());
    }

    private static boolean isBeginning(String next) {
        String word = next.replaceFirst("^[\"'(\\[{*]+", "").replaceFirst("[^\\p{L}].*$", "");
        return !word.isEmpty()
                && Character.isUpperCase(word.charAt(0))
                && BEGINNINGS.contains(word.toLowerCase(Locale.ROOT));
    }

    /// The word that a mark ends, without the mark.
    private static String wordBefore(String text, int mark) {
        int from = mark;
        while (from > 0 && !Python.isSpace(text.charAt(from - 1))) {
            from--;
        }
        return text.substring(from, mark);
    }
}
