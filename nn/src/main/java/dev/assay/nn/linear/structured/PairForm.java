package dev.assay.nn.linear.structured;

import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/// Block tensor train of two cores: a grid of blocks, each of low rank.
///
/// The input is `[groups, width]`, the output `[outGroups, outWidth]`, the last of each the fast one.
/// The block that leads from group `i` to group `j` has rank `rank`:
///
/// `W[i·width + a, j·outWidth + l] = Σ_k R[i, a, j·rank + k] · L[j, k, i, l]`
///
/// Cost per row: `inputs · outGroups · rank + outputs · groups · rank` multiply-adds, as many
/// parameters; with even splits `2 · rank · d^1.5`. Of rank 1 it is a Monarch matrix up to
/// permutations. Source: Qiu et al., "Compute Better Spent" (2024), section 3.
///
/// @param groups    of the input, `m1`
/// @param width     of a group of the input, `m0`
/// @param outGroups groups of the output, `n0`
/// @param outWidth  of a group of the output, `n1`
/// @param rank      of each block
public record PairForm(long groups, long width, long outGroups, long outWidth, long rank) implements Form {
    /// For sizes split in two: the larger factor of the input is the number of groups, the smaller one
    /// of the output.
    static PairForm of(List<Long> in, List<Long> out, long rank) {
        return new PairForm(in.getLast(), in.getFirst(), out.getFirst(), out.getLast(), rank);
    }

    @Override
    public long inputs() {
        return groups * width;
    }

    @Override
    public long outputs() {
        return outGroups * outWidth;
    }

    /// `R [groups, width, outGroups · rank]` and `L [outGroups, rank, groups, outWidth]`.
    @Override
    public List<Slot> slots() {
        return List.of(
                Slot.of("R", width, outGroups * rank, groups, width, outGroups * rank),
                Slot.of("L", groups * rank, outWidth, outGroups, rank, groups, outWidth));
    }

    @Override
    public List<Stage> stages() {
        int made = Math.toIntExact(outGroups * rank);
        int taken = Math.toIntExact(rank * groups);
        return List.of(
                new Stage(
                        0,
                        LongStream.range(0, groups)
                                .mapToObj(i -> new Stage.Step(
                                        new Stage.Part(i * width * made, made, true),
                                        i * width,
                                        1,
                                        Math.toIntExact(width),
                                        i,
                                        groups,
                                        made,
                                        1))
                                .toList(),
                        made * groups),
                new Stage(
                        1,
                        LongStream.range(0, outGroups)
                                .mapToObj(j -> new Stage.Step(
                                        new Stage.Part(j * taken * outWidth, outWidth, true),
                                        j * taken,
                                        1,
                                        taken,
                                        j * outWidth,
                                        1,
                                        Math.toIntExact(outWidth),
                                        1))
                                .toList(),
                        outputs()));
    }

    @Override
    public Tensor byEngine(Tensor x, List<Tensor> factors) {
        Tensor first = factors.getFirst();
        Tensor second = factors.getLast();
        Tensor parts = x.view(-1, groups, width).transpose(0, 1);
        Tensor middle = parts.bmm(first)
                .view(groups, -1, outGroups, rank)
                .permute(2, 1, 3, 0)
                .reshape(outGroups, -1, rank * groups);
        return middle.bmm(second.reshape(outGroups, rank * groups, outWidth))
                .transpose(0, 1)
                .reshape(-1, outputs());
    }

    @Override
    public long rankBound() {
        return Math.min(Math.min(inputs(), outputs()), groups * outGroups * rank);
    }

    @Override
    public long genericRank() {
        long block = Math.min(rank, Math.min(width, outWidth));
        return Math.min(Math.min(inputs(), outputs()), groups * outGroups * block);
    }

    /// The authors' `L` is `[outGroups, groups · rank, outWidth]`, the rank the fast one of the middle.
    @Override
    public Tensor toReference(int slot, Tensor factor) {
        return slot == 0 ? factor : factor.transpose(1, 2).reshape(outGroups, groups * rank, outWidth);
    }

    @Override
    public Tensor fromReference(int slot, Tensor factor) {
        return slot == 0
                ? factor
                : factor.view(outGroups, groups, rank, outWidth).transpose(1, 2).contiguous();
    }
}
