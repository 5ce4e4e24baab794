package dev.assay.nn.linear.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/// Block tensor train of any number of cores: a tensor train whose cores are not shared over the
/// outputs that are made already and the inputs that are not yet taken.
///
/// The input is `[n_1, ..., n_c]`, the first the slowest, the output `[m_1, ..., m_c]`. Core `i` takes
/// `n_i` and the rank before it, and gives `m_i` and the rank after it. With two cores it is a
/// [PairForm] up to the order of inputs and outputs. Source: Qiu et al., "Compute Better Spent" (2024),
/// appendix on more than two cores.
///
/// @param in    `n_1, ..., n_c`
/// @param out   `m_1, ..., m_c`
/// @param ranks `r_1, ..., r_(c+1)`, the first and the last of them 1
public record BttChainForm(List<Long> in, List<Long> out, List<Long> ranks) implements Form {
    public BttChainForm {
        in = List.copyOf(in);
        out = List.copyOf(out);
        ranks = List.copyOf(ranks);
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

    private long made(int i) {
        return Splits.product(out.subList(0, i));
    }

    private long rest(int i) {
        return Splits.product(in.subList(i + 1, in.size()));
    }

    /// `[m_1 ⋯ m_(i-1), n_(i+1) ⋯ n_c, m_i, r_(i+1), r_i, n_i]`: one matrix after another.
    private Slot slot(int i) {
        return Slot.of(
                "core" + (i + 1),
                in.get(i) * ranks.get(i),
                out.get(i) * ranks.get(i + 1),
                made(i),
                rest(i),
                out.get(i),
                ranks.get(i + 1),
                ranks.get(i),
                in.get(i));
    }

    @Override
    public List<Stage> stages() {
        return IntStream.range(0, in.size()).mapToObj(this::stage).toList();
    }

    /// What lies before it is `[made, rank, n_i, rest]`, what lies after it `[made, m_i, rank, rest]`.
    private Stage stage(int i) {
        int taken = Math.toIntExact(in.get(i) * ranks.get(i));
        int given = Math.toIntExact(out.get(i) * ranks.get(i + 1));
        long rest = rest(i);
        return new Stage(
                i,
                LongStream.range(0, made(i) * rest)
                        .mapToObj(each -> new Stage.Step(
                                new Stage.Part(each * given * taken, taken, false),
                                each / rest * taken * rest + each % rest,
                                rest,
                                taken,
                                each / rest * given * rest + each % rest,
                                rest,
                                given,
                                1))
                        .toList(),
                made(i) * given * rest);
    }

    @Override
    public Tensor byEngine(Tensor x, List<Tensor> factors) {
        long rows = x.size(0);
        Tensor state = x;
        for (int i = 0; i < in.size(); i++) {
            long taken = in.get(i) * ranks.get(i);
            long given = out.get(i) * ranks.get(i + 1);
            Tensor parts = state.view(rows, made(i), taken, rest(i))
                    .permute(1, 3, 0, 2)
                    .reshape(made(i) * rest(i), rows, taken);
            Tensor core = factors.get(i).view(made(i) * rest(i), given, taken);
            state = parts.bmm(core.transpose(1, 2))
                    .view(made(i), rest(i), rows, given)
                    .permute(2, 0, 3, 1)
                    .reshape(rows, -1);
        }
        return state;
    }

    /// The authors store `[r_(i+1), r_i, m_1, ..., m_i, n_i, ..., n_c]`.
    @Override
    public Tensor toReference(int slot, Tensor factor) {
        List<Long> shape = new ArrayList<>(List.of(ranks.get(slot + 1), ranks.get(slot)));
        shape.addAll(out.subList(0, slot + 1));
        shape.addAll(in.subList(slot, in.size()));
        return factor.permute(3, 4, 0, 2, 5, 1)
                .reshape(shape.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public Tensor fromReference(int slot, Tensor factor) {
        return factor.reshape(ranks.get(slot + 1), ranks.get(slot), made(slot), out.get(slot), in.get(slot), rest(slot))
                .permute(2, 5, 3, 0, 1, 4)
                .contiguous();
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
        long rank = rankBound();
        for (int i = 0; i < in.size(); i++) {
            rank = Math.min(
                    rank,
                    Splits.product(out.subList(0, i))
                            * Splits.product(in.subList(i + 1, in.size()))
                            * Math.min(ranks.get(i) * in.get(i), ranks.get(i + 1) * out.get(i)));
        }
        return rank;
    }
}
