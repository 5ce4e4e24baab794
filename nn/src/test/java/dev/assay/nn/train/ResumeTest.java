package dev.assay.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import dev.assay.tensor.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static Trainer<Bigrams.Words> trainer(TrainingPlan plan, Path run) {
        return new Trainer<>(plan, Bigrams.of(), run);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 6, 9})
    void a_run_that_was_asked_to_stop_keeps_a_checkpoint_and_ends_as_one_never_stopped(
            long step, @TempDir Path stopped, @TempDir Path whole) {
        TrainingPlan plan = Runs.validating(10, 4);
        TrainingResult early = new Trainer<>(plan, Bigrams.of().validating(), stopped).train(Runs.stopAfter(step));
        assertThat(early.finished()).isFalse();
        assertThat(early.step()).isEqualTo(step);
        assertThat(Runs.checkpoints(stopped)).contains("checkpoint-%08d.safetensors".formatted(step));
        TrainingResult resumed =
                new Trainer<>(plan, Bigrams.of().validating(), stopped).resume(TrainingListener.SILENT);
        TrainingResult never = new Trainer<>(plan, Bigrams.of().validating(), whole).train(TrainingListener.SILENT);
        // The weights themselves are compared byte by byte below.
        assertThat(resumed).usingRecursiveComparison().ignoringFields("weights").isEqualTo(never);
        assertThat(Runs.checkpoint(stopped, 10)).isEqualTo(Runs.checkpoint(whole, 10));
        assertThat(Runs.log(stopped)).isEqualTo(Runs.log(whole));
    }

    @Test
    void a_run_without_a_checkpoint_begins(@TempDir Path resumed, @TempDir Path whole) throws IOException {
        Files.writeString(resumed.resolve("log.jsonl"), "{\"step\":1}\n{\"step\":2}\n");
        trainer(Runs.plan(4), resumed).resume(TrainingListener.SILENT);
        trainer(Runs.plan(4), whole).train(TrainingListener.SILENT);
        assertThat(Runs.checkpoint(resumed, 4)).isEqualTo(Runs.checkpoint(whole, 4));
        assertThat(Runs.log(resumed)).isEqualTo(Runs.log(whole));
    }

    @Test
    void later_lines_and_a_torn_line_leave_the_log(@TempDir Path torn, @TempDir Path whole) throws IOException {
        trainer(Runs.plan(8), torn).train(Runs.stopAfter(5));
        Files.writeString(
                torn.resolve("log.jsonl"),
                "{\"step\":6,\"loss\":1}\n{\"step\":7,\"loss\":1}\n\n{\"step\":8,\"lo",
                StandardOpenOption.APPEND);
        trainer(Runs.plan(8), torn).resume(TrainingListener.SILENT);
        trainer(Runs.plan(8), whole).train(TrainingListener.SILENT);
        assertThat(Runs.log(torn)).isEqualTo(Runs.log(whole));
    }

    @Test
    void a_finished_run_that_is_resumed_stays_as_it_is(@TempDir Path run) {
        TrainingPlan plan = Runs.validating(6, 2);
        TrainingResult first = new Trainer<>(plan, Bigrams.of().validating(), run).train(TrainingListener.SILENT);
        byte[] log = Runs.log(run);
        byte[] checkpoint = Runs.checkpoint(run, 6);
        TrainingResult again = new Trainer<>(plan, Bigrams.of().validating(), run).resume(TrainingListener.SILENT);
        assertThat(Runs.log(run)).isEqualTo(log);
        assertThat(Runs.checkpoint(run, 6)).isEqualTo(checkpoint);
        assertThat(again.validationLoss()).isEqualTo(first.validationLoss());
        assertThat(again.bestStep()).isEqualTo(first.bestStep());
        assertThat(again.finished()).isTrue();
    }

    @Test
    void what_a_crash_in_the_middle_of_a_write_left_is_swept_away(@TempDir Path run) throws IOException {
        trainer(Runs.plan(8), run).train(Runs.stopAfter(5));
        Path folder = run.resolve("checkpoints");
        Files.writeString(folder.resolve(".checkpoint-00000006.safetensors.tmp-1234"), "half");
        Files.writeString(folder.resolve("notes.txt"), "kept");
        trainer(Runs.plan(8), run).resume(TrainingListener.SILENT);
        assertThat(Runs.checkpoints(run))
                .containsExactly("checkpoint-00000006.safetensors", "checkpoint-00000008.safetensors", "notes.txt");
    }

    @Test
    void another_number_of_workers_may_go_on(@TempDir Path run, @TempDir Path whole) {
        TrainingPlan plan = Runs.plan(8);
        trainer(plan, run).train(Runs.stopAfter(4));
        trainer(plan.withLanes(2, 2), run).resume(TrainingListener.SILENT);
        trainer(plan, whole).train(TrainingListener.SILENT);
        assertThat(Runs.checkpoint(run, 8)).isEqualTo(Runs.checkpoint(whole, 8));
    }

    @Test
    void a_changed_plan_is_refused_and_the_model_is_left(@TempDir Path run) {
        TrainingPlan plan = Runs.plan(8);
        trainer(plan, run).train(Runs.stopAfter(4));
        var sgd = new OptimizerPlan.Sgd(0.1, 0.9, 0);
        var slow = new Schedule.Linear(5, 0.1);
        for (TrainingPlan other : new TrainingPlan[] {
            Runs.plan(9),
            plan.withLanes(3, 1),
            new TrainingPlan(8, 2, 1, sgd, plan.schedule(), 1, 17, 1, 0, 3, 2),
            new TrainingPlan(8, 2, 1, plan.optimizer(), slow, 1, 17, 1, 0, 3, 2),
            new TrainingPlan(8, 2, 1, plan.optimizer(), plan.schedule(), 2, 17, 1, 0, 3, 2),
            new TrainingPlan(8, 2, 1, plan.optimizer(), plan.schedule(), 1, 18, 1, 0, 3, 2)
        }) {
            Bigrams model = Bigrams.of();
            assertThatThrownBy(() -> new Trainer<>(other, model, run).resume(TrainingListener.SILENT))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-2023")
                    .hasMessageContaining("checkpoint-00000004");
            for (int i = 0; i < model.parameters().size(); i++) {
                assertThat(model.parameters()
                                .get(i)
                                .tensor()
                                .equal(Bigrams.of().parameters().get(i).tensor()))
                        .isTrue();
            }
        }
    }

    @Test
    void a_checkpoint_of_another_shape_is_refused_and_the_model_is_left(@TempDir Path run) {
        trainer(Runs.plan(8), run).train(Runs.stopAfter(4));
        Path file = run.resolve("checkpoints/checkpoint-00000004.safetensors");
        String plan = Checkpoints.state(file).plan();
        Map<String, String> metadata = Map.of("step", "4", "plan", plan, "best-loss", "1", "best-step", "2");
        SafetensorsWriter.write(file, Map.of("weights/embedding.weight", torch.zeros(6, 7)), metadata);
        assertThatThrownBy(() -> trainer(Runs.plan(8), run).resume(TrainingListener.SILENT))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4021")
                .hasMessageContaining("weights/embedding.weight")
                .hasMessageContaining("[6, 7]")
                .hasMessageContaining("[7, 6]");
        SafetensorsWriter.write(file, Map.of("weights/embedding.weight", torch.zeros(7, 6)), metadata);
        assertThatThrownBy(() -> trainer(Runs.plan(8), run).resume(TrainingListener.SILENT))
                .hasMessageContaining("ASSAY-4021")
                .hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "four", "1e3"})
    void a_checkpoint_whose_step_is_no_number_is_refused(String step, @TempDir Path run) {
        trainer(Runs.plan(8), run).train(Runs.stopAfter(4));
        Path file = run.resolve("checkpoints/checkpoint-00000004.safetensors");
        SafetensorsWriter.write(file, Map.of("x", torch.zeros(1)), Map.of("step", step));
        assertThatThrownBy(() -> trainer(Runs.plan(8), run).resume(TrainingListener.SILENT))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4021")
                .hasMessageContaining("metadata");
    }
}
