package dev.assay.nn.linear.structured;

import dev.assay.nn.linear.LinearMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The map of a structure that comes near to a given matrix.
///
/// Every structure of two factors parts the matrix into blocks that depend on numbers of their own, and
/// each block, its entries put in another order, is a product of a given rank: the best one is what a
/// singular value decomposition keeps (Eckart and Young, 1936; for Kronecker products Van Loan and
/// Pitsianis, 1993). With more cores the decomposition goes from core to core, which comes near to the
/// best.
///
/// @param map   with factors that can be trained, f32
/// @param error what is left, as a share of the matrix: `‖W − Ŵ‖ / ‖W‖`
public record Projection(LinearMap map, double error) {
    /// Comes near to a matrix `[outputs, inputs]`.
    ///
    /// @throws IllegalArgumentException if factors are to be capped, and as [Design#form]
    public static Projection of(Design design, Tensor weight) {
        if (design.normalized()) {
            throw new IllegalArgumentException(
                    "a cap would change the factors that come near to a matrix; it is for" + " maps that begin anew");
        }
        long inputs = weight.size(1);
        long outputs = weight.size(0);
        try (var ignored = new NoGradGuard()) {
            Form form = design.form(inputs, outputs);
            Tensor w = fitted(weight.detach().to(ScalarType.Double).t(), form.inputs(), form.outputs());
            List<Tensor> factors = factors(form, w).stream()
                    .map(factor -> factor.to(ScalarType.Float).contiguous().set_requires_grad(true))
                    .toList();
            Structured map = new Structured(form, inputs, outputs, factors, Optional.empty());
            Tensor left =
                    map.toDense().to(ScalarType.Double).sub(weight.detach().to(ScalarType.Double));
            double size = weight.detach().to(ScalarType.Double).norm().item_double();
            return new Projection(map, size == 0 ? 0 : left.norm().item_double() / size);
        }
    }

    private static Tensor fitted(Tensor w, long inputs, long outputs) {
        Tensor fitted = torch.zeros(new long[] {inputs, outputs}, w.options());
        long in = Math.min(inputs, w.size(0));
        long out = Math.min(outputs, w.size(1));
        fitted.narrow(0, 0, in).narrow(1, 0, out).copy_(w.narrow(0, 0, in).narrow(1, 0, out));
        return fitted;
    }

    private static List<Tensor> factors(Form form, Tensor w) {
        return switch (form) {
            case LowRankForm f -> lowRank(f, w);
            case PairForm f -> pair(f, w);
            case EinsumForm f -> einsum(f, w);
            case MonarchForm f -> monarch(f, w);
            case BlockForm f -> blocks(f, w);
            case TrainForm f -> train(f, w);
            case BttChainForm f -> chain(f, w);
        };
    }

    /// A matrix, or many, as a product of rank at most `rank`.
    ///
    /// @param left  `[..., rows, rank]`
    /// @param right `[..., rank, columns]`
    private record Halves(Tensor left, Tensor right) {
        /// Where the rank is more than a matrix can have, the rest is zero.
        static Halves of(Tensor matrices, long rank) {
            var parts = torch.linalg_svd(matrices, false, new StringViewOptional());
            Tensor roots = parts.get1().sqrt();
            Tensor left = parts.get0().mul(roots.unsqueeze(-2));
            Tensor right = parts.get2().mul(roots.unsqueeze(-1));
            long kept = Math.min(rank, roots.size(-1));
            return new Halves(
                    filled(left.narrow(-1, 0, kept), new long[] {0, rank - kept}),
                    filled(right.narrow(-2, 0, kept), new long[] {0, 0, 0, rank - kept}));
        }

        private static Tensor filled(Tensor tensor, long[] zeros) {
            return torch.constant_pad_nd(tensor, zeros);
        }
    }

    private static List<Tensor> lowRank(LowRankForm form, Tensor w) {
        Halves halves = Halves.of(w, form.rank());
        return List.of(halves.left(), halves.right());
    }

    private static List<Tensor> pair(PairForm f, Tensor w) {
        Tensor blocks =
                w.view(f.groups(), f.width(), f.outGroups(), f.outWidth()).permute(0, 2, 1, 3);
        Halves halves = Halves.of(blocks, f.rank());
        return List.of(
                halves.left().permute(0, 2, 1, 3).reshape(f.groups(), f.width(), f.outGroups() * f.rank()),
                halves.right().permute(1, 2, 0, 3));
    }

    private static List<Tensor> einsum(EinsumForm form, Tensor w) {
        EinsumSizes s = form.sizes();
        Tensor blocks = w.view(s.gamma(), s.beta(), s.alpha(), s.phi(), s.epsilon(), s.delta())
                .permute(0, 3, 2, 5, 1, 4)
                .reshape(s.gamma(), s.phi(), s.alpha() * s.delta(), s.beta() * s.epsilon());
        Halves halves = Halves.of(blocks, s.rho());
        Tensor first = halves.left().view(s.gamma(), s.phi(), s.alpha(), s.delta(), s.rho());
        Tensor second = halves.right().view(s.gamma(), s.phi(), s.rho(), s.beta(), s.epsilon());
        return List.of(first.permute(1, 3, 4, 0, 2), second.permute(1, 4, 2, 0, 3));
    }

