package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Plot.Mark;
import dev.assay.base.evidence.Plot.Series;
import dev.assay.base.evidence.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Whatever stands in the evidence, the page keeps its structure.
class HostileEvidenceTest {
    private static final List<String> ATTACKS = List.of(
            "<script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "</svg></style><img src=x onerror=alert(1)>",
            "\" onmouseover=\"alert(1)",
            "' onmouseover='alert(1)",
            "[x](javascript:alert(1))",
            "![x](http://evil.example/x.png)",
            "| a | b |\n|---|---|\n| c | d |",
            "```\ncode",
            "<details open ontoggle=alert(1)>",
            "&#60;script&#62;",
            "a\u0000b\u202Ec\uD800",
            "]]><!--",
            "x\"><a href=\"javascript:alert(1)\">y</a>");

    private static final String BENIGN = "plain words";

    @Property(tries = 40)
    void the_page_has_the_same_elements_as_with_plain_words(@ForAll("hostile") String text) {
        Document hostile = Jsoup.parse(DossierWriter.html(dossier(text)));
        Document plain = Jsoup.parse(DossierWriter.html(dossier(BENIGN)));
        assertThat(skeleton(hostile)).isEqualTo(skeleton(plain));
    }

    @Property(tries = 40)
    void the_markdown_has_the_same_shape_as_with_plain_words(@ForAll("hostile") String text) {
        String hostile = DossierWriter.markdown(dossier(text));
        String plain = DossierWriter.markdown(dossier(BENIGN));
        MarkdownTables.check(hostile);
        assertThat(hostile.lines().count()).isEqualTo(plain.lines().count());
        String outsideEscapes = hostile.replaceAll("\\\\.", "");
        assertThat(outsideEscapes).doesNotContain("<", "](", "![", "`", "://");
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.of(ATTACKS),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(40).map(text -> "w" + text + "w"),
                Arbitraries.strings()
                        .withChars("<>\"'&`|[](){}!*_#-=\\/$~:;@\n\t ")
                        .ofMaxLength(30)
                        .map(text -> "w" + text + "w"));
    }

    private static String skeleton(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName() + " "
                        + element.attributes().asList().stream()
                                .map(attribute -> attribute.getKey())
                                .sorted()
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }

    static Dossier dossier(String text) {
        double[] x = {1, 2, 3};
        return new Dossier(
                text,
                text,
                Sample.CREATED,
                List.of(new Evidence(
                        text,
                        text,
                        text,
                        text.replaceAll("\\R", " "),
                        List.of(
                                Measure.of(text, 1, text).withNote(text),
                                Measure.of(text, new Interval(1, 0, 2, 0.9, 4), text)),
                        List.of(new Table(text, List.of(text, text), List.of(List.of(text, "x" + text)))),
                        List.of(new Plot(
                                text,
                                Plot.Axis.linear(text),
                                Plot.Axis.logarithmic(text),
                                List.of(
                                        Series.of(text, Mark.LINE, x, x),
                                        new Series(text, Mark.POINTS, x, x, x, x),
                                        Series.of(text, Mark.BARS, x, x)))),
                        List.of(new Finding(Finding.Severity.ISSUE, text), new Finding(Finding.Severity.PASSED, text)),
                        new Provenance(
                                text,
                                1,
                                Map.of(text, text),
                                Map.of(text, text),
                                Map.of(text, text),
                                Map.of(text, text)))));
    }
}
