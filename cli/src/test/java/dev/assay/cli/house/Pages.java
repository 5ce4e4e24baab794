package dev.assay.cli.house;

import java.nio.file.Path;
import java.util.List;

/// What the pages say, for tests outside this package.
public final class Pages {
    private Pages() {}

    /// The launcher.
    public static Path launcher() {
        return Repository.root().resolve("assay");
    }

    /// Every command that a page tells its reader to type, as words after `assay`.
    public static List<List<String>> commands() {
        return Repository.files(".md").stream()
                .flatMap(page -> Markdown.commands(Repository.read(page)).stream())
                .toList();
    }

    /// A command line as words; blanks between double quotes do not part them.
    public static List<String> words(String line) {
        return Markdown.words(line);
    }
}
