package dev.assay.scaling.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.Toml;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.RunFolder;
import dev.assay.scaling.law.Run;
import dev.assay.scaling.law.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
    private static final String SMALL = """
            [task]
            kind = "regression"
            features = 4
            teacher-width = 16
            base = 16

            [training]
            steps = 20
            batch = 16
            seeds = [1, 2]
            warmup = 2
            points = 4

            [[structures]]
            words = "dense"
            widths = [8, 16]

            [[structures]]
            words = "btt:rank=1"
            widths = [16]
            """;

    @TempDir
    Path folder;

    private static StudyPlan plan(String text, String... settings) {
        return Toml.parse(text, "study.toml", StudyPlan.class, List.of(settings));
    }

    private Optional<List<Finished>> run(StudyPlan plan, RunFolder where, int workers, int mostSteps) {
        AtomicInteger asked = new AtomicInteger();
        return Study.open(plan, where).run(workers, Progress.silent(), () -> asked.incrementAndGet() > mostSteps);
    }

    private static List<List<Double>> losses(List<Finished> runs) {
        return runs.stream()
                .map(each -> each.points().stream().map(point -> point.loss()).toList())
                .toList();
    }

    @Test
    void every_structure_width_and_seed_is_a_run_with_its_curve() {
        List<Finished> runs = run(plan(SMALL), RunFolder.create(folder, "a"), 2, Integer.MAX_VALUE)
                .orElseThrow();
        assertThat(runs).hasSize(6).allSatisfy(each -> {
            assertThat(each.points()).hasSize(4);
            assertThat(each.points().getLast().compute()).isEqualTo(each.macs() * 16.0 * 20);
            assertThat(each.loss()).isPositive();
        });
        // Two blocks, each there and back at four times the width.
        assertThat(runs.getFirst().structuredMacs()).isEqualTo(2 * 2 * 8 * 32);
    }

    @Test
    void a_study_that_was_stopped_ends_with_the_numbers_of_one_that_was_not() throws IOException {
        List<Finished> whole = run(plan(SMALL), RunFolder.create(folder, "whole"), 1, Integer.MAX_VALUE)
                .orElseThrow();
        RunFolder stopped = RunFolder.create(folder, "stopped");
        assertThat(run(plan(SMALL), stopped, 1, 50)).isEmpty();
        Files.writeString(stopped.path().resolve("log.jsonl"), "{\"run\":{\"struc", StandardOpenOption.APPEND);
        long done = Files.readAllLines(stopped.path().resolve("log.jsonl")).size() - 1L;
        assertThat(done).isBetween(1L, 5L);
        List<Finished> resumed = run(plan(SMALL), stopped, 2, Integer.MAX_VALUE).orElseThrow();
        assertThat(losses(resumed)).isEqualTo(losses(whole));
        assertThat(Files.readAllLines(stopped.path().resolve("log.jsonl"))).hasSize(6);
        assertThat(stopped.path().resolve("open")).isEmptyDirectory();
    }

    @Test
    void what_is_done_is_not_trained_again() {
        RunFolder where = RunFolder.create(folder, "a");
        List<Finished> first = run(plan(SMALL), where, 2, Integer.MAX_VALUE).orElseThrow();
        List<Finished> again = run(plan(SMALL), where, 2, 0).orElseThrow();
        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_run_that_diverges_is_told_and_left_out_of_fits() {
        StudyPlan wild = plan(SMALL, "training.learning-rates=[3e-3, 1e30]", "training.seeds=[1]");
        RunFolder where = RunFolder.create(folder, "a");
        Study study = Study.open(wild, where);
        List<Finished> runs = study.run(2, Progress.silent(), () -> false).orElseThrow();
        assertThat(runs).filteredOn(Finished::diverged).isNotEmpty().allSatisfy(each -> {
            assertThat(each.run().learningRate()).isEqualTo(1e30);
            assertThat(each.loss()).isNaN();
        });
        StudyReport report = study.report(runs, Provenance.collect(1, Map.of(), List.of()));
        assertThat(report.fits()).extracting(fit -> fit.structure()).contains("dense");
        assertThat(report.evidence().findings())
                .extracting(Finding::severity)
                .contains(Finding.Severity.ISSUE, Finding.Severity.NOT_CHECKED);
        Map<String, List<Run>> read = RunLog.read(List.of(where.path().resolve("log.jsonl")));
        assertThat(read.get("dense")).anyMatch(Run::hasDiverged);
    }

    @Test
    void the_report_has_a_row_for_each_cell_and_the_least_loss_in_words() {
        Study study = Study.open(plan(SMALL), RunFolder.create(folder, "a"));
        List<Finished> runs = study.run(2, Progress.silent(), () -> false).orElseThrow();
        Evidence evidence =
                study.report(runs, Provenance.collect(1, Map.of(), List.of())).evidence();
        assertThat(evidence.tables().getFirst().rows()).hasSize(3);
        assertThat(evidence.summary()).contains("Over 6 runs the least loss was that of");
        assertThat(evidence.plots()).isNotEmpty();
    }

    @Test
    void budgets_choose_widths_and_a_search_chooses_structures() {
        StudyPlan searched = plan(SMALL.substring(0, SMALL.indexOf("[[structures]]")) + """
                        [search]
                        over = "guided"
                        parts = 2
                        """, "budgets=[20000]");
        Study.Outline outline = Study.planned(searched);
        Lesson lesson = searched.task().open(1);
        assertThat(outline.runs()).isNotEmpty().allSatisfy(run -> {
            assertThat((double) lesson.structuredMacs(run.design(), run.width()))
                    .isCloseTo(20000, within(5000.0));
            var described = run.design().describe(run.width(), run.width());
            assertThat(described.omega()).isZero();
            assertThat(described.psi()).isEqualTo(1);
        });
        StudyPlan byParameters =
                plan(SMALL, "budgets=[20000]", "search.over=grid", "search.parts=2", "search.budget=parameters");
        assertThat(Study.planned(byParameters).runs())
                .filteredOn(run -> run.structure().startsWith("einsum"))
                .isNotEmpty()
                .allSatisfy(run -> assertThat((double) lesson.structuredParameters(run.design(), run.width()))
                        .isCloseTo(20000, within(5000.0)));
    }

    @Test
    void a_plan_that_makes_no_sense_is_refused_with_its_key() {
        assertThatThrownBy(() -> plan(SMALL.replace("widths = [16]", ""))).hasMessageContaining("budgets");
        assertThatThrownBy(() -> plan(SMALL.replace("btt:rank=1", "toeplitz"))).hasMessageContaining("toeplitz");
        assertThatThrownBy(() -> plan(SMALL, "training.points=50")).hasMessageContaining("points");
        assertThatThrownBy(() -> plan(SMALL, "training.rate=1")).hasMessageContaining("rate");
        assertThatThrownBy(() -> plan(SMALL.replace("\"regression\"", "\"text\"")))
                .hasMessageContaining("text");
        StudyPlan hopeless =
                plan(SMALL.substring(0, SMALL.indexOf("[[structures]]")), "budgets=[1]", "search.over=named");
        assertThatThrownBy(() -> Study.open(hopeless, RunFolder.create(folder, "b")))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2133");
    }

    @Test
    void a_small_transformer_of_experts_learns_text_and_says_how_its_experts_are_used() throws IOException {
        Path text = folder.resolve("text.txt");
        Files.writeString(text, "the quick brown fox jumps over the lazy dog\n".repeat(400));
        StudyPlan plan = plan("""
                [task]
                kind = "text"
                text = ["text.txt"]
                context = 8
                layers = 1
                head-dim = 4
                base = 16

                [training]
                steps = 60
                batch = 8
                learning-rates = [1e-2]
                seeds = [1]
                warmup = 5
                floor = 1.0
                points = 2

                [[structures]]
                words = "btt:rank=1,capped,experts=4,active=2"
                widths = [16]
                """, "task.text=[\"" + text + "\"]");
        Finished run = run(plan, RunFolder.create(folder, "a"), 1, Integer.MAX_VALUE)
                .orElseThrow()
                .getFirst();
        assertThat(run.loss()).isLessThan(Math.log(96) / 2);
        assertThat(run.measures()).containsEntry("gates", 6.0);
        assertThat(run.measures().get("least-mean-gate-perplexity")).isBetween(1.0, 4.001);
    }
}
