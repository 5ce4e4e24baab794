package dev.assay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.reference.Family;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.Shape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStepsTest {
    @TempDir
    Path folder;

    @Test
    void the_first_lines_write_a_text_and_a_log_probability() {
        Path model = folder.resolve("model");
        RandomCheckpoint.write(model, Shape.of(Family.LLAMA).withVocabulary(300).withContext(96), 1);
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            FirstSteps.main(new String[] {model.toString()});
        } finally {
            System.setOut(before);
        }
        String[] lines = written.toString(StandardCharsets.UTF_8).strip().split("\n");
        assertThat(Double.parseDouble(lines[lines.length - 1])).isNegative();
    }
}
