package dev.assay.nn;

import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Sets a random share of the input to zero while training and scales the rest, so that the mean stays.
///
/// @param rate the share, in `[0, 1)`
public record Dropout(double rate) implements Layer {
    /// Drops nothing.
    public static final Dropout NONE = new Dropout(0);

    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout lies in [0, 1): " + rate);
        }
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (rate == 0 || !pass.isTraining()) {
            return x;
        }
        // Drawn on the processor whatever the device, since its generator is the one that can be seeded by value.
        Tensor kept = torch.empty(x.sizes(), new TensorOptions(x.scalar_type()), new MemoryFormatOptional())
                .bernoulli_(1 - rate, new GeneratorOptional(pass.draw().generator()))
                .mul_(new Scalar(1 / (1 - rate)));
        return x.mul(x.is_cpu() ? kept : kept.to(x.device(), x.scalar_type()));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
