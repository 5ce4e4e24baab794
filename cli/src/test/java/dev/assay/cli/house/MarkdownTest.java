package dev.assay.cli.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The documentation tests are only as good as their reading of a page.
final class MarkdownTest {
    @Test
    void a_block_knows_its_language_and_its_mark() {
        List<Markdown.Block> blocks = Markdown.blocks(
                "text\n<!-- example: Score.java#open -->\n\n```java\nint a;\nint b;\n```\nmore\n```\nx\n```\n");
        assertThat(blocks).hasSize(2);
        assertThat(blocks.getFirst().language()).isEqualTo("java");
        assertThat(blocks.getFirst().text()).isEqualTo("int a;\nint b;");
        assertThat(blocks.getFirst().mark()).contains("Score.java#open");
        assertThat(blocks.getLast().mark()).isEmpty();
    }

    @Test
    void links_into_the_repository_are_found_and_others_left() {
        String page = "[a](docs/a.md#part) [b](https://example.org/x) [c](#here) [d](mailto:x@example.org)\n"
                + "```\n[e](no.md)\n```\n[f](../g.md)";
        assertThat(Markdown.relativeLinks(page)).containsExactly("docs/a.md", "../g.md");
    }

    @Test
    void commands_are_read_without_prompt_comment_and_pipe() {
        String page = "```sh\n$ ./assay doctor --json | head   # look\nmvn verify\nassay\n```\n```java\nassay no\n```";
        assertThat(Markdown.commands(page)).containsExactly(List.of("doctor", "--json"), List.of());
    }

    @Test
    void a_region_loses_the_indentation_that_its_lines_share() {
        String source = "class A {\n    // region one\n    if (x) {\n        y();\n    }\n    // endregion\n}\n";
        assertThat(Markdown.region(source, "one")).isEqualTo("if (x) {\n    y();\n}");
        assertThatIllegalArgumentException().isThrownBy(() -> Markdown.region(source, "two"));
        assertThatIllegalArgumentException().isThrownBy(() -> Markdown.region("// region open\n", "open"));
    }
}
