package dev.assay.nn.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Gradients;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.layer.Activation;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.optim.BaseShapes;
import dev.assay.nn.optim.MuP;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerDesignTest {
    private static final Randomness RANDOM = Randomness.of(5);

    private static Tensor perturbed(Tensor tensor) {
        return tensor.detach().add(Randomness.of(tensor.numel()).normal(0.3, tensor.shape()));
    }

    /// The same layer with other numbers, so that no router is at its tie.
    private static SizedLayer moved(LayerDesign design, SizedLayer layer) {
        Map<String, Tensor> tensors = layer.parameters().stream()
                .collect(Collectors.toMap(Parameter::name, parameter -> perturbed(parameter.tensor())));
        return design.of(layer.inputs(), layer.outputs(), (name, shape) -> {
            Tensor tensor = Objects.requireNonNull(tensors.get(name), name);
            assertThat(tensor.shape()).containsExactly(shape);
            return tensor;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense",
                "dense:experts=8,active=2",
                "btt:cores=2,rank=1,capped,experts=16,active=2",
                "low-rank:share=0.125,experts=4,active=1"
            })
    void words_are_read_as_they_are_written(String words) {
        assertThat(LayerDesign.parse(words).text()).isEqualTo(words);
    }

    @Test
    void two_of_the_experts_are_active_if_nothing_is_said_and_never_more_than_there_are() {
        assertThat(LayerDesign.parse("btt:experts=8").active()).isEqualTo(2);
        assertThat(LayerDesign.parse("btt:experts=3,active=9").active()).isEqualTo(3);
        assertThat(LayerDesign.parse("btt:rank=2").isMixture()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense:experts=0", "dense:experts=many", "dense:experts=4,active=0", "dense:experts=99999"})
    void what_makes_no_mixture_is_refused(String words) {
        assertThatThrownBy(() -> LayerDesign.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense:experts=4,active=2",
                "btt:experts=4,active=2",
                "btt:capped,experts=4,active=2",
                "btt:rank=2,capped,experts=4,active=1",
                "low-rank:rank=3,experts=4,active=3"
            })
    void a_row_on_java_arrays_is_the_row_of_the_engine(String words) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            LayerDesign design = LayerDesign.parse(words);
            SizedLayer layer = moved(design, design.build(12, 16, RANDOM));
            Tensor x = Randomness.of(1).normal(1, 7, 12);
            RowFunction rows = layer.rows(7).orElseThrow();
            float[] expected = Heap.read(layer.forward(x, Pass.inference()));
            float[] seen = rows.of(Heap.read(x));
            assertThat(seen).hasSize(expected.length);
            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i]).isCloseTo(expected[i], within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense:experts=4,active=2", "btt:capped,experts=8,active=2", "monarch:blocks=2,experts=2"})
    void what_it_says_to_cost_is_what_the_layer_has(String words) {
        try (var scope = Scope.open()) {
            LayerDesign design = LayerDesign.parse(words);
            SizedLayer layer = design.build(12, 16, RANDOM);
            long gains = layer.parameters().stream()
                    .filter(parameter -> parameter.name().endsWith("_gain"))
                    .count();
            assertThat(design.describe(12, 16).parameters()).isEqualTo(layer.parameterCount() - gains);
            assertThat(design.describe(12, 16).macsPerRow()).isEqualTo(layer.macsPerRow());
        }
    }

    @Test
    void a_layer_that_begins_at_zero_gives_zero() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            for (String words : List.of("dense:experts=4", "btt:capped,experts=4", "low-rank:rank=2,experts=4")) {
                SizedLayer layer = LayerDesign.parse(words).fromZero().build(12, 16, RANDOM);
                Tensor y = layer.forward(Randomness.of(1).normal(1, 5, 12), Pass.inference());
                assertThat(y.abs().max().item_double()).isZero();
            }
        }
    }

    @Test
    void training_lessens_the_mean_of_the_balance_losses() {
        try (var scope = Scope.open()) {
            SizedLayer layer = LayerDesign.parse("dense:experts=4").build(12, 12, RANDOM);
            Pass pass = Pass.training(RANDOM);
            Tensor x = Randomness.of(1).normal(1, 64, 12);
            List<Tensor> seen = new ArrayList<>();
            Pass watched = pass.observedBy((path, logits) -> seen.add(logits));
            layer.forward(x, watched.block(0));
            layer.forward(x, watched.block(1));
            // All ties: probabilities are even, so the first part is 1, and the second (ln 4)² / 10.
            double expected = 1 + 0.1 * Math.pow(Math.log(4), 2);
            assertThat(pass.meanPenalty().orElseThrow().item_double()).isCloseTo(expected, within(1e-5));
            assertThat(seen).hasSize(2);
            Pass inference = Pass.inference();
            layer.forward(x, inference);
            assertThat(inference.meanPenalty()).isEmpty();
        }
    }

    @Test
    void whole_mlps_are_mixed_as_single_maps_are() {
        try (var scope = Scope.open()) {
            Tensor router = Doubles.trainable(1, 3, 4);
            List<FeedForward> experts = IntStream.range(0, 3)
                    .<FeedForward>mapToObj(i -> new FeedForward.Plain(
                            Linear.of(new Dense(Doubles.trainable(10 + i, 6, 4))),
                            Activation.GELU,
                            Linear.of(new Dense(Doubles.trainable(20 + i, 4, 6)))))
                    .toList();
            FeedForward mixed = new FeedForward.OfExperts(new Router(router, 2), experts);
            Tensor x = Doubles.trainable(2, 2, 3, 4);
            List<Tensor> leaves = new ArrayList<>(List.of(x, router));
            mixed.parameters().forEach(parameter -> leaves.add(parameter.tensor()));
            Gradients.check(() -> mixed.forward(x, Pass.inference()), leaves.toArray(Tensor[]::new));
            assertThat(mixed.macsPerRow()).isEqualTo(2 * 48 + 12);
            Routing routing = new Router(router, 2).route(x.view(6, 4));
            Tensor whole = mixed.forward(x, Pass.inference()).view(6, 4);
            for (int row = 0; row < 6; row++) {
                double[] chosen = Doubles.values(routing.experts().select(0, row));
                Tensor one = x.view(6, 4).narrow(0, row, 1);
                Tensor expected = experts.get((int) chosen[0])
                        .forward(one, Pass.inference())
                        .mul(routing.gates().select(0, row).select(0, 0))
                        .add(experts.get((int) chosen[1])
                                .forward(one, Pass.inference())
                                .mul(routing.gates().select(0, row).select(0, 1)));
                assertThat(whole.narrow(0, row, 1).sub(expected).abs().max().item_double())
                        .isLessThan(1e-12);
            }
        }
    }

    @Test
    void experts_learn_as_one_map_would_and_the_router_as_a_dense_layer() {
        try (var scope = Scope.open()) {
            OptimizerPlan adam = OptimizerPlan.AdamW.of(1e-3);
            LayerDesign design = LayerDesign.parse("btt:experts=8,active=2");
            List<Parameter> base = Parameter.under(
                    "up", design.ofDenseMaps().build(64, 64, RANDOM).parameters());
            List<Parameter> wide =
                    Parameter.under("up", design.build(256, 256, RANDOM).parameters());
            MuP mup = new MuP(MuP.Mode.AWARE, BaseShapes.of(base));
            Map<String, Double> factors =
                    wide.stream().collect(Collectors.toMap(Parameter::name, p -> mup.factor(p, adam)));
            // Base width over the factor's own fan-in of 16 over two factors; 64/256 for the router.
            assertThat(factors)
                    .containsEntry("up.A", 64.0 / 16 / 2)
                    .containsEntry("up.B", 64.0 / 16 / 2)
                    .containsEntry("up.router.weight", 0.25);
        }
    }
}
