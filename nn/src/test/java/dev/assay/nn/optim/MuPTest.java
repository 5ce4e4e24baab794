package dev.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Parameter;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.linear.structured.LinearSpec;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuPTest {
    private static final OptimizerPlan ADAM = OptimizerPlan.AdamW.of(1e-3);
    private static final OptimizerPlan SGD = new OptimizerPlan.Sgd(1e-3, 0, 0);
    private static final BaseShapes BASE = new BaseShapes(Map.of("up", new BaseShapes.Shape(64, 64)));

    private static LinearSpec spec(String name) {
        return switch (name) {
            case "low" -> new LinearSpec.LowRank(8);
            case "kron" -> new LinearSpec.Kronecker();
            case "train" -> new LinearSpec.TensorTrain(2, 4);
            case "btt" -> new LinearSpec.BlockTensorTrain(2, 2);
            case "monarch" -> new LinearSpec.Monarch(16);
            default -> new LinearSpec.Dense();
        };
    }

    private static List<Parameter> parameters(LinearSpec spec, long inputs, long outputs) {
        return Parameter.under(
                "up", Design.of(spec).build(inputs, outputs, Randomness.of(1)).factors());
    }

    /// Factors on the rate of a layer of 1,024 by 1,024 beside a base of 64.
    @ParameterizedTest
    @CsvSource({
        "dense, 1, 1",
        "low, .5, 64",
        "kron, 16, 16",
        "train, 16, 4",
        "btt, 16, 8",
        "monarch, 8, 8",
    })
    void factors_of_adam_are_those_of_the_papers_table(String name, double first, double last) {
        try (var scope = Scope.open()) {
            List<Parameter> scaled = new MuP(MuP.Mode.AWARE, BASE).scaled(parameters(spec(name), 1024, 1024), ADAM);
            double width = 64.0 / 1024;
            assertThat(scaled.getFirst().learningRateFactor()).isCloseTo(width * first, within(1e-12));
            assertThat(scaled.getLast().learningRateFactor()).isCloseTo(width * last, within(1e-12));
            List<Parameter> naive = new MuP(MuP.Mode.NAIVE, BASE).scaled(parameters(spec(name), 1024, 1024), ADAM);
            assertThat(naive).allSatisfy(p -> assertThat(p.learningRateFactor()).isCloseTo(width, within(1e-12)));
        }
    }

    @Test
    void for_adam_rate_times_fan_in_is_the_same_at_every_width() {
        try (var scope = Scope.open()) {
            MuP mup = new MuP(MuP.Mode.AWARE, BASE);
            for (String name : List.of("dense", "low", "kron", "train", "btt", "monarch")) {
                for (long width : new long[] {64, 256, 1024}) {
                    for (Parameter p : mup.scaled(parameters(spec(name), width, width), ADAM)) {
                        int factors = p.part().map(Parameter.Part::factors).orElse(1);
                        assertThat(p.learningRateFactor() * p.fanIn() * factors).isCloseTo(64, within(1e-9));
                    }
                }
            }
        }
    }

    @Test
    void for_sgd_the_norms_of_the_products_count() {
        try (var scope = Scope.open()) {
            // Groups and widths of 16 and 32 at 512 to 256 of rank 2: R sums over 16 for 32, L over 64 for 16.
            List<Parameter> scaled = new MuP(MuP.Mode.AWARE, BASE).scaled(parameters(spec("btt"), 512, 256), SGD);
            assertThat(scaled.getFirst().fanIn()).isEqualTo(16);
            assertThat(scaled.getFirst().fanOut()).isEqualTo(32);
            double dense = 256.0 / 512;
            assertThat(scaled.getFirst().learningRateFactor())
                    .isCloseTo(dense * (32.0 / 16) / dense / 2, within(1e-12));
            assertThat(scaled.getLast().learningRateFactor()).isCloseTo(dense * (16.0 / 64) / dense / 2, within(1e-12));
        }
    }

    @Test
    void vectors_and_embeddings_keep_the_rate_and_standard_knows_nothing() {
        try (var scope = Scope.open()) {
            MuP mup = new MuP(MuP.Mode.AWARE, BASE);
            Parameter bias = Parameter.vector("up.bias", Randomness.of(1).normal(1, 7));
            Parameter embedding =
                    new Parameter("tokens.weight", Randomness.of(1).normal(1, 7, 5), 1, 5, 0.02, 1, true);
            assertThat(mup.factor(bias, ADAM)).isOne();
            assertThat(mup.factor(embedding, ADAM)).isOne();
            assertThat(new MuP(MuP.Mode.STANDARD, BASE).scaled(parameters(spec("btt"), 1024, 1024), ADAM))
                    .allMatch(p -> p.learningRateFactor() == 1);
        }
    }

    @Test
    void a_layer_that_the_base_model_lacks_is_named() {
        try (var scope = Scope.open()) {
            Parameter other = Parameter.matrix("down.weight", Randomness.of(1).normal(1, 4, 4), 1);
            assertThatThrownBy(() -> new MuP(MuP.Mode.AWARE, BASE).factor(other, ADAM))
                    .hasMessageContaining("down");
        }
    }

    @Test
    void base_shapes_are_those_of_the_layers_whatever_their_structure() {
        try (var scope = Scope.open()) {
            for (String name : List.of("dense", "kron", "btt")) {
                assertThat(BaseShapes.of(parameters(spec(name), 36, 64)).layers())
                        .containsExactly(Map.entry("up", new BaseShapes.Shape(36, 64)));
            }
        }
    }
}
