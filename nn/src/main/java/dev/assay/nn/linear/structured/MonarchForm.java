package dev.assay.nn.linear.structured;

import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Two block-diagonal factors with a fixed permutation between them and one after them. Inputs are
/// filled up with zeros to a multiple of the number of blocks, outputs are cut.
///
/// Cost per row: `blocks · (middle · in + middle · out)` of one block. Source: Dao et al., "Monarch"
/// (2022), as used by Qiu et al., "Compute Better Spent" (2024).
///
/// @param inputs  of the map
/// @param outputs of the map
/// @param blocks  of each factor
public record MonarchForm(long inputs, long outputs, long blocks) implements Form {
    public MonarchForm {
        if (blocks < 1) {
            throw new IllegalArgumentException("there is at least one block, not " + blocks);
        }
    }

    /// With about as many blocks as each has rows.
    static MonarchForm square(long inputs, long outputs) {
        return new MonarchForm(inputs, outputs, (long) Math.ceil(Math.sqrt(inputs)));
    }

    private long in() {
        return (inputs + blocks - 1) / blocks;
    }

    private long out() {
        return (outputs + blocks - 1) / blocks;
    }

    private long middle() {
        return Math.min(in(), out());
    }

    /// `P [blocks, middle, in]` and `Q [blocks, out, middle]`.
    @Override
    public List<Slot> slots() {
        return List.of(
                Slot.of("P", in(), middle(), blocks, middle(), in()),
                Slot.of("Q", middle(), out(), blocks, out(), middle()));
    }

    @Override
    public List<Stage> stages() {
        int middle = Math.toIntExact(middle());
        int out = Math.toIntExact(out());
        return List.of(
                new Stage(
                        0,
                        LongStream.range(0, blocks)
                                .mapToObj(c -> new Stage.Step(
                                        new Stage.Part(c * middle * in(), in(), false),
                                        Math.min(inputs, c * in()),
                                        1,
                                        (int) Math.clamp(inputs - c * in(), 0, in()),
                                        c * middle,
                                        1,
                                        middle,
                                        1))
                                .toList(),
                        blocks * middle),
                new Stage(
                        1,
                        LongStream.range(0, blocks)
                                .mapToObj(b -> new Stage.Step(
                                        new Stage.Part(b * out * middle, middle, false),
                                        b,
                                        blocks,
                                        middle,
                                        b,
                                        blocks,
                                        out,
                                        1))
                                .toList(),
                        blocks * out));
    }

    @Override
    public Tensor byEngine(Tensor x, List<Tensor> factors) {
        Tensor whole = blocks * in() == inputs ? x : torch.constant_pad_nd(x, new long[] {0, blocks * in() - inputs});
        Tensor first = whole.view(-1, blocks, in())
                .transpose(0, 1)
                .bmm(factors.getFirst().transpose(1, 2));
        // The flat middle is read again with the block as the fast index.
        Tensor middle = first.transpose(0, 1).reshape(-1, middle(), blocks).permute(2, 0, 1);
        Tensor second = middle.bmm(factors.getLast().transpose(1, 2));
        Tensor y = second.permute(1, 2, 0).reshape(-1, blocks * out());
        return blocks * out() == outputs ? y : y.narrow(1, 0, outputs);
    }

    @Override
    public long rankBound() {
        return Math.min(Math.min(inputs, outputs), blocks * middle());
    }

    @Override
    public long genericRank() {
        return rankBound();
    }
}
