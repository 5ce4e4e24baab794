package dev.assay.nn.layer;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

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
        Tensor kept = x.detach()
                .new_empty(x.sizes())
                .bernoulli_(1 - rate, new GeneratorOptional(pass.draw().generator()));
        return x.mul(kept.mul_(new Scalar(1 / (1 - rate))));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
