package dev.assay.nn.layer;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.moe.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// The position-wise part of a transformer block; `[..., dim]` in and out.
public sealed interface FeedForward extends Layer {
    /// Multiply-adds that its matrices take for one row.
    long macsPerRow();

    /// Multiplies each number of `y` by the one of `others` at its place.
    private static void multiply(float[] y, float[] others) {
        for (int i = 0; i < y.length; i++) {
            y[i] *= others[i];
        }
    }

    /// The first or second half of each row.
    private static float[] halves(float[] both, int width, int from) {
        float[] some = new float[both.length / 2];
        for (int row = 0; row < some.length; row += width) {
            System.arraycopy(both, 2 * row + from, some, row, width);
        }
        return some;
    }

    /// Two matrices around an activation, `y = down(act(up(x)))`.
    record Plain(Linear up, Activation activation, Linear down) implements FeedForward {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return down.forward(activation.apply(up.forward(x, pass)), pass);
        }

        @Override
        public Optional<RowFunction> rows(int most) {
            RowFunction activated = activation.rows(most, up.map().outputs());
            return RowFunction.both(up.rows(most).map(f -> f.then(activated)), down.rows(most));
        }

        @Override
        public long macsPerRow() {
            return up.map().macsPerRow() + down.map().macsPerRow();
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
        public Optional<RowFunction> rows(int most) {
            RowFunction activated = activation.rows(most, gate.map().outputs());
            Optional<RowFunction> gated = gate.rows(most)
                    .flatMap(g -> up.rows(most).map(u -> x -> {
                        float[] y = activated.of(g.of(x));
                        multiply(y, u.of(x));
                        return y;
                    }));
            return RowFunction.both(gated, down.rows(most));
        }

        @Override
        public long macsPerRow() {
            return gate.map().macsPerRow() + up.map().macsPerRow() + down.map().macsPerRow();
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

    /// The same as [Gated] with gate and up in one matrix, `[2 · intermediate, dim]`: fewer and larger
    /// products.
    record GatedTogether(Linear gateAndUp, Activation activation, Linear down) implements FeedForward {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor both = gateAndUp.forward(x, pass);
            long width = both.size(-1) / 2;
            Tensor gated = activation.apply(both.narrow(-1, 0, width)).mul(both.narrow(-1, width, width));
            return down.forward(gated, pass);
        }

        @Override
        public Optional<RowFunction> rows(int most) {
            int width = Math.toIntExact(gateAndUp.map().outputs() / 2);
            RowFunction activated = activation.rows(most, width);
            Optional<RowFunction> gated = gateAndUp
                    .rows(most)
                    .map(f -> f.then(both -> {
                        float[] y = activated.of(halves(both, width, 0));
                        multiply(y, halves(both, width, width));
                        return y;
                    }));
            return RowFunction.both(gated, down.rows(most));
        }

        @Override
        public long macsPerRow() {
            return gateAndUp.map().macsPerRow() + down.map().macsPerRow();
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

    /// Several of these, of which each row uses a few, `y = Σ_e g_e(x) · expert_e(x)`.
    ///
    /// Source: Shazeer et al., "Outrageously Large Neural Networks" (2017).
    ///
    /// @param experts all of one size
    record OfExperts(Router router, List<FeedForward> experts) implements FeedForward {
        public OfExperts {
            experts = List.copyOf(experts);
            if (router.experts() != experts.size()) {
                throw new IllegalArgumentException(
                        "the router knows " + router.experts() + " experts, and there are " + experts.size());
            }
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor rows = x.reshape(-1, x.size(-1));
            return router.route(rows, pass).apply(rows, experts, pass).view(x.sizes());
        }

        @Override
        public Optional<RowFunction> rows(int most) {
            return router.rows(experts, router.weight().size(1));
        }

        @Override
        public List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>(Parameter.under("router", router.parameters()));
            for (int i = 0; i < experts.size(); i++) {
                all.addAll(Parameter.under("experts." + i, experts.get(i).parameters()));
            }
            return List.copyOf(all);
        }

        @Override
        public long macsPerRow() {
            return router.weight().numel()
                    + router.active() * experts.getFirst().macsPerRow();
        }
    }
}
