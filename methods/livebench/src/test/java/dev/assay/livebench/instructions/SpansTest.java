package dev.assay.livebench.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.text.Python;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void spans_are_those_of_the_official_patterns() {
        Pattern brackets = Python.pattern("\\[.*?\\]");
        Pattern titles = Python.pattern("<<[^\\n]+>>");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append("[]<>a\n".charAt(random.nextInt(6)));
            }
            assertThat(Spans.bracketed(text.toString()))
                    .as(text.toString())
                    .isEqualTo(Python.findAll(brackets, text.toString()).size());
            assertThat(Spans.titles(text.toString()))
                    .as(text.toString())
                    .isEqualTo(Python.findAll(titles, text.toString()));
        }
    }
}
