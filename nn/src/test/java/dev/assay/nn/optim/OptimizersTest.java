package dev.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Parameter;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {
    private static final int STEPS = 20;

    /// A matrix at half the rate that decays, a vector that does not, and a second matrix at the full rate.
    private static List<Parameter> parameters() {
        return List.of(
                new Parameter("a", Randomness.of(1).normal(1, 3, 4), 4, 3, 1, 0.5, true),
                new Parameter("b", Randomness.of(2).normal(1, 5), 0, 0, 0, 1, false),
                new Parameter("c", Randomness.of(3).normal(1, 2, 2), 2, 2, 1, 1, true));
    }

    private static Tensor gradient(int step, int parameter, Tensor like) {
        return Randomness.of(100)
                .split(step)
                .split(parameter)
                .normal(1 + parameter, like.numel())
                .view_as(like);
    }

    private static double factor(int step) {
        return 1 - 0.02 * step;
    }

    private static void run(Optimizer optimizer, List<Parameter> parameters) {
        for (int step = 0; step < STEPS; step++) {
            int now = step;
            try (var scope = Scope.open()) {
                List<Tensor> gradients = java.util.stream.IntStream.range(0, parameters.size())
                        .mapToObj(i -> gradient(now, i, parameters.get(i).tensor()))
                        .toList();
                optimizer.step(gradients, factor(step));
            }
        }
    }

    /// Algorithm 2 of the paper, one number at a time, with `λ` per unit of learning rate.
    private static double[] adamW(OptimizerPlan.AdamW plan, Parameter p, int index) {
        double[] w = Doubles.values(p.tensor());
        double[] m = new double[w.length];
        double[] v = new double[w.length];
        for (int step = 0; step < STEPS; step++) {
            double[] g = Doubles.values(gradient(step, index, p.tensor()));
            double rate = plan.learningRate() * factor(step) * p.learningRateFactor();
            for (int i = 0; i < w.length; i++) {
                m[i] = plan.beta1() * m[i] + (1 - plan.beta1()) * g[i];
                v[i] = plan.beta2() * v[i] + (1 - plan.beta2()) * g[i] * g[i];
                double first = m[i] / (1 - Math.pow(plan.beta1(), step + 1));
                double second = v[i] / (1 - Math.pow(plan.beta2(), step + 1));
                double decay = p.decays() ? plan.weightDecay() * w[i] : 0;
                w[i] -= rate * (first / (Math.sqrt(second) + plan.epsilon()) + decay);
            }
        }
        return w;
    }

    private static double[] sgd(OptimizerPlan.Sgd plan, Parameter p, int index) {
        double[] w = Doubles.values(p.tensor());
        double[] v = new double[w.length];
        for (int step = 0; step < STEPS; step++) {
            double[] g = Doubles.values(gradient(step, index, p.tensor()));
            double rate = plan.learningRate() * factor(step) * p.learningRateFactor();
            for (int i = 0; i < w.length; i++) {
                v[i] = plan.momentum() * v[i] + g[i];
                w[i] -= rate * (v[i] + (p.decays() ? plan.weightDecay() * w[i] : 0));
            }
        }
        return w;
    }

    @Test
    void adam_with_decoupled_decay_follows_the_papers_formula_in_each_group() {
        try (var scope = Scope.open()) {
            var plan = new OptimizerPlan.AdamW(0.05, 0.9, 0.95, 1e-6, 0.3);
            List<Parameter> before = parameters();
            List<Parameter> trained = parameters();
            run(plan.build(trained), trained);
            for (int i = 0; i < trained.size(); i++) {
                assertThat(Doubles.values(trained.get(i).tensor()))
                        .containsExactly(adamW(plan, before.get(i), i), within(2e-5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void stochastic_gradient_descent_follows_its_formula_in_each_group(double momentum) {
        try (var scope = Scope.open()) {
            var plan = new OptimizerPlan.Sgd(0.02, momentum, 0.4);
            List<Parameter> before = parameters();
            List<Parameter> trained = parameters();
            run(plan.build(trained), trained);
            for (int i = 0; i < trained.size(); i++) {
                assertThat(Doubles.values(trained.get(i).tensor()))
                        .containsExactly(sgd(plan, before.get(i), i), within(2e-5));
            }
        }
    }

    @Test
    void a_state_that_is_copied_goes_on_as_the_one_it_came_from() {
        try (var scope = Scope.open()) {
            var plan = OptimizerPlan.AdamW.of(0.05);
            List<Parameter> whole = parameters();
            Optimizer first = plan.build(whole);
            run(first, whole);
            List<Parameter> copies = whole.stream()
                    .map(p -> new Parameter(p.name(), p.tensor().clone(), 1, 1, 1, p.learningRateFactor(), p.decays()))
                    .toList();
            Optimizer second = plan.build(copies);
            second.state().forEach((name, tensor) -> tensor.copy_(first.state().getOrDefault(name, tensor)));
            run(first, whole);
            run(second, copies);
            for (int i = 0; i < whole.size(); i++) {
                assertThat(copies.get(i).tensor().equal(whole.get(i).tensor())).isTrue();
            }
            assertThat(first.state().keySet())
                    .contains("a.exp_avg", "a.exp_avg_sq", "a.step", "c.step")
                    .hasSize(9);
        }
    }

    @Test
    void the_state_takes_as_much_memory_as_the_plan_says() {
        try (var scope = Scope.open()) {
            Parameter p = Parameter.matrix("w", Randomness.of(1).normal(1, 10, 10), 1);
            assertThat(bytes(new OptimizerPlan.Sgd(1, 0, 0), p)).isZero();
            assertThat(bytes(new OptimizerPlan.Sgd(1, 0.9, 0), p)).isEqualTo(400);
            assertThat(bytes(OptimizerPlan.AdamW.of(1), p)).isEqualTo(804);
            assertThat(new OptimizerPlan.Sgd(1, 0, 0).stateBytesPerNumber()).isZero();
            assertThat(new OptimizerPlan.Sgd(1, 0.9, 0).stateBytesPerNumber()).isEqualTo(4);
            assertThat(OptimizerPlan.AdamW.of(1).stateBytesPerNumber()).isEqualTo(8);
        }
    }

    private static long bytes(OptimizerPlan plan, Parameter p) {
        return plan.build(List.of(p)).state().values().stream()
                .mapToLong(Tensor::nbytes)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_learning_rate_that_is_no_rate_is_refused(double rate) {
        assertThatThrownBy(() -> OptimizerPlan.AdamW.of(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learning-rate");
        assertThatThrownBy(() -> new OptimizerPlan.Sgd(rate, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void a_decay_of_moments_outside_its_range_is_refused(double beta) {
        assertThatThrownBy(() -> new OptimizerPlan.AdamW(1, beta, 0.9, 1e-8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta1");
        assertThatThrownBy(() -> new OptimizerPlan.AdamW(1, 0.9, beta, 1e-8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta2");
    }

    @Test
    void other_settings_outside_their_range_are_refused() {
        assertThatThrownBy(() -> new OptimizerPlan.AdamW(1, 0.9, 0.9, 0, 0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new OptimizerPlan.AdamW(1, 0.9, 0.9, 1e-8, -1)).hasMessageContaining("weight-decay");
        assertThatThrownBy(() -> new OptimizerPlan.Sgd(1, 1.1, 0)).hasMessageContaining("momentum");
    }
}
