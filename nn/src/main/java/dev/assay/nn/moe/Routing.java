package dev.assay.nn.moe;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Where a router sent some rows.
///
/// @param logits  of all experts, `[rows, experts]`
/// @param experts that each row goes to, `[rows, active]`, the likeliest first; of equal ones the first
/// @param gates   how much each counts, `[rows, active]`; add up to 1
public record Routing(Tensor logits, Tensor experts, Tensor gates) {
    private static final double SQUARE_WEIGHT = 0.1;

    /// How unevenly rows are spread: `E · Σ_e P_e f_e + 0.1 · mean(logsumexp²)`, with `P_e` the mean
    /// probability of an expert and `f_e` its share of all assignments, through which no gradient
    /// flows. The first part is 1 where all are used alike. Sources: Fedus et al., "Switch
    /// Transformers" (2021), section 2.2; Zoph et al., "ST-MoE" (2022), section 3.3.
    public Tensor balanceLoss() {
        long count = logits.size(1);
        Tensor probabilities = logits.softmax(1, new ScalarTypeOptional()).mean(0);
        Tensor spread = probabilities.mul(shares()).sum().mul(new Scalar((double) count));
        Tensor squares = logits.logsumexp(1).square().mean().mul(new Scalar(SQUARE_WEIGHT));
        return spread.add(squares);
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

    /// The rows that go to an expert, and which of their choices it is: `row · active + choice`.
    long[] assignments(long expert) {
        Tensor places = experts.reshape(-1).eq(new Scalar(expert)).nonzero().reshape(-1);
        long[] all = new long[Math.toIntExact(places.numel())];
        if (all.length > 0) {
            places.contiguous().data_ptr_long().get(all);
        }
        return all;
    }
}
