package dev.assay.nn.linear;

import dev.assay.nn.Dropout;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A frozen linear map with a trainable low-rank update, `y = W x + s · B A x`.
///
/// | name | shape              | meaning                                             |
/// |------|--------------------|-----------------------------------------------------|
/// | `W`  | `[outputs, inputs]`| the base, not trained                               |
/// | `A`  | `[rank, inputs]`   | begins uniform in `±1/√inputs`                      |
/// | `B`  | `[outputs, rank]`  | begins at zero, so that training begins at the base |
/// | `s`  |                    | `alpha / rank`                                      |
///
/// Cost per row: the base's, and `rank · (inputs + outputs)`. Source: Hu et al., "LoRA: Low-Rank
/// Adaptation of Large Language Models" (2021), section 4.1.
///
/// @param base    the map that is adapted
/// @param a       `[rank, inputs]`
/// @param b       `[outputs, rank]`
/// @param scale   `s`
/// @param dropout on the input of `A` while training
public record Lora(LinearMap base, Tensor a, Tensor b, double scale, Dropout dropout) implements LinearMap {
    public Lora {
        if (a.size(1) != base.inputs() || b.size(0) != base.outputs() || a.size(0) != b.size(1)) {
            throw new IllegalArgumentException("a low-rank update of " + b.size(0) + "x" + b.size(1) + " times "
                    + a.size(0) + "x" + a.size(1) + " does not fit a map of " + base.outputs() + "x"
                    + base.inputs());
        }
    }

    /// A new adapter that does not change the base yet.
    public static Lora of(LinearMap base, int rank, double alpha, double dropout, Randomness randomness) {
        double bound = 1 / Math.sqrt(base.inputs());
        Tensor like = base.factors().getFirst().tensor();
        Tensor a = randomness.uniform(-bound, bound, rank, base.inputs()).to(like.device(), like.scalar_type());
        Tensor b = torch.zeros(base.outputs(), rank).to(like.device(), like.scalar_type());
        return new Lora(base, a.set_requires_grad(true), b.set_requires_grad(true), alpha / rank, new Dropout(dropout));
    }

    /// The rank of the update.
    public long rank() {
        return a.size(0);
    }

    @Override
    public Tensor apply(Tensor x) {
        return base.apply(x).add(update(x), new Scalar(scale));
    }

    @Override
    public Tensor apply(Tensor x, Tensor bias) {
        return base.apply(x, bias).add(update(x), new Scalar(scale));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return base.apply(x).add(update(dropout.forward(x, pass)), new Scalar(scale));
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        Optional<RowFunction> update =
                RowFunction.both(new Dense(a.detach()).rows(most), new Dense(b.detach()).rows(most));
        float factor = (float) scale;
        return base.rows(most)
                .flatMap(whole -> update.map(low -> x -> {
                    float[] y = whole.of(x);
                    float[] added = low.of(x);
                    for (int i = 0; i < y.length; i++) {
                        y[i] += factor * added[i];
                    }
                    return y;
                }));
    }

    private Tensor update(Tensor x) {
        return torch.linear(torch.linear(x, a), b);
    }

    @Override
    public long inputs() {
        return base.inputs();
    }

    @Override
    public long outputs() {
        return base.outputs();
    }

    @Override
    public List<Parameter> factors() {
        List<Parameter> all = new ArrayList<>(Parameter.under("base", base.factors()));
        all.add(Parameter.matrix("lora_A", a, 1 / Math.sqrt(3.0 * inputs())));
        all.add(Parameter.matrix("lora_B", b, 0));
        return List.copyOf(all);
    }

    @Override
    public long macsPerRow() {
        return base.macsPerRow() + rank() * (inputs() + outputs());
    }

    @Override
    public Tensor toDense() {
        return base.toDense().add(torch.mm(b, a), new Scalar(scale));
    }
}
