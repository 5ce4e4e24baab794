package dev.assay.report.internal;

import dev.assay.base.evidence.Measure;

/// A number with its interval on the page, which breaks into lines only between its parts.
final class HtmlNumbers {
    private HtmlNumbers() {}

    static void write(Html html, Measure measure) {
        html.open("span", "class", "numbers").element("b", Numbers.value(measure));
        measure.interval()
                .ifPresent(interval -> html.text(" ")
                        .element("span", Numbers.ends(interval, measure.unit()), "class", "muted")
                        .text(" ")
                        .element("span", Numbers.basis(interval), "class", "muted"));
        html.close("span");
    }
}
