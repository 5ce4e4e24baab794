package dev.assay.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.ProcessMemory;
import dev.assay.nn.Doubles;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static Map<String, double[]> weights(Path checkpoint) {
        Map<String, double[]> all = new HashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(checkpoint);
                var scope = Scope.open()) {
            file.names().stream()
                    .filter(name -> name.startsWith("weights/"))
                    .forEach(name -> all.put(name.substring("weights/".length()), Doubles.values(file.tensor(name))));
        }
        return all;
    }

    @Test
    void a_check_tells_what_a_run_takes_and_leaves_nothing() {
        Constant objective = Constant.of(1, 2);
        TrainingEstimate estimate =
                Trainer.check(TrainingPlan.of(1_000, new OptimizerPlan.Sgd(0.1, 0, 0), 1), objective);
        assertThat(estimate.steps()).isEqualTo(1_000);
        assertThat(estimate.secondsPerStep()).isPositive();
        assertThat(estimate.seconds()).isCloseTo(1_000 * estimate.secondsPerStep(), within(1e-9));
        ProcessMemory.peakBytes()
                .ifPresent(bytes -> assertThat(estimate.peakBytes().orElse(0)).isGreaterThan(1 << 20));
    }

    @Test
    void what_cannot_fit_the_memory_is_refused_before_anything_is_allocated() {
        assumeTrue(ProcessMemory.availableBytes().isPresent());
        Constant objective = new Constant(torch.zeros(1).expand(1L << 40).set_requires_grad(true), new double[] {1});
        assertThatThrownBy(() -> Trainer.check(TrainingPlan.of(1, new OptimizerPlan.Sgd(0.1, 0, 0), 1), objective))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-5070");
        // In each of two lanes a gradient, and plain descent has no state: two numbers of four bytes.
        assertThat(TrainingEstimate.leastBytes(
                        TrainingPlan.of(1, new OptimizerPlan.Sgd(0.1, 0, 0), 1),
                        Constant.of(1).parameters()))
                .isEqualTo(8);
    }

    /// One weight per step: the gradient of `⟨w, c⟩` is `c`.
    private record Constant(Tensor weight, double[] gradient) implements Objective<Integer> {
        static Constant of(double... gradient) {
            return new Constant(torch.zeros(gradient.length).set_requires_grad(true), gradient);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.vector("w", weight));
        }

        @Override
        public List<Integer> microBatches(long step) {
            return List.of(1, 2, 5);
        }

        @Override
        public double weight(Integer count) {
            return count;
        }

        @Override
        public Tensor loss(Integer count, Pass pass) {
            return weight.mul(Doubles.of(gradient, gradient.length).to(ScalarType.Float))
                    .sum()
                    .mul(new Scalar(count.doubleValue()));
        }
    }

    private static TrainingPlan descent(double clip) {
        return new TrainingPlan(1, 2, 1, new OptimizerPlan.Sgd(1, 0, 0), new Schedule.Constant(), clip, 1, 1, 0, 0, 1);
    }

    @Test
    void the_loss_falls(@TempDir Path run) {
        List<Double> losses = new ArrayList<>();
        TrainingResult result = new Trainer<>(Runs.plan(80), Bigrams.of(), run).train(new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add(report.loss());
                assertThat(report.weight()).isEqualTo(21);
            }
        });
        assertThat(losses).hasSize(80);
        double early =
                losses.subList(0, 5).stream().mapToDouble(d -> d).average().orElseThrow();
        double late =
                losses.subList(70, 80).stream().mapToDouble(d -> d).average().orElseThrow();
        assertThat(late).isLessThan(0.6 * early);
        assertThat(result.finished()).isTrue();
        assertThat(result.step()).isEqualTo(80);
        assertThat(result.loss()).isEqualTo(losses.getLast());
    }

    @Test
    void the_number_of_workers_does_not_change_a_bit(@TempDir Path one, @TempDir Path two) {
        new Trainer<>(Runs.plan(12).withLanes(3, 1), Bigrams.of(), one).train(TrainingListener.SILENT);
        new Trainer<>(Runs.plan(12).withLanes(3, 2), Bigrams.of(), two).train(TrainingListener.SILENT);
        assertThat(Runs.checkpoint(two, 12)).isEqualTo(Runs.checkpoint(one, 12));
        assertThat(Runs.log(two)).isEqualTo(Runs.log(one));
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_seed_does_not(
            @TempDir Path one, @TempDir Path two, @TempDir Path other) {
        TrainingPlan plan = Runs.plan(7);
        new Trainer<>(plan, Bigrams.of(), one).train(TrainingListener.SILENT);
        new Trainer<>(plan, Bigrams.of(), two).train(TrainingListener.SILENT);
        assertThat(Runs.checkpoint(two, 7)).isEqualTo(Runs.checkpoint(one, 7));
        assertThat(Runs.log(two)).isEqualTo(Runs.log(one));
        TrainingPlan seeded = new TrainingPlan(7, 2, 1, plan.optimizer(), plan.schedule(), 1, 18, 1, 0, 3, 2);
        new Trainer<>(seeded, Bigrams.of(), other).train(TrainingListener.SILENT);
        assertThat(Runs.log(other)).isNotEqualTo(Runs.log(one));
    }

    @Test
    void a_gradient_is_the_mean_over_all_micro_batches(@TempDir Path run) {
        Constant objective = Constant.of(0.5, -2);
        new Trainer<>(descent(0), objective, run).train(TrainingListener.SILENT);
        assertThat(Doubles.values(objective.weight())).containsExactly(new double[] {-0.5, 2}, within(1e-6));
    }

    @Test
    void a_gradient_is_cut_to_the_norm_and_a_short_one_is_left(@TempDir Path cut, @TempDir Path left) {
        List<Double> norms = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                norms.add(report.gradientNorm());
            }
        };
        Constant objective = Constant.of(3, -4);
        new Trainer<>(descent(0.5), objective, cut).train(listener);
        assertThat(Doubles.values(objective.weight())).containsExactly(new double[] {-0.3, 0.4}, within(1e-6));
        Constant free = Constant.of(3, -4);
        new Trainer<>(descent(5.1), free, left).train(listener);
        assertThat(Doubles.values(free.weight())).containsExactly(new double[] {-3, 4}, within(1e-6));
        assertThat(norms.get(0)).isCloseTo(5, within(1e-6));
        assertThat(norms.get(1)).isCloseTo(5, within(1e-6));
    }

    @Test
    void only_the_last_checkpoints_stay(@TempDir Path run) {
        new Trainer<>(Runs.plan(10), Bigrams.of(), run).train(TrainingListener.SILENT);
        assertThat(Runs.checkpoints(run))
                .containsExactly("checkpoint-00000009.safetensors", "checkpoint-00000010.safetensors");
    }

    @Test
    void the_best_checkpoint_has_the_lowest_validation_loss(@TempDir Path run) {
        Map<Long, Double> losses = new HashMap<>();
        Bigrams objective = Bigrams.of().validating();
        var optimizer = new OptimizerPlan.Sgd(2.5, 0.9, 0);
        TrainingPlan wild = new TrainingPlan(40, 2, 1, optimizer, new Schedule.Constant(), 0, 17, 1, 4, 0, 1);
        Trainer<Bigrams.Words> trainer = new Trainer<>(wild, objective, run);
        TrainingResult result = trainer.train(new TrainingListener() {
            @Override
            public void validated(long step, double loss) {
                losses.put(step, loss);
            }
        });
        assertThat(losses).hasSize(10).containsKeys(4L, 40L);
        long best = losses.entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .orElseThrow()
                .getKey();
        assertThat(result.bestStep()).isEqualTo(best);
        double lowest = losses.getOrDefault(best, Double.NaN);
        try (SafetensorsFile file = SafetensorsFile.open(run.resolve("checkpoints/best.safetensors"))) {
            assertThat(file.metadata())
                    .containsEntry("step", Long.toString(best))
                    .containsEntry("best-loss", Double.toString(lowest));
        }
        trainer.useBest();
        assertThat(objective.validate().orElseThrow()).isCloseTo(lowest, within(1e-6));
    }

    @Test
    void a_loss_that_is_no_number_stops_the_run_before_a_weight_is_touched(@TempDir Path run, @TempDir Path good) {
        new Trainer<>(Runs.plan(20), Bigrams.of(), good).train(Runs.stopAfter(7));
        Bigrams bad = Bigrams.times(step -> step == 7 ? Double.NaN : 1);
        Trainer<Bigrams.Words> trainer = new Trainer<>(Runs.plan(20), bad, run);
        assertThatThrownBy(() -> trainer.train(TrainingListener.SILENT))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-6020")
                .hasMessageContaining("step 8")
                .hasMessageContaining("loss")
                .hasMessageContaining("embedding.weight");
        assertThat(Runs.checkpoint(run, 7)).isEqualTo(Runs.checkpoint(good, 7));
        assertThat(Runs.log(run)).isEqualTo(Runs.log(good));
    }

    @Test
    void a_gradient_that_is_no_number_names_its_parameter(@TempDir Path run) {
        Constant objective = Constant.of(1, Double.POSITIVE_INFINITY);
        objective.weight().detach().fill_(new Scalar(1.0));
        assertThatThrownBy(() -> new Trainer<>(descent(1), objective, run).train(TrainingListener.SILENT))
                .hasMessageContaining("ASSAY-6020")
                .hasMessageContaining("step 1")
                .hasMessageContaining("gradient of w");
        assertThat(Doubles.values(objective.weight())).containsExactly(1, 1);
        assertThat(weights(run.resolve("checkpoints/checkpoint-00000000.safetensors")))
                .hasEntrySatisfying("w", w -> assertThat(w).containsExactly(1, 1));
    }

    @Test
    void a_folder_with_a_run_is_not_trained_over(@TempDir Path run) {
        new Trainer<>(Runs.plan(3), Bigrams.of(), run).train(TrainingListener.SILENT);
        byte[] before = Runs.checkpoint(run, 3);
        assertThatThrownBy(() -> new Trainer<>(Runs.plan(3), Bigrams.of(), run).train(TrainingListener.SILENT))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2022")
                .hasMessageContaining("checkpoint-00000003");
        assertThat(Runs.checkpoint(run, 3)).isEqualTo(before);
    }

    @Test
    void a_model_without_trainable_parameters_is_refused(@TempDir Path run) {
        var frozen = new Constant(torch.zeros(2), new double[] {1, 2});
        assertThatThrownBy(() -> new Trainer<>(descent(0), frozen, run))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2021");
    }

    @Test
    void a_run_whose_folder_cannot_be_made_is_refused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new Trainer<>(Runs.plan(3), Bigrams.of(), file))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4022");
    }

    @Test
    void parameters_in_bf16_keep_f32_masters(@TempDir Path run) {
        Bigrams model = Bigrams.reduced();
        Trainer<Bigrams.Words> trainer = new Trainer<>(Runs.plan(30), model, run);
        trainer.train(TrainingListener.SILENT);
        for (Parameter p : model.parameters()) {
            Tensor master = trainer.weights().getOrDefault(p.name(), p.tensor());
            assertThat(master.scalar_type().intern()).isEqualTo(ScalarType.Float);
            assertThat(p.tensor().scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
            assertThat(p.tensor().equal(master.to(ScalarType.BFloat16)))
                    .as("%s is the rounded master", p.name())
                    .isTrue();
            assertThat(p.tensor().to(ScalarType.Float).equal(master))
                    .as("%s holds more than bf16 can", p.name())
                    .isFalse();
        }
    }

    /// The loss is half the squared length, so that each step of rate 0.5 halves every weight.
    private record Shrinks(Tensor weight) implements Objective<Integer> {
        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.matrix("w", weight, 1));
        }

        @Override
        public List<Integer> microBatches(long step) {
            return List.of(1);
        }

        @Override
        public double weight(Integer count) {
            return count;
        }

        @Override
        public Tensor loss(Integer count, Pass pass) {
            return weight.mul(weight).sum().mul(new Scalar(0.5));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_parameter_that_is_a_view_is_trained_in_place_and_its_surroundings_are_left(
            boolean turned, @TempDir Path run) {
        Tensor whole = Randomness.of(1).normal(1, 4, 6);
        double[] before = Doubles.values(whole);
        Tensor weight = turned ? whole.t() : whole.narrow(1, 1, 2);
        var objective = new Shrinks(weight.detach().set_requires_grad(true));
        for (OptimizerPlan optimizer : List.of(new OptimizerPlan.Sgd(0.5, 0, 0), OptimizerPlan.AdamW.of(0.5))) {
            TrainingPlan plan = new TrainingPlan(1, 1, 1, optimizer, new Schedule.Constant(), 0, 1, 1, 0, 0, 1);
            new Trainer<>(plan, objective, run.resolve(optimizer.getClass().getSimpleName()))
                    .train(TrainingListener.SILENT);
            double[] after = Doubles.values(whole);
            for (int i = 0; i < after.length; i++) {
                boolean trained = turned || i % 6 == 1 || i % 6 == 2;
                double expected = trained ? stepped(optimizer, before[i]) : before[i];
                assertThat(after[i]).as("%s, number %d", optimizer, i).isCloseTo(expected, within(1e-5));
            }
            before = after;
        }
    }

    /// The first step of Adam is the rate in the gradient's direction, after the decay.
    private static double stepped(OptimizerPlan optimizer, double w) {
        return switch (optimizer) {
            case OptimizerPlan.Sgd ignored -> w / 2;
            case OptimizerPlan.AdamW plan -> w * (1 - 0.5 * plan.weightDecay()) - 0.5 * Math.signum(w);
        };
    }

    @Test
    void the_log_has_one_line_per_step_with_its_numbers(@TempDir Path run) {
        new Trainer<>(Runs.validating(4, 2), Bigrams.of().validating(), run).train(TrainingListener.SILENT);
        List<String> lines =
                new String(Runs.log(run), StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.stream().map(Json::tree).map(line -> line.path("step").asLong()))
                .containsExactly(1L, 2L, 2L, 3L, 4L, 4L);
        assertThat(lines.get(0)).contains("\"loss\":", "\"gradient-norm\":", "\"learning-rate\":", "\"weight\":21");
        assertThat(lines.get(2)).contains("\"validation-loss\":");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void a_plan_without_steps_is_refused(long steps) {
        assertThatThrownBy(() -> Runs.plan(steps)).hasMessageContaining("steps");
        assertThatThrownBy(() -> Runs.plan(1).withLanes(2, 3)).hasMessageContaining("workers");
        assertThatThrownBy(() -> Runs.plan(1).withLanes(0, 0)).hasMessageContaining("lanes");
        assertThatThrownBy(() -> Runs.plan(1).withCheckpoints(-1, 1)).hasMessageContaining("checkpoint-every");
        assertThatThrownBy(() -> Runs.plan(1).withCheckpoints(1, 0)).hasMessageContaining("keep-last");
    }
}
