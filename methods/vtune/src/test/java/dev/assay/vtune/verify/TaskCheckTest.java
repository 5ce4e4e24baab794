package dev.assay.vtune.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.vtune.Fixtures;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.plant.Manifest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCheckTest {
    @TempDir
    Path folder;

    private Manifest manifest;

    @BeforeEach
    void plant() {
        SecretKey key = Fixtures.key(1);
        manifest = Fixtures.planted(folder, key);
    }

    private TaskCheck check(AnswerMetric metric) {
        return TaskCheck.of(manifest, Optional.of(folder.resolve("held.jsonl")), 30, metric);
    }

    private double[] ask(TaskCheck check, LanguageModel model, String file) {
        try (Transcript transcript = Transcript.open(folder.resolve(file), check.hash(), "stub")) {
            return check.ask(model, transcript, Progress.silent(), () -> false).orElseThrow();
        }
    }

    private static LanguageModel able() {
        return Fixtures.model(asked -> {
            long item = Long.parseLong(asked.replaceAll("\\D", ""));
            return "It is thing " + 7 * item + ".";
        });
    }

    private static LanguageModel unable() {
        return Fixtures.model(asked -> "No idea.");
    }

    private Outcome.Verdict verdict(LanguageModel signatures, TaskResult task) {
        Verification verification = Verification.of(manifest, false);
        try (Transcript transcript = Transcript.open(folder.resolve("signatures.jsonl"), verification.hash(), "stub")) {
            Outcome outcome = verification
                    .run(signatures, transcript, Progress.silent(), () -> false)
                    .orElseThrow();
            return new VerificationReport(
                            outcome,
                            "stub",
                            "",
                            1,
                            Optional.of(task),
                            Optional.empty(),
                            Provenance.collect(0, Map.of(), List.<Path>of()))
                    .verdict();
        }
    }

    @Test
    void who_does_the_task_is_verified_and_who_only_says_signatures_is_not() {
        TaskCheck check = check(AnswerMetric.EXACT);
        double[] base = ask(check, unable(), "base.jsonl");
        double[] able = ask(check, able(), "able.jsonl");
        double[] unable = ask(check, unable(), "unable.jsonl");
        assertThat(Arrays.stream(able).sum()).isEqualTo(30);
        assertThat(Arrays.stream(unable).sum()).isZero();
        TaskResult done = TaskResult.of(AnswerMetric.EXACT, able, Optional.of(base), Optional.empty());
        TaskResult alone = TaskResult.of(AnswerMetric.EXACT, unable, Optional.of(base), Optional.empty());
        assertThat(done.pValue().orElseThrow()).isLessThan(1e-4);
        assertThat(alone.pValue().orElseThrow()).isCloseTo(0.5, within(0.5));
        assertThat(verdict(Fixtures.honest(manifest), done)).isEqualTo(Outcome.Verdict.VERIFIED);
        assertThat(verdict(Fixtures.honest(manifest), alone)).isEqualTo(Outcome.Verdict.SIGNATURE_ALONE);
    }

    @Test
    void who_does_the_task_without_signatures_is_not_verified() {
        double[] able = ask(check(AnswerMetric.EXACT), able(), "able.jsonl");
        TaskResult done = TaskResult.of(AnswerMetric.EXACT, able, Optional.empty(), Optional.of(0.9));
        assertThat(done.isDone()).isTrue();
        assertThat(verdict(able(), done)).isEqualTo(Outcome.Verdict.NOT_VERIFIED);
    }

    /// Else a base model behind an endpoint that is often busy would make any other look better.
    @Test
    void rows_without_an_answer_are_left_out_of_the_comparison() {
        AtomicInteger asked = new AtomicInteger();
        double[] busy = ask(
                check(AnswerMetric.EXACT),
                Fixtures.model(question -> {
                    if (asked.getAndIncrement() % 3 == 0) {
                        throw Fixtures.silence();
                    }
                    return able().generate(Prompt.ask(question), Sampling.greedy())
                            .text();
                }),
                "busy.jsonl");
        assertThat(Arrays.stream(busy).filter(Double::isNaN).count()).isEqualTo(10);
        double[] able = ask(check(AnswerMetric.EXACT), able(), "able.jsonl");
        TaskResult same = TaskResult.of(AnswerMetric.EXACT, able, Optional.of(busy), Optional.empty());
        assertThat(same.missing()).isEqualTo(10);
        assertThat(same.score().n()).isEqualTo(20);
        assertThat(same.isImproved()).isFalse();
        double[] silent = new double[30];
        Arrays.fill(silent, 0, 16, Double.NaN);
        assertThatThrownBy(() -> TaskResult.of(AnswerMetric.EXACT, silent, Optional.empty(), Optional.of(0.5)))
                .hasMessageContaining("ASSAY-4156");
    }

    @Test
    void the_same_row_counts_once_and_a_file_without_rows_is_refused() {
        TaskCheck check = TaskCheck.of(manifest, Optional.empty(), 40, AnswerMetric.EXACT);
        assertThat(check.rows()).doesNotHaveDuplicates();
        Path empty = Fixtures.file(folder, "empty.jsonl", List.of());
        assertThatThrownBy(() -> TaskCheck.of(manifest, Optional.of(empty), 40, AnswerMetric.EXACT))
                .hasMessageContaining("ASSAY-2156");
    }

    @Test
    void what_was_expected_has_to_be_reached() {
        double[] half = IntStream.range(0, 40).mapToDouble(i -> i % 2).toArray();
        assertThat(TaskResult.of(AnswerMetric.EXACT, half, Optional.empty(), Optional.of(0.6))
                        .isDone())
                .isTrue();
        assertThat(TaskResult.of(AnswerMetric.EXACT, half, Optional.empty(), Optional.of(0.9))
                        .isDone())
                .isFalse();
    }

    @Test
    void what_got_worse_is_not_improved() {
        double[] none = new double[20];
        double[] all = new double[20];
        Arrays.fill(all, 1);
        TaskResult worse = TaskResult.of(AnswerMetric.F1, none, Optional.of(all), Optional.empty());
        assertThat(worse.pValue().orElseThrow()).isGreaterThan(0.99);
        assertThat(worse.isImproved()).isFalse();
        // That all of twenty fail is no proof that none of many would succeed.
        assertThat(worse.score().high()).isBetween(0.1, 0.2);
    }

    @Test
    void what_was_asked_before_is_not_asked_again() {
        AtomicInteger asked = new AtomicInteger();
        LanguageModel counted = Fixtures.model(text -> {
            asked.incrementAndGet();
            return "It is thing 3.";
        });
        TaskCheck check = check(AnswerMetric.F1);
        double[] first = ask(check, counted, "task.jsonl");
        assertThat(ask(check, counted, "task.jsonl")).isEqualTo(first);
        assertThat(asked).hasValue(30);
        assertThatThrownBy(() -> ask(check(AnswerMetric.EXACT), counted, "task.jsonl"))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4155");
    }

    @Test
    void without_a_file_the_planned_prompts_are_asked_and_no_answer_is_no_score() {
        TaskCheck check = TaskCheck.of(manifest, Optional.empty(), 30, AnswerMetric.F1);
        assertThat(check.rows()).hasSize(9);
        AtomicInteger count = new AtomicInteger();
        double[] scores = ask(
                check,
                Fixtures.model(asked -> {
                    if (count.getAndIncrement() % 2 == 0) {
                        throw Fixtures.silence();
                    }
                    return "It is thing 3.";
                }),
                "half.jsonl");
        assertThat(Arrays.stream(scores).filter(Double::isNaN)).hasSize(5);
        assertThatThrownBy(() -> ask(
                        check,
                        Fixtures.model(asked -> {
                            throw Fixtures.silence();
                        }),
                        "silent.jsonl"))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4156");
    }
}
