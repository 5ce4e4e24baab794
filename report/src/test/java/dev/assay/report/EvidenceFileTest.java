package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import dev.assay.base.Problem;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceFileTest {
    @TempDir
    private Path folder = Path.of("target");

    @Test
    void one_piece_is_an_object_and_several_are_a_list() throws IOException {
        Path one = EvidenceFile.write(List.of(Sample.refusal()), folder.resolve("runs/one"));
        Path two = EvidenceFile.write(List.of(Sample.refusal(), Sample.scaling()), folder.resolve("runs/two"));
        assertThat(Files.readString(one)).startsWith("{");
        assertThat(Files.readString(two)).startsWith("[");
        assertThat(EvidenceFile.read(folder.resolve("runs/one"))).containsExactly(Sample.refusal());
        assertThat(EvidenceFile.read(two)).containsExactly(Sample.refusal(), Sample.scaling());
    }

    @Test
    void several_runs_make_one_dossier_in_their_order() {
        EvidenceFile.write(List.of(Sample.refusal()), folder.resolve("a"));
        EvidenceFile.write(List.of(Sample.scaling(), Sample.calibration()), folder.resolve("b"));
        Dossier merged = Dossier.ofRuns("t", "", Sample.CREATED, List.of(folder.resolve("b"), folder.resolve("a")));
        assertThat(merged.chapters()).containsExactly(Sample.scaling(), Sample.calibration(), Sample.refusal());
        DossierWriter.Written written = DossierWriter.write(merged, folder.resolve("out"));
        assertThat(EvidenceFile.read(written.json())).isEqualTo(merged.chapters());
    }

    @Test
    void all_missing_runs_are_named_at_once() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path list = Files.createDirectories(folder.resolve("list"));
        Files.writeString(list.resolve(EvidenceFile.NAME), "[]");
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Dossier.ofRuns("t", "", Sample.CREATED, List.of(folder.resolve("none"), empty, list)))
                .satisfies(thrown -> assertThat(thrown.problems())
                        .extracting(Problem::code)
                        .containsExactly("ASSAY-4093", "ASSAY-4093", "ASSAY-4093"));
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Dossier.ofRuns("t", "", Sample.CREATED, List.of()))
                .withMessageContaining("ASSAY-2092");
        assertThatIllegalArgumentException().isThrownBy(() -> EvidenceFile.write(List.of(), folder));
    }

    @Property(tries = 200)
    void every_bit_of_every_number_survives(
            @ForAll @Size(max = 20) double[] x, @ForAll double value, @ForAll long seed, @ForAll String text)
            throws IOException {
        Measure odd = new Measure(
                text,
                value,
                text,
                java.util.Optional.of(new Interval(0, Double.NEGATIVE_INFINITY, Double.NaN, 0.5, Long.MAX_VALUE)),
                text);
        Evidence evidence = new Evidence(
                text,
                text,
                text,
                text,
                List.of(odd, Measure.of("nan", Double.NaN, "")),
                List.of(),
                List.of(new Plot(
                        text,
                        Plot.Axis.linear(text),
                        Plot.Axis.logarithmic(text),
                        List.of(new Plot.Series(text, Plot.Mark.POINTS, x, x.clone(), x.clone(), x.clone())))),
                List.of(),
                Sample.provenance(seed));
        Path run = Files.createTempDirectory("assay-report");
        EvidenceFile.write(List.of(evidence), run);
        // a lone surrogate has no form in UTF-8 and becomes a question mark
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertThat(EvidenceFile.read(run)).containsExactly(evidence);
        }
        Files.delete(run.resolve(EvidenceFile.NAME));
        Files.delete(run);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "\"level\" : 0.9→\"level\" : 1.5→ASSAY-4092→$.measures[0].interval→between 0 and 1",
                "\"level\" : 0.9→\"level\" : \"high\"→ASSAY-4092→$.measures[0].interval.level→a number",
                "\"n\" : 15→\"n\" : 15.5→ASSAY-4092→$.measures[0].interval.n→a whole number",
                "\"mark\" : \"POINTS\"→\"mark\" : \"DOTS\"→ASSAY-4092→$.plots[0].series[0].mark→LINE, POINTS, BARS",
                "\"logarithmic\" : true→\"logarithmic\" : 1→ASSAY-4092→$.plots[0].x.logarithmic→true or false",
                "\"seed\" : 3→\"seed\" : null→ASSAY-4092→$.provenance.seed→found null",
                "\"method\"→\"methode\"→ASSAY-4092→at $→'methode' is unknown",
                "\"question\" : \"→\"title\" : \"→ASSAY-4091→line 4→Duplicate field 'title'",
                "\"summary\" :→\"summary\"→ASSAY-4091→line 5→not JSON",
            })
    void a_fault_is_named_with_its_place(String from, String to, String code, String where, String what)
            throws IOException {
        Path file = EvidenceFile.write(List.of(Sample.scaling()), folder);
        String good = Files.readString(file);
        assertThat(good).contains(from);
        Files.writeString(file, good.replaceFirst(java.util.regex.Pattern.quote(from), to));
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> EvidenceFile.read(folder))
                .withMessageContainingAll(code, where, what, file.toString());
    }

    @Test
    void a_missing_field_and_a_ragged_table_are_named() throws IOException {
        Path file = folder.resolve("x.json");
        Files.writeString(file, "{\"method\": \"m\"}");
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> EvidenceFile.read(file))
                .withMessageContaining("the field 'title' is missing");
        Files.writeString(
                file,
                "{\"chapters\": 1, \"format\": \"other\", \"version\": 1, \"title\": \"\","
                        + " \"subtitle\": \"\", \"created\": \"\"}");
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Dossier.read(file))
                .withMessageContaining("assay-dossier");
    }

    @Test
    void nonsense_is_refused_as_a_problem() throws IOException {
        List<String> nonsense = new ArrayList<>(
                List.of("", " ", "null", "1", "\"x\"", "{}", "[1]", "[[]]", "{\"a\":", "NaN", "{}{}", "[NaN]"));
        nonsense.add("[".repeat(100_000));
        nonsense.add("{\"a\":".repeat(5_000));
        nonsense.add("[" + "9".repeat(1000) + "]");
        for (String text : nonsense) {
            Path file = Files.writeString(folder.resolve("x.json"), text);
            assertThatExceptionOfType(AssayException.class)
                    .as(text.substring(0, Math.min(20, text.length())))
                    .isThrownBy(() -> EvidenceFile.read(file))
                    .withMessageMatching("(?s)ASSAY-409[12].*");
        }
        Path latin = Files.write(folder.resolve("x.json"), new byte[] {'"', (byte) 0xE9, '"'});
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> EvidenceFile.read(latin))
                .withMessageContaining("UTF-8");
    }

    @Test
    void a_damaged_file_is_refused_or_read_but_never_breaks_the_reader() throws IOException {
        Path file = EvidenceFile.write(List.of(Sample.calibration()), folder);
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(11);
        for (int round = 0; round < 400; round++) {
            byte[] bad = round % 2 == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int k = 0; k < round % 5 && bad.length > 0; k++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(128);
            }
            Files.write(file, bad);
            try {
                assertThat(EvidenceFile.read(file)).isNotEmpty();
            } catch (AssayException refused) {
                assertThat(refused.problems().getFirst().code()).matches("ASSAY-409[123]");
            }
        }
    }
}
