package dev.assay.nn.linear.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/// A tensor train; of rank 1 with two cores it is a Kronecker product.
///
/// The input is read as `[n_1, ..., n_c]`, the first the slowest, the output as `[m_1, ..., m_c]`. Core
/// `i` of shape `[r_(i-1), n_i, m_i, r_i]` takes `n_i` and the rank before it, and gives `m_i` and the
/// rank after it.
///
/// @param in    `n_1, ..., n_c`
/// @param out   `m_1, ..., m_c`
/// @param ranks `r_0, ..., r_c`, the first and the last of them 1
public record TrainForm(List<Long> in, List<Long> out, List<Long> ranks) implements Form {
    public TrainForm {
        in = List.copyOf(in);
        out = List.copyOf(out);
        ranks = List.copyOf(ranks);
    }

    /// Of `c` cores and the same rank between all of them.
    static TrainForm of(List<Long> in, List<Long> out, long rank) {
        List<Long> ranks = new ArrayList<>(List.of(1L));
        for (int i = 1; i < in.size(); i++) {
            ranks.add(rank);
        }
        ranks.add(1L);
        return new TrainForm(in, out, ranks);
    }

    @Override
    public long inputs() {
        return Splits.product(in);
    }

    @Override
    public long outputs() {
        return Splits.product(out);
    }

    @Override
    public List<Slot> slots() {
        return IntStream.range(0, in.size()).mapToObj(this::slot).toList();
    }

    private Slot slot(int i) {
        return Slot.of(
                "core" + (i + 1),
                in.get(i) * ranks.get(i),
                out.get(i) * ranks.get(i + 1),
                ranks.get(i),
                in.get(i),
                out.get(i),
                ranks.get(i + 1));
    }

    @Override
    public List<Stage> stages() {
        return IntStream.range(0, in.size()).mapToObj(this::stage).toList();
    }

    /// What lies before it is `[made, rank, n_i, rest]`, what lies after it `[made, m_i, rank, rest]`.
    private Stage stage(int i) {
        int taken = Math.toIntExact(in.get(i) * ranks.get(i));
        int given = Math.toIntExact(out.get(i) * ranks.get(i + 1));
        long before = Splits.product(out.subList(0, i));
        int rest = Math.toIntExact(Splits.product(in.subList(i + 1, in.size())));
        return new Stage(
                i,
                LongStream.range(0, before)
                        .mapToObj(p -> new Stage.Step(
                                new Stage.Part(0, given, true),
                                p * taken * rest,
                                rest,
                                taken,
                                p * given * rest,
                                rest,
                                given,
                                rest))
                        .toList(),
                before * given * rest);
    }

    @Override
    public Tensor byEngine(Tensor x, List<Tensor> factors) {
        Tensor state = x;
        long made = 1;
        for (int i = 0; i < in.size(); i++) {
            long rest = Splits.product(in.subList(i + 1, in.size()));
            long taken = in.get(i) * ranks.get(i);
            long given = out.get(i) * ranks.get(i + 1);
            // Made outputs are as good as further rows; what is summed over is the rank, then n_i.
            Tensor parts = state.view(-1, ranks.get(i), in.get(i), rest);
            Tensor core = factors.get(i).reshape(taken, given);
            Tensor next = rest == 1 ? parts.view(-1, taken).mm(core) : core.t().matmul(parts.view(-1, taken, rest));
            made *= out.get(i);
            state = next.view(-1, made, ranks.get(i + 1), rest);
        }
        return state.view(-1, outputs());
    }

    @Override
    public long rankBound() {
        long bound = Math.min(inputs(), outputs());
        for (int i = 1; i < in.size(); i++) {
            bound = Math.min(
                    bound, Splits.product(out.subList(0, i)) * ranks.get(i) * Splits.product(in.subList(i, in.size())));
        }
        return bound;
    }

    /// Exact for two cores; an upper bound for more.
    @Override
    public long genericRank() {
        long rank = 1;
        for (int i = 0; i < in.size(); i++) {
            rank = Math.multiplyExact(rank, Math.min(in.get(i), out.get(i)) * ranks.get(i));
        }
        return Math.min(rankBound(), rank);
    }
}
