package dev.assay.nn.layer;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Heap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// A linear map and an optional bias, `y = W x + b`.
///
/// | name | shape            |
/// |------|------------------|
/// | `x`  | `[..., inputs]`  |
/// | `b`  | `[outputs]`      |
/// | `y`  | `[..., outputs]` |
///
/// @param map  `W`, of any structure
/// @param bias `b`
public record Linear(LinearMap map, Optional<Tensor> bias) implements Layer {
    public Linear {
        if (bias.isPresent() && bias.get().numel() != map.outputs()) {
            throw new IllegalArgumentException(
                    "a bias of " + bias.get().numel() + " does not fit a map of " + map.outputs() + " outputs");
        }
    }

    /// Without a bias.
    public static Linear of(LinearMap map) {
        return new Linear(map, Optional.empty());
    }

    /// The same with this bias.
    public Linear withBias(Tensor other) {
        return new Linear(map, Optional.of(other));
    }

    /// The same with another map in its place.
    public Linear withMap(LinearMap other) {
        return new Linear(other, bias);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (pass.isTraining() && !(map instanceof dev.assay.nn.linear.Dense)) {
            Tensor y = map.forward(x, pass);
            return bias.map(y::add).orElse(y);
        }
        return bias.isPresent() ? map.apply(x, bias.get()) : map.apply(x);
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        if (bias.isEmpty()) {
            return map.rows(most);
        }
        float[] shifts = Heap.read(bias.get());
        return map.rows(most)
                .map(product -> product.then(y -> {
                    float[] shifted = new float[y.length];
                    for (int i = 0; i < y.length; i++) {
                        shifted[i] = y[i] + shifts[i % shifts.length];
                    }
                    return shifted;
                }));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(map.factors());
        bias.ifPresent(b -> all.add(Parameter.vector("bias", b)));
        return List.copyOf(all);
    }
}
