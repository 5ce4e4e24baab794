package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What WordNet says of a concept: a definition and some examples of use.
///
/// WordNet writes both in one line, `definition; more of it; "an example"; "another"- its author`.
///
/// @param definition the whole definition, without the examples
/// @param examples   the examples, without quotation marks
public record Gloss(String definition, List<String> examples) {
    /// The longest brief forms that the data shows, in characters: a question's, a sentence's.
    static final int QUESTION = 80;

    static final int SENTENCE = 110;
    static final List<Integer> LENGTHS = List.of(QUESTION, SENTENCE);

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern EXAMPLES = Pattern.compile("(?:^|[;:])\\s*\"");
    private static final Pattern PARENTHESES = Pattern.compile("\\s*\\([^()]*\\)");
    private static final Pattern DANGLING = Pattern.compile(
            "([ ,](and|or|of|to|in|as|by|for|from|on|at|with|the|an?|is|are|be|not|often|usually|especially|also|"
                    + "generally|sometimes|typically|formerly|commonly|but|that|which|who|into|than))+$");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final List<String> CUTS = List.of(
            " that ",
            " which ",
            " who ",
            " whose ",
            " where ",
            " when ",
            " with ",
            " used ",
            " having ",
            " especially ",
            " such as ",
            " because ",
            " while ",
            " but ",
            " consisting ",
            ", ");
    private static final int SHORTEST = 12;
    private static final int SHORTEST_BEFORE_COMMA = 40;

    public Gloss {
        examples = List.copyOf(examples);
    }

    /// Takes a gloss line of WordNet apart.
    static Gloss parse(String line) {
        String text = line.replace("``", "\"").replace("''", "\"").replace('`', '\'');
        // A quotation in the middle of the definition is part of it: only what follows a semicolon is an example.
        Matcher start = EXAMPLES.matcher(text);
        boolean hasExamples = start.find();
        String definition = hasExamples ? text.substring(0, start.start()) : text;
        List<String> examples = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(hasExamples ? text.substring(start.start()) : "");
        while (quoted.find()) {
            examples.add(trim(quoted.group(1)));
        }
        examples.removeIf(String::isEmpty);
        return new Gloss(trim(definition.replace("\"", "")), examples);
    }

    /// The first statement of the definition, without parentheses, of at most `limit` characters.
    ///
    /// Where it is longer it is cut before a clause; where no such place is found there is no brief form.
    Optional<String> brief(int limit) {
        String bare = definition;
        for (int left = bare.length() + 1; bare.indexOf('(') >= 0 && bare.length() < left; ) {
            left = bare.length();
            bare = PARENTHESES.matcher(bare).replaceAll("");
        }
        int end = bare.indexOf(';');
        String first = trim(end < 0 ? bare : bare.substring(0, end));
        if (first.length() > limit) {
            first = whole(first.substring(0, cut(first, limit)));
        }
        boolean usable = first.length() >= SHORTEST
                && first.indexOf('(') < 0
                && first.indexOf(')') < 0
                && !first.toLowerCase(Locale.ROOT).startsWith("see ");
        return usable ? Optional.of(first) : Optional.empty();
    }

    /// The text without the words at its end that ask for more.
    private static String whole(String text) {
        String trimmed = trim(text);
        Matcher m = DANGLING.matcher(trimmed);
        return m.find() ? trim(trimmed.substring(0, m.start())) : trimmed;
    }

    private static int cut(String text, int limit) {
        int best = 0;
        for (String boundary : CUTS) {
            boolean weak = boundary.equals(", ");
            int at = text.lastIndexOf(boundary, limit);
            if (at > best && at >= (weak ? SHORTEST_BEFORE_COMMA : SHORTEST)) {
                best = at;
            }
        }
        return best;
    }

    private static String trim(String text) {
        String spaced = text.contains("  ") ? SPACES.matcher(text).replaceAll(" ") : text;
        int start = 0;
        int end = spaced.length();
        while (start < end && isEdge(spaced.charAt(start))) {
            start++;
        }
        while (end > start && isEdge(spaced.charAt(end - 1))) {
            end--;
        }
        return spaced.substring(start, end);
    }

    private static boolean isEdge(char c) {
        return Character.isWhitespace(c) || ";:,.-".indexOf(c) >= 0;
    }
}
