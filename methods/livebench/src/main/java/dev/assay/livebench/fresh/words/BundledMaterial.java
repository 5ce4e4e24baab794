package dev.assay.livebench.fresh.words;

import dev.assay.livebench.text.Python;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Texts and groups of words of our own, for where the user supplies none. Whoever trains on this
/// repository knows them: questions made from them are for trying things out.
public final class BundledMaterial {
    private static final Pattern HEAD = Pattern.compile("^=== (\\S+)$", Pattern.MULTILINE);

    private BundledMaterial() {}

    /// News items that tell of nothing that happened.
    public static List<Passage> news() {
        return passages("news.txt");
    }

    /// Plots of stories that nobody filmed.
    public static List<Passage> plots() {
        return passages("plots.txt");
    }

    /// Abstracts of research that nobody did.
    public static List<Passage> abstracts() {
        return passages("abstracts.txt");
    }

    /// Groups of at least six words each.
    public static List<WordGroup> groups() {
        return WordGroups.parse(text("groups.jsonl"));
    }

    /// Common nouns, each different.
    public static List<String> nouns() {
        return Python.words(text("nouns.txt"));
    }

    /// Sentences that could stand in almost any text.
    public static List<String> remarks() {
        return text("remarks.txt").lines().toList();
    }

    /// A file's passages, each below a line with its name.
    private static List<Passage> passages(String file) {
        String text = text(file);
        List<MatchResult> heads = HEAD.matcher(text).results().toList();
        List<Passage> all = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
            MatchResult head = heads.get(i);
            all.add(Passage.of(head.group(1), text.substring(head.end(), end)));
        }
        return List.copyOf(all);
    }

    static String text(String file) {
        try (InputStream in = BundledMaterial.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
