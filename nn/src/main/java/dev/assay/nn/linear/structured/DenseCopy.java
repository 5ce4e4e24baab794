package dev.assay.nn.linear.structured;

import dev.assay.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A matrix kept beside its factors, computed again when one of them has changed.
///
/// The engine counts the changes of each tensor. The copy's memory is written anew, never allocated anew.
final class DenseCopy {
    private Optional<Kept> kept = Optional.empty();

    /// @param dense    the matrix
    /// @param versions of the factors that it was computed from
    private record Kept(Tensor dense, long[] versions) {}

    /// The matrix; nothing where changes are not counted, as in what an inference pass made.
    ///
    /// @param factors that it depends on
    /// @param compute the matrix from the factors as they are
    synchronized Optional<Tensor> of(List<Tensor> factors, Supplier<Tensor> compute) {
        long[] versions = new long[factors.size()];
        for (int i = 0; i < versions.length; i++) {
            Tensor factor = factors.get(i);
            if (factor.is_inference()) {
                return Optional.empty();
            }
            versions[i] = factor._version();
        }
        if (kept.isPresent() && Arrays.equals(kept.get().versions(), versions)) {
            return kept.map(Kept::dense);
        }
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor fresh = compute.get();
            Tensor held = kept.map(Kept::dense).orElseGet(() -> scope.release(torch.empty_like(fresh.contiguous())));
            held.copy_(fresh);
            kept = Optional.of(new Kept(held, versions));
            return Optional.of(held);
        }
    }
}
