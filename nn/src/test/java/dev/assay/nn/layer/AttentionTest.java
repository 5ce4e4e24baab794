package dev.assay.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Dropout;
import dev.assay.nn.Gradients;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.Attention.Projection;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionTest {
    private static final int HEADS = 4;
    private static final int KEY_HEADS = 2;
    private static final int HEAD_DIM = 2;
    private static final int DIM = 4;
    private static final int BATCH = 2;
    private static final int TIME = 3;
    private static final double SCALE = 0.6;

    private static Linear linear(long seed, int outputs, int inputs) {
        return new Linear(
                new Dense(Doubles.trainable(seed, outputs, inputs)),
                Optional.of(Doubles.trainable(seed + 50, outputs)));
    }

    private static Attention of(Projection projection, double dropout) {
        return new Attention(
                projection, linear(4, DIM, HEADS * HEAD_DIM), HEADS, KEY_HEADS, HEAD_DIM, SCALE, new Dropout(dropout));
    }

    private static Projection separate() {
        return new Projection.Separate(
                linear(1, HEADS * HEAD_DIM, DIM),
                linear(2, KEY_HEADS * HEAD_DIM, DIM),
                linear(3, KEY_HEADS * HEAD_DIM, DIM));
    }

    private static Projection fused() {
        return new Projection.Fused(linear(1, (HEADS + 2 * KEY_HEADS) * HEAD_DIM, DIM));
    }

    private static Tensor bias(int queries, int keys) {
        double[] bias = new double[BATCH * queries * keys];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = i % 5 == 3 ? Double.NEGATIVE_INFINITY : 0.1 * (i % 3);
        }
        return Doubles.of(bias, BATCH, 1, queries, keys);
    }

    private static Rotary rotary() {
        return Rotary.of(Rotary.frequencies(HEAD_DIM, 100), 1, 16)
                .like(Doubles.random(0, 1))
                .range(0, TIME);
    }

    record Case(String name, Projection projection, Mask mask, Optional<Rotary> rotary, double dropout) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("separate, causal", separate(), new Mask.Causal(), Optional.empty(), 0),
                new Case("separate, causal, rotary", separate(), new Mask.Causal(), Optional.of(rotary()), 0),
                new Case("fused, causal, rotary", fused(), new Mask.Causal(), Optional.of(rotary()), 0),
                new Case("fused, explicit", fused(), new Mask.Explicit(bias(TIME, TIME)), Optional.empty(), 0),
                new Case("fused, everything", fused(), new Mask.Everything(), Optional.of(rotary()), 0),
                new Case("dropout, causal", fused(), new Mask.Causal(), Optional.empty(), 0.3),
                new Case("dropout, explicit", separate(), new Mask.Explicit(bias(TIME, TIME)), Optional.empty(), 0.3),
                new Case("dropout, everything", fused(), new Mask.Everything(), Optional.empty(), 0.3));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_gradient_is_that_of_finite_differences(Case given) {
        try (var scope = Scope.open()) {
            Attention attention = of(given.projection(), given.dropout());
            var context = new Attention.Context(given.rotary(), given.mask());
            Tensor x = Doubles.trainable(9, BATCH, TIME, DIM);
            List<Tensor> inputs = new ArrayList<>(List.of(x));
            attention.parameters().stream().map(Parameter::tensor).forEach(inputs::add);
            Gradients.check(
                    () -> attention.forward(x, context, KeysAndValues.NONE, Pass.training(Randomness.of(3))),
                    inputs.toArray(Tensor[]::new));
        }
    }

    /// Attention as the formula reads, one number at a time.
    ///
    /// @param q `[batch][heads][queries][headDim]`; `k`, `v` likewise with key heads
    private static double[] plain(double[] q, double[] k, double[] v, int queries, int keys, Tensor bias) {
        double[] mask = Doubles.values(bias);
        double[] out = new double[BATCH * queries * HEADS * HEAD_DIM];
        for (int b = 0; b < BATCH; b++) {
            for (int h = 0; h < HEADS; h++) {
                int keyHead = h / (HEADS / KEY_HEADS);
                for (int i = 0; i < queries; i++) {
                    double[] weight = new double[keys];
                    double sum = 0;
                    for (int j = 0; j < keys; j++) {
                        double score = mask[(b * queries + i) * keys + j];
                        for (int d = 0; d < HEAD_DIM; d++) {
                            score += SCALE
                                    * q[((b * queries + i) * HEADS + h) * HEAD_DIM + d]
                                    * k[((b * keys + j) * KEY_HEADS + keyHead) * HEAD_DIM + d];
                        }
                        weight[j] = Math.exp(score);
                        sum += weight[j];
                    }
                    for (int j = 0; j < keys; j++) {
                        for (int d = 0; d < HEAD_DIM; d++) {
                            out[((b * queries + i) * HEADS + h) * HEAD_DIM + d] +=
                                    weight[j] / sum * v[((b * keys + j) * KEY_HEADS + keyHead) * HEAD_DIM + d];
                        }
                    }
                }
            }
        }
        return out;
    }

    private static Tensor causalBias() {
        double[] bias = new double[BATCH * TIME * TIME];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = i % TIME > i / TIME % TIME ? Double.NEGATIVE_INFINITY : 0;
        }
        return Doubles.of(bias, BATCH, 1, TIME, TIME);
    }

    private static double[] project(Linear linear, double[] x) {
        double[] w = Doubles.values(((LinearMap) linear.map()).toDense());
        double[] b = linear.bias().map(Doubles::values).orElseThrow();
        int inputs = w.length / b.length;
        double[] y = new double[x.length / inputs * b.length];
        for (int row = 0; row < x.length / inputs; row++) {
            for (int o = 0; o < b.length; o++) {
                y[row * b.length + o] = b[o];
                for (int i = 0; i < inputs; i++) {
                    y[row * b.length + o] += w[o * inputs + i] * x[row * inputs + i];
                }
            }
        }
        return y;
    }

    @Test
    void attention_agrees_with_a_triple_loop_under_each_mask() {
        try (var scope = Scope.open()) {
            var projection = (Projection.Separate) separate();
            Attention attention = of(projection, 0);
            Tensor x = Doubles.random(9, BATCH, TIME, DIM);
            double[] in = Doubles.values(x);
            Tensor explicit = bias(TIME, TIME);
            List<Mask> masks = List.of(new Mask.Causal(), new Mask.Explicit(explicit), new Mask.Everything());
            List<Tensor> biases = List.of(causalBias(), explicit, torch.zeros_like(explicit));
            for (int m = 0; m < masks.size(); m++) {
                double[] mixed = plain(
                        project(projection.query(), in),
                        project(projection.key(), in),
                        project(projection.value(), in),
                        TIME,
                        TIME,
                        biases.get(m));
                for (Pass pass : List.of(Pass.inference(), Pass.training(Randomness.of(1)))) {
                    Tensor y = attention.forward(
                            x, new Attention.Context(Optional.empty(), masks.get(m)), KeysAndValues.NONE, pass);
                    assertThat(Doubles.values(y)).containsExactly(project(attention.output(), mixed), within(1e-12));
                }
            }
        }
    }

    @Test
    void one_query_over_a_past_agrees_with_a_triple_loop() {
        try (var scope = Scope.open()) {
            var projection = (Projection.Separate) separate();
            Attention attention = of(projection, 0);
            Tensor past = Doubles.random(8, BATCH, TIME, DIM);
            Tensor now = Doubles.random(9, BATCH, 1, DIM);
            double[] all = Doubles.values(torch.cat(new TensorVector(past, now), 1));
            Tensor explicit = bias(1, TIME + 1);
            for (Mask mask : List.of(new Mask.Everything(), new Mask.Explicit(explicit))) {
                double[] mixed = plain(
                        project(projection.query(), Doubles.values(now)),
                        project(projection.key(), all),
                        project(projection.value(), all),
                        1,
                        TIME + 1,
                        mask instanceof Mask.Explicit(Tensor given) ? given : torch.zeros_like(explicit));
                Tensor y = attention.forward(
                        now,
                        new Attention.Context(Optional.empty(), mask),
                        (k, v) -> new KeysAndValues.Pair(
                                after(projection.key(), past, k), after(projection.value(), past, v)),
                        Pass.inference());
                assertThat(Doubles.values(y)).containsExactly(project(attention.output(), mixed), within(1e-12));
            }
        }
    }

    private static Tensor after(Linear projection, Tensor past, Tensor now) {
        Tensor before = projection.forward(past, Pass.inference()).view(BATCH, TIME, KEY_HEADS, HEAD_DIM);
        return torch.cat(new TensorVector(before.transpose(1, 2), now), 2);
    }

    @Test
    void fused_projections_equal_separate_ones_with_the_same_rows() {
        try (var scope = Scope.open()) {
            var apart = (Projection.Separate) separate();
            Tensor weight = torch.cat(
                    new TensorVector(
                            ((LinearMap) apart.query().map()).toDense(),
                            ((LinearMap) apart.key().map()).toDense(),
                            ((LinearMap) apart.value().map()).toDense()),
                    0);
            Tensor bias = torch.cat(
                    new TensorVector(
                            apart.query().bias().orElseThrow(),
                            apart.key().bias().orElseThrow(),
                            apart.value().bias().orElseThrow()),
                    0);
            var together = new Projection.Fused(new Linear(new Dense(weight), Optional.of(bias)));
            Tensor x = Doubles.random(9, BATCH, TIME, DIM);
            var context = new Attention.Context(Optional.of(rotary()), new Mask.Causal());
            assertThat(Doubles.values(of(together, 0).forward(x, context, KeysAndValues.NONE, Pass.inference())))
                    .containsExactly(
                            Doubles.values(of(apart, 0).forward(x, context, KeysAndValues.NONE, Pass.inference())),
                            within(1e-12));
        }
    }

    @Test
    void training_in_bf16_stays_near_training_in_f32() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.random(9, BATCH, TIME, DIM);
            var context = new Attention.Context(Optional.empty(), new Mask.Causal());
            var wide = (Projection.Fused) fused();
            var narrow = new Projection.Fused(reduced(wide.all()));
            Attention full = of(wide, 0);
            Attention half =
                    new Attention(narrow, reduced(full.output()), HEADS, KEY_HEADS, HEAD_DIM, SCALE, Dropout.NONE);
            Pass pass = Pass.training(Randomness.of(1));
            assertThat(Doubles.values(half.forward(x.to(ScalarType.BFloat16), context, KeysAndValues.NONE, pass)))
                    .containsExactly(Doubles.values(full.forward(x, context, KeysAndValues.NONE, pass)), within(0.4));
        }
    }

    private static Linear reduced(Linear linear) {
        return new Linear(
                new Dense(((LinearMap) linear.map()).toDense().to(ScalarType.BFloat16)),
                linear.bias().map(b -> b.to(ScalarType.BFloat16)));
    }

    @Test
    void heads_that_cannot_be_shared_evenly_are_refused() {
        try (var scope = Scope.open()) {
            assertThatThrownBy(() -> new Attention(separate(), linear(4, 4, 6), 3, 2, 2, 1, Dropout.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3")
                    .hasMessageContaining("2");
        }
    }

    @Test
    void parameters_are_named_by_their_path() {
        try (var scope = Scope.open()) {
            assertThat(of(separate(), 0).parameters())
                    .extracting(Parameter::name)
                    .containsExactly(
                            "q_proj.weight",
                            "q_proj.bias",
                            "k_proj.weight",
                            "k_proj.bias",
                            "v_proj.weight",
                            "v_proj.bias",
                            "o_proj.weight",
                            "o_proj.bias");
            assertThat(of(fused(), 0).parameters())
                    .extracting(Parameter::name)
                    .containsExactly("qkv_proj.weight", "qkv_proj.bias", "o_proj.weight", "o_proj.bias");
        }
    }
}
