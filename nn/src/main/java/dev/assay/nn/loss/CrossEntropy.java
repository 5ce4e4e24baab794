package dev.assay.nn.loss;

import dev.assay.nn.autograd.HandGradient;
import dev.assay.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The cross-entropy of a softmax over a vocabulary, taken straight from the hidden states.
///
/// `loss = Σ_n (logsumexp(W h_n) − (W h_n)[target_n])`, in nats, summed and not averaged.
///
/// | name      | shape          |
/// |-----------|----------------|
/// | `h`       | `[rows, dim]`  |
/// | `W`       | `[vocabulary, dim]` |
/// | `targets` | `[rows]`, 64-bit |
///
/// The logits `[rows, vocabulary]` are the largest tensor of a language model's training step. They are never
/// held whole: a block of rows is computed, turned into its gradients at once, and dropped.
public final class CrossEntropy {
    /// Rows whose logits exist at one time; at 32,000 words a block takes 64 MB.
    private static final long BLOCK_ROWS = 512;

    private CrossEntropy() {}

    /// The summed loss, differentiable in `hidden` and `weight`.
    public static Tensor sum(Tensor hidden, Tensor weight, Tensor targets) {
        if (!GradMode.is_enabled() || !(hidden.requires_grad() || weight.requires_grad())) {
            return losses(hidden, weight, targets).sum();
        }
        Fused fused =
                new Fused(hidden.detach(), weight.detach(), targets, hidden.requires_grad(), weight.requires_grad());
        return HandGradient.apply(List.of(hidden, weight), ignored -> fused.forward(), fused::backward);
    }

    /// The loss of each row, `[rows]`, f32 (f64 for f64 inputs), without a gradient.
    public static Tensor losses(Tensor hidden, Tensor weight, Tensor targets) {
        try (var scope = Scope.open();
                var ignored = new org.bytedeco.pytorch.NoGradGuard()) {
            long rows = hidden.size(0);
            Tensor all = torch.zeros(rows).to(wide(hidden));
            for (long first = 0; first < rows; first += BLOCK_ROWS) {
                try (var block = Scope.open()) {
                    long count = Math.min(BLOCK_ROWS, rows - first);
                    Tensor logits = logits(hidden.narrow(0, first, count), weight);
                    Tensor chosen = logits.gather(
                                    1, targets.narrow(0, first, count).unsqueeze(1))
                            .squeeze(1);
                    all.narrow(0, first, count).copy_(torch.logsumexp(logits, 1).sub(chosen));
                }
            }
            return scope.keep(all);
        }
    }

    private static Tensor logits(Tensor hidden, Tensor weight) {
        Tensor logits = torch.linear(hidden, weight);
        return logits.to(wide(logits));
    }

    /// The format of logits and loss: f32 at least.
    private static ScalarType wide(Tensor tensor) {
        return tensor.scalar_type().intern() == ScalarType.Double ? ScalarType.Double : ScalarType.Float;
    }

    /// Loss and gradients of one call; the gradients are ready when the loss is.
    private static final class Fused {
        private final Tensor hidden;
        private final Tensor weight;
        private final Tensor targets;
        private final boolean hiddenTrains;
        private final boolean weightTrains;
        private Tensor hiddenGradient = new Tensor();
        private Tensor weightGradient = new Tensor();

        Fused(Tensor hidden, Tensor weight, Tensor targets, boolean hiddenTrains, boolean weightTrains) {
            this.hidden = hidden;
            this.weight = weight;
            this.targets = targets;
            this.hiddenTrains = hiddenTrains;
            this.weightTrains = weightTrains;
        }

        Tensor forward() {
            hiddenGradient = hiddenTrains ? torch.empty_like(hidden) : new Tensor();
            weightGradient = weightTrains ? torch.zeros_like(weight) : new Tensor();
            Tensor loss = torch.zeros(1).to(hidden.device(), wide(hidden));
            long rows = hidden.size(0);
            for (long first = 0; first < rows; first += BLOCK_ROWS) {
                try (var block = Scope.open()) {
                    block(first, Math.min(BLOCK_ROWS, rows - first), loss);
                }
            }
            return loss.squeeze();
        }

        private void block(long first, long count, Tensor loss) {
            Tensor h = hidden.narrow(0, first, count);
            Tensor target = targets.narrow(0, first, count).unsqueeze(1);
            Tensor logits = logits(h, weight);
            Tensor lse = torch.logsumexp(logits, new long[] {1}, true);
            loss.add_(lse.sub(logits.gather(1, target)).sum());
            Tensor gradient = logits.sub_(lse).exp_();
            gradient.scatter_add_(1, target, torch.full_like(lse, new Scalar(-1.0)));
            Tensor g = gradient.to(h.scalar_type());
            if (hiddenTrains) {
                Tensor out = hiddenGradient.narrow(0, first, count);
                torch.mm_out(out, g, weight);
            }
            if (weightTrains) {
                weightGradient.addmm_(g.t(), h);
            }
        }

        List<Tensor> backward(Tensor upstream) {
            Tensor scale = upstream.to(hidden.scalar_type());
            return List.of(
                    hiddenTrains ? hiddenGradient.mul_(scale) : new Tensor(),
                    weightTrains ? weightGradient.mul_(scale) : new Tensor());
        }
    }
}
