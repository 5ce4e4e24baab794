package dev.assay.nn.moe;

import dev.assay.nn.Layer;
import dev.assay.nn.Pass;
import dev.assay.nn.autograd.HandGradient;
import dev.assay.nn.linear.structured.StagedMixture;
import dev.assay.nn.linear.structured.Structured;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Where a router sent some rows.
///
/// @param logits  of all experts, `[rows, experts]`
/// @param experts that each row goes to, `[rows, active]`, the likeliest first; of equal ones the first
/// @param gates   how much each counts, `[rows, active]`; add up to 1
public record Routing(Tensor logits, Tensor experts, Tensor gates) {
    private static final double SQUARE_WEIGHT = 0.1;

    /// The likeliest experts of each row; the gates are the softmax over those alone.
    ///
    /// @param logits of all experts, `[rows, experts]`
    /// @param active experts of each row
    public static Routing of(Tensor logits, int active) {
        Tensor experts = logits.is_cpu() ? Highest.of(logits, active) : sorted(logits, active);
        return new Routing(logits, experts, logits.gather(1, experts).softmax(1, new ScalarTypeOptional()));
    }

    /// A stable order makes ties fall to the first expert, always.
    private static Tensor sorted(Tensor logits, int active) {
        return torch.sort(logits.detach(), new BoolOptional(true), 1, true)
                .get1()
                .narrow(1, 0, active);
    }

    /// How unevenly rows are spread: `E · Σ_e P_e f_e + 0.1 · mean(logsumexp²)`, with `P_e` the mean
    /// probability of an expert and `f_e` its share of all assignments, through which no gradient
    /// flows. The first part is 1 where all are used alike. Sources: Fedus et al., "Switch
    /// Transformers" (2021), section 2.2; Zoph et al., "ST-MoE" (2022), section 3.3.
    public Tensor balanceLoss() {
        Tensor squares = logits.logsumexp(1).square().mean().mul(new Scalar(SQUARE_WEIGHT));
        return unevenness().add(squares);
    }

    private Tensor unevenness() {
        Tensor probabilities = logits.softmax(1, new ScalarTypeOptional()).mean(0);
        return probabilities.mul(shares()).sum().mul(new Scalar((double) logits.size(1)));
    }

    /// The first part of the [balance loss][#balanceLoss()]; 1 where all experts are used alike.
    public double spread() {
        return unevenness().item_double();
    }

    /// The share of all assignments that goes to each expert, `[experts]`.
    public Tensor shares() {
        long count = logits.size(1);
        Tensor chosen = torch.one_hot(experts.reshape(-1), count).to(ScalarType.Float);
        return chosen.mean(0).to(logits.scalar_type()).detach();
    }

    /// How many experts a row's probabilities are spread over, as a perplexity, in the mean over rows;
    /// falls as the router makes up its mind.
    public double rowPerplexity() {
        Tensor logs = logits.detach().log_softmax(1, new ScalarTypeOptional());
        return logs.exp().mul(logs).sum(1).neg().exp().mean().item_double();
    }

    /// How many experts the mean of all rows' probabilities is spread over, as a perplexity; near their
    /// number where all are used.
    public double meanPerplexity() {
        Tensor mean = logits.detach().softmax(1, new ScalarTypeOptional()).mean(0);
        return mean.mul(mean.log()).nan_to_num().sum().neg().exp().item_double();
    }

    /// What the chosen layers make of each row, weighted by the gates, `y_b = Σ_e g_be · layer_e(x_b)`.
    ///
    /// The rows of a layer are gathered and computed together, so that the cost is that of the active
    /// layers.
    ///
    /// @param rows   that were routed, `[rows, inputs]`
    /// @param layers one for each expert, all of the same output size
    public Tensor apply(Tensor rows, List<? extends Layer> layers, Pass pass) {
        if (StagedMixture.suits(rows, layers)) {
            List<Structured> maps = layers.stream().map(Structured.class::cast).toList();
            return StagedMixture.of(rows, gates, chosen(), maps);
        }
        return gathered(rows, layers, pass);
    }

    private int[] chosen() {
        long[] all = new long[Math.toIntExact(experts.numel())];
        experts.contiguous().data_ptr_long().get(all);
        int[] chosen = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            chosen[i] = (int) all[i];
        }
        return chosen;
    }

    private Tensor gathered(Tensor rows, List<? extends Layer> layers, Pass pass) {
        Order order = order(layers.size());
        Tensor gathered = order.gather(rows);
        TensorVector made = new TensorVector();
        long from = 0;
        for (int i = 0; i < layers.size(); i++) {
            long count = order.counts()[i];
            if (count > 0) {
                made.push_back(layers.get(i).forward(gathered.narrow(0, from, count), pass));
            }
            from += count;
        }
        Tensor choices = order.scatter(torch.cat(made, 0));
        return choices.mul(gates.unsqueeze(2)).sum(1);
    }

    private Order order(int count) {
        try (var ignored = new NoGradGuard()) {
            Tensor flat = experts.reshape(-1);
            Tensor sorted = torch.argsort(flat, true, 0, false);
            long[] counts = new long[count];
            torch.bincount(flat, new TensorOptional(), count)
                    .cpu()
                    .data_ptr_long()
                    .get(counts);
            return new Order(sorted, torch.argsort(sorted, true, 0, false), counts, experts.size(1));
        }
    }

    /// All choices of all rows, `row · active + choice`, in the order of their experts.
    ///
    /// @param sorted  the choices, expert by expert
    /// @param inverse where each choice stands among them
    /// @param counts  of each expert
    /// @param active  choices of a row
    private record Order(Tensor sorted, Tensor inverse, long[] counts, long active) {
        /// From `[rows, inputs]` to a row for each choice, expert by expert.
        Tensor gather(Tensor rows) {
            Tensor which = sorted.floor_divide(new Scalar(active));
            return HandGradient.apply(
                    List.of(rows),
                    given -> given.getFirst().index_select(0, which),
                    gradient -> List.of(back(gradient).sum(1)));
        }

        /// From a row for each choice, expert by expert, to `[rows, active, outputs]`.
        Tensor scatter(Tensor made) {
            return HandGradient.apply(
                    List.of(made),
                    given -> back(given.getFirst()),
                    gradient -> List.of(gradient.flatten(0, 1).index_select(0, sorted)));
        }

        private Tensor back(Tensor byExpert) {
            return byExpert.index_select(0, inverse).view(-1, active, byExpert.size(1));
        }
    }
}
