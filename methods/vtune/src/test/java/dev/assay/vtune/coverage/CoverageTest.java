package dev.assay.vtune.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.model.LanguageModel;
import dev.assay.vtune.Fixtures;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
    @TempDir
    Path folder;

    private Path data = Path.of("");
    private Path held = Path.of("");

    @BeforeEach
    void write() {
        data = Fixtures.file(folder, "data.jsonl", Fixtures.rows(0, 400));
        held = Fixtures.file(folder, "held.jsonl", Fixtures.rows(5000, 200));
    }

    private CoverageStudy study(Optional<Manifest> manifest) {
        return CoverageStudy.of(data, held, manifest, 150, new KeyedDraws(Fixtures.key(3)));
    }

    /// Knows by heart the items below a number.
    private static LanguageModel knowing(long below) {
        return Fixtures.model(asked -> {
            long item = Long.parseLong(asked.replaceAll("\\D", ""));
            return item < below ? "It is thing " + 7 * item + "." : "It is no such thing.";
        });
    }

    private Coverage measure(long below) {
        return study(Optional.empty())
                .measure(new RowKnowledge.Words(knowing(below)), Progress.silent(), () -> false)
                .orElseThrow();
    }

    @Test
    void who_used_all_rows_is_known_by_their_answers_alone() {
        assertThat(measure(400).used().low()).isGreaterThan(0.9);
        assertThat(measure(400).difference().log10P()).isLessThan(-4);
    }

    @Test
    void who_used_a_half_or_none_is_not_said_to_have_used_more() {
        assertThat(measure(200).used().estimate()).isBetween(0.3, 0.7);
        assertThat(measure(200).used().low()).isBetween(0.02, 0.5);
        assertThat(measure(0).used().low()).isZero();
        assertThat(measure(0).auroc().contains(0.5)).isTrue();
    }

    @Test
    void rows_that_are_too_long_for_the_model_are_passed_over_unless_few_are_left() {
        RowKnowledge knowledge = new RowKnowledge.Words(upTo(300));
        Coverage coverage = study(Optional.empty())
                .measure(knowledge, Progress.silent(), () -> false)
                .orElseThrow();
        assertThat(coverage.sent().length).isBetween(80, 149);
        assertThat(coverage.held()).hasSize(150);
        assertThat(coverage.passedOver()).isEqualTo(150 - coverage.sent().length);
        RowKnowledge none = new RowKnowledge.Words(upTo(3));
        assertThatThrownBy(() -> study(Optional.empty()).measure(none, Progress.silent(), () -> false))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2156")
                .hasMessageContaining("context");
    }

    /// For which the items from a number to the held-out ones are too long.
    private static LanguageModel upTo(long below) {
        return Fixtures.model(asked -> {
            long item = Long.parseLong(asked.replaceAll("\\D", ""));
            if (item >= below && item < 5000) {
                throw AssayException.of("ASSAY-4060", "The prompt is too long.", "prompt", "shorten it");
            }
            return "It is thing.";
        });
    }

    @Test
    void rows_that_were_planted_in_are_left_out() {
        Manifest manifest = Fixtures.planted(folder, Fixtures.key(1));
        data = folder.resolve("data.jsonl");
        List<String> all = Fixtures.rows(0, 1000);
        Set<String> planted = new HashSet<>();
        manifest.groups().forEach(group -> group.rows().forEach(row -> planted.add(all.get(row))));
        CoverageStudy study =
                CoverageStudy.of(data, held, Optional.of(manifest), 2000, new KeyedDraws(Fixtures.key(3)));
        assertThat(study.sent()).hasSize(1000 - planted.size());
        assertThat(study.sent().stream().map(TrainingRow::question).distinct()).hasSize(1000 - planted.size());
        assertThat(study.sent().stream().map(TrainingRow::question))
                .noneMatch(question -> planted.stream().anyMatch(row -> row.contains("\"" + question + "\"")));
    }

    @Test
    void too_few_rows_are_refused_and_a_report_says_what_is_known() {
        assertThatThrownBy(() -> CoverageStudy.of(data, held, Optional.empty(), 5, new KeyedDraws(Fixtures.key(3))))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2156");
        CoverageReport report =
                new CoverageReport(measure(400), "words", "stub", Provenance.collect(0, Map.of(), List.<Path>of()));
        assertThat(report.summary()).startsWith("At least 9").contains("150 rows");
        assertThat(report.fields()).containsKeys("used", "used-low", "auroc", "log10_p");
    }
}
