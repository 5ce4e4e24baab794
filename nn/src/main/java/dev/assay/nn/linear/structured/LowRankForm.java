package dev.assay.nn.linear.structured;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// `W = U V` through a narrow middle.
///
/// @param inputs  `[inputs, rank]` is the shape of `U`
/// @param outputs `[rank, outputs]` is the shape of `V`
/// @param rank    width of the middle
public record LowRankForm(long inputs, long outputs, long rank) implements Form {
    @Override
    public List<Slot> slots() {
        return List.of(Slot.of("U", inputs, rank, inputs, rank), Slot.of("V", rank, outputs, rank, outputs));
    }

    @Override
    public List<Stage> stages() {
        int in = Math.toIntExact(inputs);
        int middle = Math.toIntExact(rank);
        int out = Math.toIntExact(outputs);
        return List.of(
                new Stage(0, List.of(new Stage.Step(new Stage.Part(0, rank, true), 0, 1, in, 0, 1, middle, 1)), rank),
                new Stage(
                        1,
                        List.of(new Stage.Step(new Stage.Part(0, outputs, true), 0, 1, middle, 0, 1, out, 1)),
                        outputs));
    }

    @Override
    public Tensor byEngine(Tensor x, List<Tensor> factors) {
        return x.mm(factors.getFirst()).mm(factors.getLast());
    }

    @Override
    public long rankBound() {
        return Math.min(rank, Math.min(inputs, outputs));
    }

    @Override
    public long genericRank() {
        return rankBound();
    }
}
