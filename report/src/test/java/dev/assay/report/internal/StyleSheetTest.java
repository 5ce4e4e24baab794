package dev.assay.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Contrast as WCAG 2.2 reckons it, from the colours in the style sheet.
class StyleSheetTest {
    private static final List<String> TEXT =
            List.of("ink", "muted", "accent", "link", "passed", "tip", "issue", "not-checked");

    @Test
    void text_has_contrast_aa_in_both_schemes_and_on_paper() throws IOException {
        for (Map<String, Integer> scheme : schemes()) {
            for (String text : TEXT) {
                for (String ground : List.of("paper", "wash", "issue-wash")) {
                    assertThat(contrast(scheme, text, ground))
                            .as(text + " on " + ground)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
        }
    }

    @Test
    void marks_of_plots_have_contrast_aa_for_graphics() throws IOException {
        for (Map<String, Integer> scheme : schemes()) {
            for (int series = 1; series <= 8; series++) {
                assertThat(contrast(scheme, "s" + series, "paper"))
                        .as("series " + series)
                        .isGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void it_asks_the_network_for_nothing() throws IOException {
        assertThat(css()).doesNotContain("url(", "@import", "http", "@font-face");
    }

    private static List<Map<String, Integer>> schemes() throws IOException {
        String css = css();
        int dark = css.indexOf("prefers-color-scheme: dark");
        int print = css.indexOf("@media print");
        return List.of(
                colours(css.substring(0, dark)),
                colours(css.substring(dark, css.indexOf("*, *::before"))),
                colours(css.substring(print)));
    }

    private static Map<String, Integer> colours(String css) {
        Map<String, Integer> colours = new HashMap<>();
        Matcher found =
                Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6}|[0-9a-f]{3});").matcher(css);
        while (found.find()) {
            String hex = found.group(2).length() == 3 ? found.group(2).replaceAll("(.)", "$1$1") : found.group(2);
            colours.put(found.group(1), Integer.parseInt(hex, 16));
        }
        return colours;
    }

    private static double contrast(Map<String, Integer> scheme, String one, String other) {
        double a = luminance(Objects.requireNonNull(scheme.get(one), one));
        double b = luminance(Objects.requireNonNull(scheme.get(other), other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String css() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(HtmlDossier.class.getResourceAsStream("dossier.css"), "dossier.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
