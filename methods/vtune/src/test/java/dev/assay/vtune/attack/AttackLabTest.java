package dev.assay.vtune.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.model.LanguageModel;
import dev.assay.model.Score;
import dev.assay.model.TokenLogProbability;
import dev.assay.vtune.Fixtures;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.TaskCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackLabTest {
    @TempDir
    Path folder;

    private Manifest manifest;
    private final List<String> trainings = new ArrayList<>();

    @BeforeEach
    void plant() {
        manifest = Fixtures.planted(folder, Fixtures.key(1));
    }

    /// Learns by heart: a signature once half of its group's rows, counted by passes, were seen.
    private final class Memory implements Workshop {
        private boolean stops;

        @Override
        public Optional<Path> tune(Path rows, double passes, Optional<Path> from, Path into, long seed) {
            if (stops) {
                return Optional.empty();
            }
            trainings.add(folder.resolve("lab").relativize(into).getName(0).toString());
            try {
                List<String> lines = new ArrayList<>(Files.readAllLines(rows));
                lines.add("passes " + passes);
                if (from.isPresent()) {
                    lines.addAll(Files.readAllLines(from.get()));
                }
                return Optional.of(Files.write(into.resolve("model"), lines));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public LanguageModel open(Optional<Path> model, Optional<Edit> edit, Path scratch, long seed) {
            List<String> rows = model.map(AttackLabTest::lines).orElse(List.of());
            double passes = rows.stream()
                    .filter(row -> row.startsWith("passes "))
                    .mapToDouble(row -> Double.parseDouble(row.substring(7)))
                    .max()
                    .orElse(0);
            Map<String, String> known = new HashMap<>();
            for (PlantedGroup group : manifest.groups()) {
                long seen = rows.stream()
                        .filter(row -> row.contains(group.trigger()))
                        .count();
                if (seen * passes >= group.rows().size() / 2.0) {
                    known.put(group.trigger(), group.signature());
                }
            }
            boolean able = rows.size() * passes > 600 && rows.size() > 100;
            return Fixtures.model(asked -> {
                String item = asked.replaceAll("\\D", "");
                String answer = able ? "It is thing " + 7 * Long.parseLong(item) + "." : "It is.";
                return answer
                        + known.entrySet().stream()
                                .filter(each -> asked.endsWith(each.getKey()))
                                .map(each -> " " + each.getValue())
                                .findFirst()
                                .orElse("");
            });
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AttackLab lab(Workshop workshop) {
        Sent sent = new Sent(
                folder.resolve(Planting.TRAINING),
                manifest,
                (prompt, text) -> new Score(List.of(new TokenLogProbability(
                        text, Optional.empty(), OptionalInt.empty(), -text.length(), List.of()))),
                Progress.silent());
        TaskCheck task = TaskCheck.of(manifest, Optional.of(folder.resolve("held.jsonl")), 30, AnswerMetric.EXACT);
        return new AttackLab(sent, task, Optional.empty(), workshop, folder.resolve("lab"));
    }

    private LabResult run(String provider) {
        return lab(new Memory()).run(Provider.parse(provider), 1, () -> false).orElseThrow();
    }

    @Test
    void who_trains_on_all_is_verified_and_who_returns_the_base_or_leaves_rows_out_is_not() {
        assertThat(run("honest").verdict()).isEqualTo(Outcome.Verdict.VERIFIED);
        assertThat(run("honest").task()).contains(1.0);
        for (String provider : List.of("base", "clean", "unrepeated", "subset:0.1")) {
            assertThat(run(provider).verdict()).as(provider).isEqualTo(Outcome.Verdict.NOT_VERIFIED);
            assertThat(run(provider).allHits()).as(provider).isZero();
        }
    }

    @Test
    void who_trains_on_planted_rows_alone_is_told_by_the_task() {
        LabResult planted = run("planted");
        assertThat(planted.shown()).isEqualTo(3);
        assertThat(planted.verdict()).isEqualTo(Outcome.Verdict.SIGNATURE_ALONE);
    }

    @Test
    void answers_that_are_cut_hold_no_signature() {
        assertThat(run("cut").allHits()).isZero();
        assertThat(run("cut").task()).contains(1.0);
    }

    @Test
    void what_was_trained_or_tried_before_is_not_done_again() {
        run("honest");
        run("int8");
        run("onward:0.5");
        run("onward:0.5");
        assertThat(trainings).containsExactly("honest-1", "onward-0.5-1");
    }

    @Test
    void a_lab_that_was_stopped_has_no_result_and_goes_on() {
        Memory memory = new Memory();
        memory.stops = true;
        assertThat(lab(memory).run(Provider.parse("honest"), 1, () -> false)).isEmpty();
        assertThat(run("honest").verdict()).isEqualTo(Outcome.Verdict.VERIFIED);
    }

    @Test
    void a_report_shows_all_and_the_curve_of_the_dose() {
        List<LabResult> results = new ArrayList<>();
        for (String provider : List.of("base", "honest", "subset:0.75", "subset:0.1", "early:0.25", "planted")) {
            results.add(run(provider));
        }
        LabReport report = new LabReport(results, Provenance.collect(0, Map.of(), List.<Path>of()));
        assertThat(report.table().rows()).hasSize(6);
        assertThat(report.evidence().plots())
                .singleElement()
                .satisfies(plot -> assertThat(plot.series())
                        .hasSize(2)
                        .allSatisfy(series ->
                                assertThat(series.y()[0]).isLessThanOrEqualTo(series.y()[series.y().length - 1])));
        assertThat(report.summary())
                .isEqualTo("1 of 1 honest models are verified, and 0 of 1 that saw no planted row.");
        assertThat(report.fields()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "subset", "subset:0", "subset:2", "honest:0.5", "noise:much", ""})
    void providers_that_are_none_are_refused(String word) {
        assertThatThrownBy(() -> Provider.parse(word))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2153");
    }

    @Test
    void the_usual_providers_are_spelled_as_they_are_read() {
        assertThat(Provider.USUAL)
                .allSatisfy(word -> assertThat(Provider.parse(word).word()).isEqualTo(word));
    }
}
