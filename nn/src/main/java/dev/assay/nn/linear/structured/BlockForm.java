package dev.assay.nn.linear.structured;

import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/// Blocks along the diagonal and zeros elsewhere: each part of the input feeds one part of the output.
///
/// @param blocks divides both sizes
/// @param inputs `[blocks, outputs / blocks, inputs / blocks]` is the shape of the factor
public record BlockForm(long blocks, long inputs, long outputs) implements Form {
    public BlockForm {
        if (blocks < 1 || inputs % blocks != 0 || outputs % blocks != 0) {
            throw new IllegalArgumentException(blocks + " blocks do not divide " + inputs + " and " + outputs);
        }
    }

    @Override
    public List<Slot> slots() {
        long in = inputs / blocks;
        long out = outputs / blocks;
        return List.of(Slot.of("D", in, out, blocks, out, in));
    }

    @Override
    public List<Stage> stages() {
        int in = Math.toIntExact(inputs / blocks);
        int out = Math.toIntExact(outputs / blocks);
        return List.of(new Stage(
                0,
                LongStream.range(0, blocks)
                        .mapToObj(c -> new Stage.Step(
                                new Stage.Part(c * in * out, in, false), c * in, 1, in, c * out, 1, out, 1))
                        .toList(),
                outputs));
    }

    @Override
    public Tensor byEngine(Tensor x, List<Tensor> factors) {
        Tensor parts = x.view(-1, blocks, inputs / blocks).transpose(0, 1);
        return parts.bmm(factors.getFirst().transpose(1, 2)).transpose(0, 1).reshape(-1, outputs);
    }

    @Override
    public long rankBound() {
        return Math.min(inputs, outputs);
    }

    @Override
    public long genericRank() {
        return rankBound();
    }
}
