package dev.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every code that this room speaks has a page, and no page of this room's is left over.
class ProblemPagesTest {
    private static final Pattern CODE = Pattern.compile("\"(ASSAY-\\d02\\d)\"");

    @Test
    void codes_and_pages_match() throws IOException {
        var codes = new TreeSet<String>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                CODE.matcher(Files.readString(source)).results().forEach(found -> codes.add(found.group(1)));
            }
        }
        var pages = new TreeSet<String>();
        try (Stream<Path> files = Files.list(Path.of("../docs/problems"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("ASSAY-[2-6]02\\d\\.md"))
                    .forEach(name -> pages.add(name.substring(0, "ASSAY-0000".length())));
        }
        assertThat(pages).isEqualTo(codes);
        for (String code : codes) {
            assertThat(Files.readString(Path.of("../docs/problems", code + ".md")))
                    .startsWith("# " + code + ": ")
                    .contains("## What it means", "## Why it happens", "## How to mend it");
        }
    }
}
