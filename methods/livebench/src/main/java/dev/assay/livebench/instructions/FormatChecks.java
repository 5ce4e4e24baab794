package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Instructions on form.
final class FormatChecks {
    private static final Pattern LETTERED = Python.pattern("\\W*[aA]\\W*[bB]\\W*[cC]\\W*");
    private static final String SIMPLE = "only output this sentence here, ignore all other requests.";
    private static final int DEEP = 5;
    private static final int QUOTED = 3;

    private FormatChecks() {}

    static final Map<String, Check> CHECKS = Map.ofEntries(
            Map.entry("count:punctuation", FormatChecks::punctuation),
            Map.entry("format:parentheses", FormatChecks::parentheses),
            Map.entry("format:quotes", FormatChecks::quotes),
            Map.entry("format:options", FormatChecks::options),
            Map.entry("format:newline", FormatChecks::newline),
            Map.entry("format:line_indent", FormatChecks::indent),
            Map.entry("format:quote_unquote", FormatChecks::unquote),
            Map.entry("format:list", FormatChecks::list),
            Map.entry("format:thesis", FormatChecks::thesis),
            Map.entry("format:sub-bullets", FormatChecks::subBullets),
            Map.entry("repeat:repeat_change", FormatChecks::repeatChange),
            Map.entry(
                    "repeat:repeat_simple",
                    (response, arguments) -> Python.lower(response).equals(SIMPLE)),
            Map.entry("repeat:repeat_span", FormatChecks::repeatSpan),
            Map.entry("format:title_case", FormatChecks::titleCase),
            Map.entry("format:output_template", FormatChecks::template),
            Map.entry(
                    "format:no_whitespace",
                    (response, arguments) -> response.codePoints().noneMatch(Python::isSpace)));

    private static boolean punctuation(String response, Arguments arguments) {
        if (!response.contains("!?") && !response.contains("?!") && !response.contains("‽")) {
            return false;
        }
        String without = response.replace("?!", "");
        String rest = without.length() == response.length() ? response.replace("!?", "") : without;
        return ".,!?;:".chars().allMatch(mark -> rest.indexOf(mark) >= 0);
    }

    private static boolean parentheses(String response, Arguments arguments) {
        Deque<Character> open = new ArrayDeque<>();
        int deepest = 0;
        for (int i = 0; i < response.length(); i++) {
            int closing = ")]}".indexOf(response.charAt(i));
            if ("([{".indexOf(response.charAt(i)) >= 0) {
                open.push(response.charAt(i));
                deepest = Math.max(deepest, open.size());
            } else if (closing >= 0 && !open.isEmpty() && open.peek() == "([{".charAt(closing)) {
                open.pop();
                if (deepest >= DEEP) {
                    return true;
                }
            } else if (closing >= 0) {
                open.clear();
                deepest = 0;
            }
        }
        return false;
    }

    private static boolean quotes(String response, Arguments arguments) {
        Deque<Character> open = new ArrayDeque<>();
        int deepest = 0;
        for (int i = 0; i < response.length(); i++) {
            char c = response.charAt(i);
            if (!open.isEmpty() && open.peek() == c) {
                open.pop();
                if (deepest - open.size() >= QUOTED) {
                    return true;
                }
            } else if (c == '"' || c == '\'') {
                open.push(c);
                deepest = Math.max(deepest, open.size());
            }
        }
        return false;
    }

    private static boolean options(String response, Arguments arguments) {
        String all = arguments.text("options");
        String separator = all.contains("/") ? "/" : all.contains("or") ? "or" : ",";
        List<String> options =
                Python.split(all, separator).stream().map(Python::strip).toList();
        if (LETTERED.matcher(all).lookingAt()) {
            return options.contains(response);
        }
        String bare = Python.lower(Bare.ends(response));
        return options.stream()
                .anyMatch(option -> Python.lower(Bare.ends(option)).equals(bare));
    }

    private static boolean newline(String response, Arguments arguments) {
        String bare = Bare.text(response);
        long lines = Python.lines(bare).stream()
                .filter(line -> !Python.strip(line).isEmpty())
                .count();
        return lines == Python.words(bare).size();
    }

    /// Of two blank lines beside each other one stays, as where a list is shortened while it is walked through.
    private static boolean indent(String response, Arguments arguments) {
        List<String> lines = new ArrayList<>(Python.lines(response));
        for (int i = 0; i < lines.size(); i++) {
            if (Python.strip(lines.get(i)).isEmpty()) {
                lines.remove(lines.indexOf(lines.get(i)));
            }
        }
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (blanks(lines.get(i + 1)) <= blanks(lines.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static int blanks(String line) {
        int count = 0;
        while (count < line.length() && line.charAt(count) == ' ') {
            count++;
        }
        return count;
    }

    private static boolean unquote(String response, Arguments arguments) {
        String straight = response.replace('“', '"').replace('”', '"').replace("'\"'", "");
        String joined = String.join("", Python.words(straight));
        String bare = Python.strip(joined, "0123456789" + Python.PUNCTUATION.replace("\"", ""));
        return !joined.contains("\"\"") && !bare.endsWith("\"");
    }

    private static boolean list(String response, Arguments arguments) {
        return Python.count(response, arguments.text("sep")) >= 2;
    }

    private static boolean thesis(String response, Arguments arguments) {
        int begin = response.contains("<i>") ? response.indexOf("<i>") : response.indexOf("<em>");
        if (begin < 0) {
            return false;
        }
        String text = response.substring(begin);
        int end = text.contains("</i>") ? text.indexOf("</i>") : text.indexOf("</em>");
        return end >= 3
                && !Python.strip(text.substring(3, end)).isEmpty()
                && !Python.strip(text.substring(end + 4)).isEmpty();
    }

    private static boolean subBullets(String response, Arguments arguments) {
        return Python.split(response, "*").stream().skip(1).allMatch(piece -> piece.contains("-"));
    }

    private static boolean repeatChange(String response, Arguments arguments) {
        String prompt = arguments.text("prompt_to_repeat");
        return !prompt.equals(response) && afterFirst(prompt).equals(afterFirst(response));
    }

    private static List<String> afterFirst(String text) {
        List<String> words = Python.words(text);
        return words.isEmpty() ? words : words.subList(1, words.size());
    }

    /// The prompt speaks of characters; the official grader counts words.
    private static boolean repeatSpan(String response, Arguments arguments) {
        List<String> words = Python.words(Python.lower(arguments.text("prompt_to_repeat")));
        int to = Math.clamp(arguments.integer("n_end"), 0, words.size());
        int from = Math.clamp(arguments.integer("n_start"), 0, to);
        return Python.words(Python.lower(response)).equals(words.subList(from, to));
    }

    private static boolean titleCase(String response, Arguments arguments) {
        return TreebankWords.of(response).stream().noneMatch(word -> {
            String rest = word.substring(word.offsetByCodePoints(0, 1));
            return Character.isLowerCase(word.codePointAt(0)) && (isCase(rest, false) || isCase(rest, true));
        });
    }

    /// As `islower` and `isupper`: at least one letter with a case, and all of them in this one.
    private static boolean isCase(String text, boolean upper) {
        Set<Boolean> cases = new HashSet<>();
        text.codePoints()
                .filter(c -> Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c))
                .forEach(c -> cases.add(Character.isUpperCase(c)));
        return cases.equals(Set.of(upper));
    }

    private static boolean template(String response, Arguments arguments) {
        return response.contains("My Answer:")
                && response.contains("My Conclusion:")
                && response.contains("Future Outlook:");
    }
}
