package dev.assay.nn.moe;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.linear.structured.BlockForm;
import dev.assay.tensor.Heap;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Sends each row to the few experts whose logits are highest; the gates are the softmax over those alone.
///
/// It begins at zero, where all logits are equal and every row goes to the first experts; the balance
/// loss parts them within a few steps. No noise, no limit on an expert's rows.
///
/// @param weight `[experts, inputs]`
/// @param active experts of each row
public record Router(Tensor weight, int active) {
    public Router {
        if (active < 1) {
            throw new IllegalArgumentException("a row has at least one expert, not " + active);
        }
    }

    /// A new one; more active experts than there are count as all.
    public static Router of(long inputs, int experts, int active) {
        if (experts < 1) {
            throw new IllegalArgumentException("there is at least one expert, not " + experts);
        }
        return new Router(torch.zeros(experts, inputs).set_requires_grad(true), Math.min(active, experts));
    }

    /// Where rows go.
    ///
    /// @param rows `[rows, inputs]`
    public Routing route(Tensor rows) {
        ScalarType type = rows.scalar_type().intern();
        ScalarType exact = type == ScalarType.Double ? type : ScalarType.Float;
        Tensor logits = logits(rows.to(exact), weight.to(exact));
        Routing routing = Routing.of(logits, active);
        return new Routing(logits, routing.experts(), routing.gates().to(type));
    }

    /// On the processor by tiles of rows: the threads of the engine's own product would go on waiting
    /// for work while the experts are computed.
    private Tensor logits(Tensor rows, Tensor weights) {
        return rows.is_cpu() && rows.size(0) > 0
                ? new BlockForm(1, weight.size(1), weight.size(0)).product(rows, List.of(weights.unsqueeze(0)))
                : rows.mm(weights.t());
    }

    /// The same, within a pass: the observer sees the logits as `router`, and training lessens the
    /// [balance loss][Routing#balanceLoss()].
    public Routing route(Tensor rows, Pass pass) {
        Routing routing = route(rows);
        pass.observer().saw("router", routing.logits());
        if (pass.isTraining()) {
            pass.penalize(routing.balanceLoss());
        }
        return routing;
    }

    /// Layers of which each row uses the chosen ones, row by row on the processor; nothing if some
    /// layer has no such form.
    ///
    /// @param layers  one for each expert
    /// @param outputs of each
    public Optional<RowFunction> rows(List<? extends Layer> layers, long outputs) {
        List<RowFunction> ready =
                layers.stream().flatMap(layer -> layer.rows(1).stream()).toList();
        return !weight.is_cpu() || ready.size() < layers.size()
                ? Optional.empty()
                : Optional.of(new RowsOfExperts(Heap.read(weight), active, ready, Math.toIntExact(outputs)));
    }

    /// How many experts there are.
    public int experts() {
        return Math.toIntExact(weight.size(0));
    }

    /// Its weight; what it learns at does not depend on the experts' structure.
    public List<Parameter> parameters() {
        return List.of(Parameter.matrix("weight", weight, 0));
    }
}
