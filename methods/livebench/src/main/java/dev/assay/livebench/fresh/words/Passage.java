package dev.assay.livebench.fresh.words;

import dev.assay.livebench.instructions.Sentences;
import dev.assay.livebench.text.Python;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One text that questions are made from: a news article, an abstract, a plot summary.
///
/// @param name  what it is known by, such as its file's name
/// @param title its title, or its name where it has none
/// @param text  its sentences, without the title
/// @param date  when it was written, as `YYYY-MM-DD`
public record Passage(String name, String title, String text, Optional<String> date) {
    /// Questions use the beginning of a text only; what lies beyond is not read.
    private static final int MOST_CHARACTERS = 20_000;

    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?!\\d).*");

    public Passage {
        if (name.isBlank() || title.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException("a passage has a name, a title and a text");
        }
    }

    /// A passage from a file's content. Its first line is the title if an empty line follows it; a name
    /// that begins with a date says when it was written.
    ///
    /// @throws IllegalArgumentException if there is no text
    public static Passage of(String name, String content) {
        Optional<String> date =
                Optional.of(DATE.matcher(name)).filter(Matcher::matches).map(matcher -> matcher.group(1));
        String text = content.replace("\r\n", "\n").strip();
        int first = text.indexOf('\n');
        int second = text.indexOf('\n', first + 1);
        if (first < 0 || second < 0 || !text.substring(first, second).isBlank()) {
            return new Passage(name, name, text, date);
        }
        String title = Python.strip(text.substring(0, first), "# ");
        return new Passage(
                name, title.isBlank() ? name : title, text.substring(second).strip(), date);
    }

    /// The sentences at its beginning, each on one line.
    public List<String> sentences() {
        String line = String.join(" ", Python.words(beginning()));
        List<String> sentences = Sentences.of(line);
        boolean cut = text.length() > MOST_CHARACTERS && sentences.size() > 1;
        return cut ? sentences.subList(0, sentences.size() - 1) : sentences;
    }

    private String beginning() {
        return text.substring(0, Math.min(MOST_CHARACTERS, text.length()));
    }
}
