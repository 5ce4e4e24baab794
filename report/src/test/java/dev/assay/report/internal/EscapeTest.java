package dev.assay.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {
    @Property
    void a_parser_reads_back_exactly_the_visible_text(@ForAll String text) {
        String html = new Html().element("p", text, "title", text).done();
        Element body = Jsoup.parseBodyFragment(html).body();
        assertThat(body.getAllElements()).hasSize(2);
        Element p = body.child(0);
        assertThat(p.wholeText()).isEqualTo(Escape.visible(text));
        assertThat(p.attributes().size()).isEqualTo(1);
        assertThat(p.attr("title")).isEqualTo(Escape.visible(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' autofocus onfocus='alert(1)",
                "</title></style></svg><script>x</script>",
                "<!--",
                "]]>",
                "&lt;b&gt;",
                "`${x}`",
            })
    void attacks_stay_text(String attack) {
        Element body = Jsoup.parseBodyFragment(
                        new Html().element("td", attack).done().replace("td", "p"))
                .body();
        assertThat(body.select("script, img, style")).isEmpty();
        assertThat(body.wholeText().strip()).contains(attack.replace("td", "p").strip());
    }

    @Test
    void characters_that_hide_or_turn_text_are_replaced() {
        assertThat(Escape.visible("a\u0000b\u202Ec\u2066d\uD800e\uFFFFf\u0085g"))
                .isEqualTo("a�b�c�d�e�f�g");
        assertThat(Escape.visible("naïve 数据 שלום 😀\n\t")).isEqualTo("naïve 数据 שלום 😀\n\t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "a|b→a\\|b",
                "`x`→\\`x\\`",
                "**b** _i_ [l](javascript:x)→\\*\\*b\\*\\* \\_i\\_ \\[l\\](javascript:x)",
                "<b>&amp;→&lt;b&gt;&amp;amp;",
                "# head→\\# head",
                "- item→\\- item",
                "12. item→12\\. item",
                "1.5 is a number→1.5 is a number",
                "see https://x.y and www.x.y→see https&#58;//x.y and www&#46;x.y",
                "a@b.c→a&#64;b.c",
            })
    void markdown_is_taken_literally(String text, String expected) {
        assertThat(Escape.markdown(text)).isEqualTo(expected);
    }

    @Property
    void a_markdown_cell_is_one_line_without_an_open_bar(@ForAll String text) {
        String cell = Escape.markdown(text);
        assertThat(cell).doesNotContain("\n", "\r", "<", ">");
        assertThat(cell.replaceAll("\\\\.", "")).doesNotContain("|", "`", "[", "]", "*", "_", "\\");
    }

    @Test
    void the_page_links_to_itself_alone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Html().open("a", "href", "javascript:alert(1)"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Html().open("a", "href", "//example.org"));
        assertThat(new Html().element("a", "x", "href", "#chapter-1").done()).contains("href=\"#chapter-1\"");
    }

    @Test
    void elements_close_in_order() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Html().open("p").open("b").close("p"));
        assertThatIllegalStateException().isThrownBy(() -> new Html().open("p").done());
    }
}
