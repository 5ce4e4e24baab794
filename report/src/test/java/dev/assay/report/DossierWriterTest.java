package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.base.AssayException;
import dev.assay.base.evidence.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DossierWriterTest {
    private final Dossier dossier = Sample.dossier();
    private final Path folder = Path.of("target", "sample");
    private Document page = new Document("");
    private String markdown = "";

    @BeforeAll
    void write() throws IOException {
        DossierWriter.Written files = DossierWriter.write(dossier, folder);
        page = Jsoup.parse(Files.readString(files.html()));
        markdown = Files.readString(files.markdown());
    }

    @Test
    void the_page_asks_the_network_for_nothing() {
        assertThat(page.select("script, link, iframe, object, embed, img, image, base, form, video, audio"))
                .isEmpty();
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on");
                assertThat(attribute.getValue()).doesNotContain("http:", "https:", "javascript:", "data:text");
                if (List.of("href", "xlink:href", "src").contains(attribute.getKey())) {
                    assertThat(attribute.getValue()).matches("#.+|dossier\\.(md|json)");
                }
            }
        }
        assertThat(page.select("style").html()).doesNotContain("http", "@import", "url(");
    }

    @Test
    void its_policy_forbids_scripts_and_loads() {
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
        assertThat(policy).startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        assertThat(policy).doesNotContain("script-src", "http");
    }

    @Test
    void headings_descend_without_a_gap_under_one_title() {
        assertThat(page.select("h1")).hasSize(1);
        int level = 1;
        for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
            int next = heading.tagName().charAt(1) - '0';
            assertThat(next).as(heading.text()).isLessThanOrEqualTo(level + 1);
            assertThat(heading.text()).isNotBlank();
            level = next;
        }
    }

    @Test
    void landmarks_and_language_are_there() {
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("body > header, body > main, body > footer")).hasSize(3);
        assertThat(page.select("nav[aria-labelledby]")).hasSize(1);
        assertThat(page.select("meta[name=viewport]").attr("content")).contains("width=device-width");
        assertThat(page.title()).isEqualTo(dossier.title());
    }

    @Test
    void ids_are_unique_and_every_reference_finds_its_target() {
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        for (Element element : page.select("[aria-labelledby]")) {
            assertThat(ids).contains(element.attr("aria-labelledby").split(" "));
        }
        for (Element link : page.select("[href^=#]")) {
            assertThat(ids).contains(link.attr("href").substring(1));
        }
        for (Element clipped : page.select("[clip-path]")) {
            assertThat(ids).contains(clipped.attr("clip-path").replaceAll("url\\(#(.*)\\)", "$1"));
        }
    }

    @Test
    void every_header_cell_has_a_scope_and_every_row_all_its_cells() {
        assertThat(page.select("th:not([scope])")).isEmpty();
        for (Element table : page.select("table")) {
            int columns = table.select("thead th").size();
            assertThat(columns).isPositive();
            table.select("tbody tr")
                    .forEach(row -> assertThat(row.childrenSize()).isEqualTo(columns));
        }
    }

    @Test
    void every_picture_has_a_title_and_a_description() {
        Elements pictures = page.select("svg[role=img]");
        assertThat(pictures).hasSizeGreaterThan(20);
        for (Element svg : pictures) {
            assertThat(svg.select("> title").text()).isNotBlank();
            assertThat(svg.select("> desc").text()).isNotBlank();
        }
        assertThat(page.select("svg:not([role=img]):not([aria-hidden=true])")).isEmpty();
    }

    @Test
    void the_front_page_sums_up() {
        Elements rows = page.select("table.summary tbody tr");
        assertThat(rows).hasSize(5);
        Element first = rows.getFirst();
        assertThat(first.select("a").attr("href")).isEqualTo("#chapter-1");
        assertThat(first.child(1).text()).isEqualTo("Held-out accuracy, adapter 71 % [67 %, 75 %] (95 %, n = 400)");
        assertThat(first.select(".counts li").eachText())
                .containsExactly("1 issue", "1 tip", "1 not checked", "2 passed");
        assertThat(page.select("div.front ul.findings li.issue").text()).contains("Complaints", "Chapter 1");
        assertThat(page.select("dl.examined").text())
                .contains("tiny-512/model.safetensors (sha256 4f1c9b7e0d2a…)", "libtorch 2.10.0", "Linux 6.8")
                .contains("3, 9, 17, 18");
    }

    @Test
    void a_chapter_tells_everything_in_its_evidence() {
        Element chapter = page.select("article#chapter-1").getFirst();
        var evidence = dossier.chapters().getFirst();
        assertThat(chapter.text())
                .contains(evidence.question(), evidence.findings().getFirst().text());
        assertThat(chapter.select(".answer p")).hasSize(2);
        assertThat(chapter.select("table.measures tbody tr"))
                .hasSize(evidence.measures().size());
        assertThat(chapter.select("svg.interval")).hasSize(5);
        assertThat(chapter.select("figure")).hasSize(2);
        assertThat(chapter.select("figure details table tbody tr").size()).isGreaterThan(100);
        assertThat(chapter.select("details.provenance").text())
                .contains("schedule.kind", "4f1c9b7e0d2a6c85e3f7a1b4c9d0e2f36a7b8c9d0e1f2a3b4c5d6e7f8091a2b3", "17");
        assertThat(chapter.select(".findings li strong").eachText())
                .containsExactly("Issue", "Tip", "Not checked", "Passed", "Passed");
    }

    @Test
    void each_plot_is_drawn_for_wide_and_for_narrow_screens() {
        assertThat(page.select("svg.plot.wide")).hasSize(9);
        assertThat(page.select("svg.plot.narrow")).hasSize(9);
        assertThat(page.select(".empty").eachText()).containsExactly("There is no point to draw.");
    }

    @Test
    void no_drawing_names_a_colour() {
        assertThat(page.select("svg [fill], svg [stroke], svg [style]")).isEmpty();
    }

    @Test
    void the_page_is_smaller_than_half_a_megabyte() {
        assertThat(page.html().length()).isLessThan(500_000);
    }

    @Test
    void markdown_has_every_chapter_and_only_whole_tables() {
        dossier.chapters()
                .forEach(chapter ->
                        assertThat(markdown).contains(". " + chapter.title().strip()));
        assertThat(markdown).contains("71 % | \\[67 %, 75 %\\] (95 %, n = 400)").contains("**Issue:**");
        MarkdownTables.check(markdown);
    }

    @Test
    void the_json_reads_back_as_the_same_dossier() {
        Dossier read = Dossier.read(folder.resolve("dossier.json"));
        assertThat(read).isEqualTo(dossier);
        assertThat(DossierWriter.json(read)).isEqualTo(DossierWriter.json(dossier));
        assertThat(DossierWriter.html(read)).isEqualTo(DossierWriter.html(dossier));
        assertThat(read.count(Severity.ISSUE)).isEqualTo(1);
    }

    @Test
    void a_file_in_the_way_of_the_folder_is_a_problem(@TempDir Path temporary) throws IOException {
        Path file = Files.writeString(temporary.resolve("taken"), "x");
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> DossierWriter.write(dossier, file))
                .withMessageContainingAll("ASSAY-2091", "taken");
    }

    @Test
    void what_cannot_be_written_leaves_the_old_file_and_no_rest(@TempDir Path temporary) throws IOException {
        Path inTheWay = Files.createDirectories(temporary.resolve("dossier.md").resolve("full"));
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> DossierWriter.write(dossier, temporary))
                .withMessageContainingAll("ASSAY-5091", "dossier.md");
        assertThat(inTheWay).isDirectory();
        assertThat(temporary).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }
}
