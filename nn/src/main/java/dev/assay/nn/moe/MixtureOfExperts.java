package dev.assay.nn.moe;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.SizedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A layer of which each row uses a few of many experts, `y = Σ_e g_e(x) · expert_e(x)`.
///
/// The cost is that of the active experts. Source: Shazeer et al., "Outrageously Large Neural Networks"
/// (2017).
///
/// @param router which experts a row uses
/// @param bank   the experts
public record MixtureOfExperts(Router router, Bank bank) implements SizedLayer {
    public MixtureOfExperts {
        if (router.experts() != bank.size()) {
            throw new IllegalArgumentException(
                    "the router knows " + router.experts() + " experts, and there are " + bank.size());
        }
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        long[] shape = x.shape();
        shape[shape.length - 1] = outputs();
        if (x.numel() == 0) {
            return torch.zeros(shape, x.options());
        }
        Tensor rows = x.reshape(-1, x.size(-1));
        return router.route(rows, pass).apply(rows, bank.experts(), pass).view(shape);
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        return router.rows(bank.experts(), outputs());
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Parameter.under("router", router.parameters()));
        all.addAll(bank.parameters());
        return List.copyOf(all);
    }

    @Override
    public long inputs() {
        return router.weight().size(1);
    }

    @Override
    public long outputs() {
        return bank.outputs();
    }

    /// The active experts' and the router's.
    @Override
    public long macsPerRow() {
        return router.active() * bank.macsPerRow() + router.weight().numel();
    }
}
