package dev.assay.nn.layer;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Heap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// A linear map and an optional bias, `y = W x + b`; or, in the map's place, a mixture of such maps.
///
/// | name | shape            |
/// |------|------------------|
/// | `x`  | `[..., inputs]`  |
/// | `b`  | `[outputs]`      |
/// | `y`  | `[..., outputs]` |
///
/// @param map  `W`, of any structure, or what stands for it
/// @param bias `b`
public record Linear(SizedLayer map, Optional<Tensor> bias) implements Layer {
    public Linear {
        if (bias.isPresent() && bias.get().numel() != map.outputs()) {
            throw new IllegalArgumentException(
                    "a bias of " + bias.get().numel() + " does not fit a map of " + map.outputs() + " outputs");
        }
    }

    /// Without a bias.
    public static Linear of(SizedLayer map) {
        return new Linear(map, Optional.empty());
    }

    /// The same with this bias.
    public Linear withBias(Tensor other) {
        return new Linear(map, Optional.of(other));
    }

    /// The same with another map in its place.
    public Linear withMap(SizedLayer other) {
        return new Linear(other, bias);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        boolean atOnce = map instanceof Dense || (map instanceof LinearMap && !pass.isTraining());
        if (atOnce && map instanceof LinearMap linear) {
            return bias.isPresent() ? linear.apply(x, bias.get()) : linear.apply(x);
        }
        Tensor y = map.forward(x, pass);
        return bias.map(y::add).orElse(y);
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
        List<Parameter> all = new ArrayList<>(map.parameters());
        bias.ifPresent(b -> all.add(Parameter.vector("bias", b)));
        return List.copyOf(all);
    }
}
