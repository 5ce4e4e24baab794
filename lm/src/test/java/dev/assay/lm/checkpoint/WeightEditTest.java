package dev.assay.lm.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Parameter;
import dev.assay.tensor.Scope;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightEditTest {
    @TempDir
    Path folder;

    private Path before = Path.of("");

    @BeforeEach
    void write() {
        before = TinyFolder.write(folder.resolve("before"));
    }

    @FunctionalInterface
    private interface Comparison {
        void of(Tensor before, Tensor after);
    }

    /// Saves the changed model, opens it again, and compares all parameters.
    private void compare(WeightEdit edit, Path original, Comparison comparison) {
        Path target = folder.resolve("after");
        try (PretrainedModel model = PretrainedModel.open(original, LoadOptions.DEFAULT)) {
            edit.save(model, target);
        }
        try (var scope = Scope.open();
                var ignored = new NoGradGuard();
                PretrainedModel old = PretrainedModel.open(original, LoadOptions.DEFAULT);
                PretrainedModel changed = PretrainedModel.open(target, LoadOptions.DEFAULT)) {
            Map<String, Tensor> by = changed.decoder().parameters().stream()
                    .collect(Collectors.toMap(Parameter::name, Parameter::tensor));
            assertThat(old.decoder().parameters()).allSatisfy(parameter -> {
                assertThat(by).containsKey(parameter.name());
                comparison.of(parameter.tensor(), by.getOrDefault(parameter.name(), parameter.tensor()));
            });
        }
    }

    private static double deviation(Tensor tensor) {
        return tensor.std().item_double();
    }

    @Test
    void noise_has_the_asked_share_of_each_matrix_and_leaves_vectors() {
        compare(new WeightEdit.Noise(0.25, 3), before, (old, changed) -> {
            Tensor difference = changed.sub(old);
            if (old.dim() < 2) {
                assertThat(difference.abs().max().item_double()).isZero();
            } else {
                assertThat(deviation(difference) / deviation(old)).isCloseTo(0.25, within(0.05));
            }
        });
    }

    @Test
    void pruning_takes_the_smallest_numbers_and_keeps_the_others() {
        compare(new WeightEdit.Pruning(0.3), before, (old, changed) -> {
            Tensor gone = changed.eq(new Scalar(0));
            if (old.dim() >= 2) {
                assertThat(gone.mean(new ScalarTypeOptional(ScalarType.Double)).item_double())
                        .isCloseTo(0.3, within(0.01));
                double largest = old.abs().masked_select(gone).max().item_double();
                double smallest =
                        old.abs().masked_select(gone.logical_not()).min().item_double();
                assertThat(largest).isLessThan(smallest);
            }
            assertThat(changed.sub(old)
                            .masked_select(gone.logical_not())
                            .abs()
                            .sum()
                            .item_double())
                    .isZero();
        });
    }

    @Test
    void averaging_lies_between_both_models() {
        Path noisy = folder.resolve("noisy");
        try (PretrainedModel model = PretrainedModel.open(before, LoadOptions.DEFAULT)) {
            new WeightEdit.Noise(1, 4).save(model, noisy);
        }
        try (PretrainedModel base = PretrainedModel.open(before, LoadOptions.DEFAULT)) {
            Map<String, Tensor> by =
                    base.decoder().parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::tensor));
            int[] compared = new int[1];
            String[] names =
                    base.decoder().parameters().stream().map(Parameter::name).toArray(String[]::new);
            compare(new WeightEdit.Averaging(base, 0.25), noisy, (old, changed) -> {
                Tensor other = by.getOrDefault(names[compared[0]++], old);
                Tensor expected = old.mul(new Scalar(0.75)).add(other.mul(new Scalar(0.25)));
                assertThat(changed.sub(expected).abs().max().item_double()).isLessThan(1e-6);
            });
            assertThat(compared[0]).isEqualTo(names.length);
        }
    }
}
