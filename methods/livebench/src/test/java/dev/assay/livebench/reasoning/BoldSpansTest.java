package dev.assay.livebench.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BoldSpansTest {
    private static final Pattern OFFICIAL = Python.pattern("(\\*{2,})(.*?)\\1");

    private static List<BoldSpans> byPattern(String text) {
        List<BoldSpans> spans = new ArrayList<>();
        Matcher matcher = OFFICIAL.matcher(text);
        while (matcher.find()) {
            spans.add(new BoldSpans(matcher.group(1), matcher.group(2)));
        }
        return spans;
    }

    @Test
    void spans_are_those_of_the_official_pattern() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append("****a \n".charAt(random.nextInt(7)));
            }
            assertThat(BoldSpans.of(text.toString())).as(text.toString()).isEqualTo(byPattern(text.toString()));
        }
    }
}
