package dev.assay.lm.family;

import dev.assay.nn.init.Init;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Where a decoder's tensors come from, by their names in Assay, which are those of Llama's files.
@FunctionalInterface
public interface Weights {
    /// The tensor of this name and shape.
    Tensor take(String name, long... shape);

    /// The same on a device and in a number format, with gradients.
    default Weights on(Device device, Precision precision) {
        return (name, shape) -> take(name, shape)
                .detach()
                .to(device.torchDevice(), precision.scalarType())
                .set_requires_grad(true);
    }

    /// New weights: matrices normal with deviation 0.02, those that write into the residual stream smaller by
    /// `√(2 · layers)` (Radford et al. 2019), gains one, biases zero. Each depends on the seed and its name
    /// alone.
    static Weights random(DecoderConfig config, Randomness randomness) {
        return (name, shape) -> {
            Randomness own = randomness.split(name);
            if (shape.length > 1) {
                boolean residual = name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight");
                double deviation = residual ? 0.02 / Math.sqrt(2.0 * config.layers()) : 0.02;
                return new Init.Normal(deviation).parameter(own, shape[shape.length - 1], shape);
            }
            Tensor vector = name.endsWith("bias") ? torch.zeros(shape) : torch.ones(shape);
            return vector.set_requires_grad(true);
        };
    }
}
