package dev.assay.scaling.speed;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Measures layers: the time of a product, and of a product with the gradients of its input and all its weights.
///
/// A time is the middle one of several; all cores are used. On a device each measurement waits for it to finish.
///
/// @param device    where
/// @param precision of numbers and weights
/// @param seconds   that each time is measured for, at least, after as long a warm-up
public record LayerBench(Device device, Precision precision, double seconds) {
    private static final int FEWEST = 7;

    public LayerBench {
        if (!(seconds > 0 && seconds <= 60)) {
            throw new IllegalArgumentException("a time is measured for up to 60 seconds, not " + seconds);
        }
    }

    /// What was measured.
    ///
    /// @param design     of the layer
    /// @param inputs     of the layer
    /// @param outputs    of the layer
    /// @param rows       at once
    /// @param macsPerRow multiply-adds, forward
    /// @param forward    milliseconds
    /// @param both       milliseconds, with gradients
    public record Timing(
            LayerDesign design, long inputs, long outputs, int rows, long macsPerRow, double forward, double both) {
        /// Operations a nanosecond of the forward product, a multiply-add counted as two.
        public double gigaflops() {
            return 2.0 * macsPerRow * rows / forward / 1e6;
        }
    }

    /// Measures a new layer.
    ///
    /// @throws IllegalArgumentException if it cannot have that size
    public Timing measure(LayerDesign design, long inputs, long outputs, int rows) {
        try (var scope = Scope.open()) {
            SizedLayer layer = placed(design, inputs, outputs);
            Tensor x = placed(Randomness.of(3).normal(1, rows, inputs));
            Tensor trained = x.detach().clone().set_requires_grad(true);
            Tensor gradient = placed(Randomness.of(4).normal(1, rows, outputs));
            List<Tensor> leaves = new ArrayList<>(List.of(trained));
            layer.parameters().stream().map(Parameter::tensor).forEach(leaves::add);
            double forward = middle(() -> {
                try (var ignored = new AutoGradMode(false)) {
                    finish(layer.forward(x, Pass.inference()));
                }
            });
            double both = middle(() -> {
                TensorVector gradients = torch.grad(
                        new TensorVector(layer.forward(trained, Pass.inference())),
                        new TensorVector(leaves.toArray(Tensor[]::new)),
                        new TensorVector(gradient),
                        new BoolOptional(),
                        false,
                        true);
                finish(gradients.get(0));
            });
            return new Timing(design, inputs, outputs, rows, layer.macsPerRow(), forward, both);
        }
    }

    /// A layer of random weights where it is measured; a router has weights that spread rows evenly.
    private SizedLayer placed(LayerDesign design, long inputs, long outputs) {
        Map<String, Tensor> weights = new HashMap<>();
        for (Parameter parameter :
                design.build(inputs, outputs, Randomness.of(2)).parameters()) {
            Tensor tensor = parameter.name().startsWith("router.")
                    ? Randomness.of(5).normal(1, parameter.tensor().shape())
                    : parameter.tensor();
            weights.put(parameter.name(), placed(tensor.detach()).set_requires_grad(true));
        }
        return design.of(inputs, outputs, (name, shape) -> Objects.requireNonNull(weights.get(name), name));
    }

    private Tensor placed(Tensor tensor) {
        return tensor.to(device.torchDevice(), precision.scalarType());
    }

    /// Work on a device is done when one of its numbers has come.
    private void finish(Tensor result) {
        if (!result.is_cpu()) {
            result.reshape(-1).select(0, 0).item_double();
        }
    }

    /// The first half warms up: Java compiles what it runs often.
    private double middle(Runnable work) {
        times(work);
        List<Double> times = times(work);
        times.sort(null);
        return times.get(times.size() / 2);
    }

    private List<Double> times(Runnable work) {
        List<Double> times = new ArrayList<>();
        long begun = System.nanoTime();
        while (times.size() < FEWEST || System.nanoTime() - begun < seconds * 1e9) {
            try (var scope = Scope.open()) {
                long start = System.nanoTime();
                work.run();
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        return times;
    }
}
