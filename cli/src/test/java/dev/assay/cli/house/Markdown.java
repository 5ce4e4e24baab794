package dev.assay.cli.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the documentation tests need to know of a Markdown page.
final class Markdown {
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Pattern MARK = Pattern.compile("<!-- example: (\\S+)#(\\S+) -->");

    private Markdown() {}

    /// A fenced block.
    ///
    /// @param language after the fence, may be empty
    /// @param text     its lines
    /// @param mark     `File.java#region`, if an example mark stands right before it
    record Block(String language, String text, Optional<String> mark) {}

    static List<Block> blocks(String page) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = page.lines().toList();
        String before = "";
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith("```")) {
                int end = at + 1;
                while (end < lines.size() && !lines.get(end).startsWith("```")) {
                    end++;
                }
                blocks.add(new Block(
                        line.substring(3).strip().toLowerCase(Locale.ROOT),
                        String.join("\n", lines.subList(at + 1, end)),
                        mark(before)));
                at = end;
            } else if (!line.isBlank()) {
                before = line;
            }
            at++;
        }
        return blocks;
    }

    private static Optional<String> mark(String line) {
        Matcher matcher = MARK.matcher(line.strip());
        return matcher.matches() ? Optional.of(matcher.group(1) + "#" + matcher.group(2)) : Optional.empty();
    }

    /// The targets of links outside fenced blocks that lead into the repository, without their fragment.
    static List<String> relativeLinks(String page) {
        StringBuilder prose = new StringBuilder();
        boolean inside = false;
        for (String line : page.lines().toList()) {
            inside ^= line.startsWith("```");
            prose.append(inside ? "" : line).append('\n');
        }
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1).replaceFirst("#.*", ""))
                .filter(target -> !target.isEmpty() && !target.matches("[a-z][a-z0-9+.-]*:.*"))
                .toList();
    }

    /// The commands in the page's shell blocks that start Assay, as words; a prompt before them is left out.
    static List<List<String>> commands(String page) {
        return blocks(page).stream()
                .filter(block -> List.of("sh", "bash", "console", "shell").contains(block.language()))
                .flatMap(block -> block.text().lines())
                .map(line -> line.strip().replaceFirst("^\\$ ", "").replaceFirst("\\s+#.*$", ""))
                .filter(line -> line.matches("(\\./)?assay( .*)?"))
                .map(line -> words(line.replaceFirst("\\s*[|><].*$", "")))
                .map(words -> words.subList(1, words.size()))
                .toList();
    }

    /// A command line as words; blanks between double quotes do not part them.
    static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .toList();
    }

    /// The text of a region of an example, without the indentation that all its lines share.
    ///
    /// @throws IllegalArgumentException if there is no such region
    static String region(String source, String name) {
        List<String> lines = source.lines().toList();
        List<String> trimmed = lines.stream().map(String::strip).toList();
        int start = trimmed.indexOf("// region " + name);
        if (start < 0) {
            throw new IllegalArgumentException("no region " + name);
        }
        List<String> after = trimmed.subList(start, trimmed.size());
        int end = start + after.indexOf("// endregion");
        if (end < start) {
            throw new IllegalArgumentException("region " + name + " has no end");
        }
        return String.join("\n", lines.subList(start + 1, end)).stripIndent();
    }
}
