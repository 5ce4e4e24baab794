package dev.assay.nn.moe;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.linear.LinearMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A layer of which each row uses a few of many experts, `y = Σ_e g_e(x) · expert_e(x)`.
///
/// The rows of an expert are gathered, computed together, and added where they belong, so that the cost
/// is that of the active experts. Source: Shazeer et al., "Outrageously Large Neural Networks" (2017).
///
/// @param router  which experts a row uses
/// @param bank    the experts
/// @param outputs of each
/// @param routed  is told where the rows of each pass went, as for the balance loss
public record MixtureOfExperts(Router router, Bank bank, long outputs, Consumer<Routing> routed) implements Layer {
    public MixtureOfExperts {
        if (router.experts() != bank.size()) {
            throw new IllegalArgumentException(
                    "the router knows " + router.experts() + " experts, and there are " + bank.size());
        }
    }

    /// From `[..., inputs]` to `[..., outputs]`.
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        long[] shape = x.shape();
        shape[shape.length - 1] = outputs;
        Tensor rows = x.reshape(-1, x.size(-1));
        Routing routing = router.route(rows);
        routed.accept(routing);
        Tensor y = torch.zeros(new long[] {rows.size(0), outputs}, rows.options());
        List<LinearMap> experts = bank.experts();
        Tensor gates = routing.gates().reshape(-1, 1);
        for (int i = 0; i < experts.size(); i++) {
            long[] places = routing.assignments(i);
            if (places.length > 0) {
                y = added(y, rows, gates, places, experts.get(i));
            }
        }
        return y.view(shape);
    }

    private Tensor added(Tensor y, Tensor rows, Tensor gates, long[] places, LinearMap expert) {
        long[] taken = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            taken[i] = places[i] / router.active();
        }
        Tensor which = torch.tensor(taken);
        Tensor made = expert.apply(rows.index_select(0, which));
        return y.index_add(0, which, made.mul(gates.index_select(0, torch.tensor(places))));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Parameter.under("router", router.parameters()));
        all.addAll(bank.parameters());
        return List.copyOf(all);
    }

    /// Multiply-adds for one row: the active experts' and the router's.
    public long macsPerRow() {
        return router.active() * bank.macsPerRow() + router.weight().numel();
    }
}