    private static List<Tensor> blocks(BlockForm f, Tensor w) {
        long in = f.inputs() / f.blocks();
        long out = f.outputs() / f.blocks();
        Tensor grid = w.view(f.blocks(), in, f.blocks(), out);
        List<Tensor> diagonal = new ArrayList<>();
        for (long c = 0; c < f.blocks(); c++) {
            diagonal.add(grid.select(0, c).select(1, c).t());
        }
        return List.of(torch.stack(new TensorVector(diagonal.toArray(Tensor[]::new))));
    }

    /// The numbers between the factors that lead from one block to another are theirs alone.
    private static List<Tensor> monarch(MonarchForm f, Tensor w) {
        Slot first = f.slots().getFirst();
        Slot second = f.slots().getLast();
        Tensor p = torch.zeros(first.sizes(), w.options());
        Tensor q = torch.zeros(second.sizes(), w.options());
        long width = first.fanIn();
        long middle = first.fanOut();
        long out = second.fanOut();
        Tensor whole = fitted(w, f.blocks() * width, f.blocks() * out);
        for (long c = 0; c < f.blocks(); c++) {
            for (long b = 0; b < f.blocks(); b++) {
                List<Long> between = between(c * middle, middle, b, f.blocks());
                if (!between.isEmpty()) {
                    Tensor block = whole.narrow(0, c * width, width)
                            .view(width, out, f.blocks())
                            .select(2, b);
                    Halves halves = Halves.of(block, between.size());
                    for (int k = 0; k < between.size(); k++) {
                        long flat = between.get(k);
                        p.select(0, c)
                                .select(0, flat - c * middle)
                                .copy_(halves.left().select(1, k));
                        q.select(0, b)
                                .select(1, flat / f.blocks())
                                .copy_(halves.right().select(0, k));
                    }
                }
            }
        }
        return List.of(p, q);
    }

    private static List<Long> between(long from, long count, long block, long blocks) {
        List<Long> flats = new ArrayList<>();
        for (long flat = from; flat < from + count; flat++) {
            if (flat % blocks == block) {
                flats.add(flat);
            }
        }
        return flats;
    }

    private static List<Tensor> train(TrainForm f, Tensor w) {
        int cores = f.in().size();
        List<Long> shape = new ArrayList<>(f.in());
        shape.addAll(f.out());
        List<Long> order = new ArrayList<>();
        for (long i = 0; i < cores; i++) {
            order.add(i);
            order.add(cores + i);
        }
        Tensor rest = w.reshape(array(shape)).permute(array(order)).reshape(1, -1);
        List<Tensor> factors = new ArrayList<>();
        for (int i = 0; i < cores; i++) {
            long here = f.ranks().get(i) * f.in().get(i) * f.out().get(i);
            Tensor core = rest.reshape(here, -1);
            if (i < cores - 1) {
                Halves halves = Halves.of(core, f.ranks().get(i + 1));
                core = halves.left();
                rest = halves.right();
            }
            factors.add(core.reshape(
                    f.ranks().get(i), f.in().get(i), f.out().get(i), f.ranks().get(i + 1)));
        }
        return factors;
    }

    /// What is left after core `i` is `[made, rest, rank · n, outputs to make]`.
    private static List<Tensor> chain(BttChainForm f, Tensor w) {
        int cores = f.in().size();
        List<Tensor> factors = new ArrayList<>();
        Tensor left = w.view(1, 1, f.inputs(), f.outputs());
        for (int i = 0; i < cores; i++) {
            long n = f.in().get(i);
            long m = f.out().get(i);
            long before = f.ranks().get(i);
            long after = f.ranks().get(i + 1);
            long made = Splits.product(f.out().subList(0, i));
            long rest = Splits.product(f.in().subList(i + 1, cores));
            long toMake = Splits.product(f.out().subList(i + 1, cores));
            Tensor blocks = left.reshape(made, before, n, rest, m, toMake)
                    .permute(0, 4, 3, 1, 2, 5)
                    .reshape(made, m, rest, before * n, toMake);
            Tensor core;
            if (i < cores - 1) {
                Halves halves = Halves.of(blocks, after);
                core = halves.left();
                left = halves.right().permute(0, 1, 3, 2, 4).reshape(made * m, after, rest, toMake);
            } else {
                core = blocks;
            }
            factors.add(core.view(made, m, rest, before, n, after).permute(0, 2, 1, 5, 3, 4));
        }
        return factors;
    }

    private static long[] array(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }
}
