package dev.assay.nn.layer;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// The position-wise part of a transformer block; `[..., dim]` in and out.
public sealed interface FeedForward extends Layer {
    /// Multiplies each number of `y` by one of `others`, of which those from `from` on count.
    private static void multiply(float[] y, float[] others, int from) {
        for (int i = 0; i < y.length; i++) {
            y[i] *= others[from + i];
        }
    }

    /// Two matrices around an activation, `y = down(act(up(x)))`.
    record Plain(Linear up, Activation activation, Linear down) implements FeedForward {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return down.forward(activation.apply(up.forward(x, pass)), pass);
        }

        @Override
        public Optional<RowFunction> rows() {
            RowFunction activated = activation.rows(up.map().outputs());
            return RowFunction.both(up.rows().map(f -> f.then(activated)), down.rows());
        }

        @Override
        public List<Parameter> parameters() {
            return Stream.of(
                            Parameter.under("up_proj", up.parameters()),
                            Parameter.under("down_proj", down.parameters()))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /// Three matrices, one of which gates another, `y = down(act(gate(x)) · up(x))`.
    ///
    /// Source: Shazeer, "GLU Variants Improve Transformer" (2020).
    record Gated(Linear gate, Linear up, Activation activation, Linear down) implements FeedForward {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor gated = activation.apply(gate.forward(x, pass)).mul(up.forward(x, pass));
            return down.forward(gated, pass);
        }

        @Override
        public Optional<RowFunction> rows() {
            RowFunction activated = activation.rows(gate.map().outputs());
            Optional<RowFunction> gated = gate.rows()
                    .flatMap(g -> up.rows().map(u -> x -> {
                        float[] y = activated.of(g.of(x));
                        multiply(y, u.of(x), 0);
                        return y;
                    }));
            return RowFunction.both(gated, down.rows());
        }

        @Override
        public List<Parameter> parameters() {
            return Stream.of(
                            Parameter.under("gate_proj", gate.parameters()),
                            Parameter.under("up_proj", up.parameters()),
                            Parameter.under("down_proj", down.parameters()))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /// The same as [Gated] with gate and up in one matrix, `[2 · intermediate, dim]`: fewer and larger products.
    record GatedTogether(Linear gateAndUp, Activation activation, Linear down) implements FeedForward {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor both = gateAndUp.forward(x, pass);
            long width = both.size(-1) / 2;
            Tensor gated = activation.apply(both.narrow(-1, 0, width)).mul(both.narrow(-1, width, width));
            return down.forward(gated, pass);
        }

        @Override
        public Optional<RowFunction> rows() {
            int width = Math.toIntExact(gateAndUp.map().outputs() / 2);
            RowFunction activated = activation.rows(width);
            Optional<RowFunction> gated = gateAndUp
                    .rows()
                    .map(f -> f.then(both -> {
                        float[] y = activated.of(Arrays.copyOf(both, width));
                        multiply(y, both, width);
                        return y;
                    }));
            return RowFunction.both(gated, down.rows());
        }

        @Override
        public List<Parameter> parameters() {
            return Stream.of(
                            Parameter.under("gate_up_proj", gateAndUp.parameters()),
                            Parameter.under("down_proj", down.parameters()))
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
