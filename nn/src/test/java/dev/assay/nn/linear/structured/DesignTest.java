package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.nn.Parameter;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesignTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense",
                "low-rank:rank=12",
                "low-rank:share=0.25",
                "kronecker",
                "train:cores=3,rank=4",
                "btt:cores=2,rank=2,splits=reference,start=first-rank,zero,capped",
                "btt:cores=3,rank=1,capped,gains=no",
                "monarch:blocks=4",
                "block-diagonal:blocks=4",
                "einsum:theta=0.5/0/0.5/0/0.5/0.5/0.25,capped",
                "einsum:sizes=4/2/2/2/4/2/1"
            })
    void words_are_read_as_they_are_written_and_make_a_map_that_can_be_read_again(String text) {
        Design design = Design.parse(text);
        assertThat(design.text()).isEqualTo(text);
        try (var scope = Scope.open()) {
            LinearMap map = design.build(16, 16, Randomness.of(3));
            Map<String, Tensor> tensors =
                    map.factors().stream().collect(Collectors.toMap(Parameter::name, Parameter::tensor));
            LinearMap again = design.of(16, 16, (name, shape) -> {
                Tensor tensor = Objects.requireNonNull(tensors.get(name));
                assertThat(tensor.shape()).isEqualTo(shape);
                return tensor;
            });
            Tensor x = Randomness.of(4).normal(1, 5, 16);
            assertThat(again.apply(x).equal(map.apply(x))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "toeplitz | no structure 'toeplitz'",
                "btt:blocks=4 | has no 'blocks'",
                "btt:rank=two | a whole number, not 'two'",
                "low-rank:share=3 | from 0 to 1",
                "einsum:sizes=1/2 | seven whole numbers",
                "einsum | seven exponents",
                "btt:splits=odd | balanced or reference",
                "btt:start=warm | first-rank",
            })
    void words_that_make_no_design_are_told_what_they_could_be(String text, String said) {
        assertThatThrownBy(() -> Design.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }
}
