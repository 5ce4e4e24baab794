package dev.assay.nn.linear.structured;

import dev.assay.nn.Doubles;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// One number of a structured matrix at a time, from the sums in the papers; slow on purpose.
final class Definitions {
    private Definitions() {}

    /// A tensor as an array with named strides.
    private record Numbers(double[] values, long[] sizes) {
        static Numbers of(Tensor tensor) {
            long[] sizes = tensor.shape();
            return new Numbers(Doubles.values(tensor), sizes);
        }

        double at(long... place) {
            long index = 0;
            for (int i = 0; i < sizes.length; i++) {
                index = index * sizes[i] + place[i];
            }
            return values[Math.toIntExact(index)];
        }
    }

    /// How much input `in` counts for output `out`.
    static double entry(Form form, List<Tensor> factors, long in, long out) {
        return switch (form) {
            case LowRankForm f -> lowRank(f, Numbers.of(factors.get(0)), Numbers.of(factors.get(1)), in, out);
            case BlockForm f -> block(f, Numbers.of(factors.getFirst()), in, out);
            case PairForm f -> pair(f, Numbers.of(factors.get(0)), Numbers.of(factors.get(1)), in, out);
            case MonarchForm f -> monarch(f, Numbers.of(factors.get(0)), Numbers.of(factors.get(1)), in, out);
            case TrainForm f -> train(f, factors, in, out);
            case BttChainForm f -> chain(f, factors, in, out);
            case EinsumForm f -> einsum(f, Numbers.of(factors.get(0)), Numbers.of(factors.get(1)), in, out);
        };
    }

    private static double lowRank(LowRankForm f, Numbers u, Numbers v, long in, long out) {
        double sum = 0;
        for (long k = 0; k < f.rank(); k++) {
            sum += u.at(in, k) * v.at(k, out);
        }
        return sum;
    }

    private static double block(BlockForm f, Numbers d, long in, long out) {
        long width = f.inputs() / f.blocks();
        long height = f.outputs() / f.blocks();
        return in / width == out / height ? d.at(in / width, out % height, in % width) : 0;
    }

    private static double pair(PairForm f, Numbers r, Numbers l, long in, long out) {
        long i = in / f.width();
        long j = out / f.outWidth();
        double sum = 0;
        for (long k = 0; k < f.rank(); k++) {
            sum += r.at(i, in % f.width(), j * f.rank() + k) * l.at(j, k, i, out % f.outWidth());
        }
        return sum;
    }

    private static double monarch(MonarchForm f, Numbers p, Numbers q, long in, long out) {
        long blocks = f.blocks();
        long width = p.sizes()[2];
        long middle = p.sizes()[1];
        double sum = 0;
        for (long u = 0; u < middle; u++) {
            // The flat middle c·q + u is read again as t·k + block.
            long flat = in / width * middle + u;
            if (flat % blocks == out % blocks) {
                sum += p.at(in / width, u, in % width) * q.at(out % blocks, out / blocks, flat / blocks);
            }
        }
        return sum;
    }

    private static long[] digits(long number, List<Long> sizes) {
        long[] digits = new long[sizes.size()];
        long left = number;
        for (int i = sizes.size() - 1; i >= 0; i--) {
            digits[i] = left % sizes.get(i);
            left /= sizes.get(i);
        }
        return digits;
    }

    private static long number(long[] digits, List<Long> sizes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * sizes.get(i) + digits[i];
        }
        return number;
    }

    private static double train(TrainForm f, List<Tensor> factors, long in, long out) {
        long[] n = digits(in, f.in());
        long[] m = digits(out, f.out());
        double[] row = {1};
        for (int i = 0; i < n.length; i++) {
            Numbers core = Numbers.of(factors.get(i));
            double[] next = new double[Math.toIntExact(f.ranks().get(i + 1))];
            for (int after = 0; after < next.length; after++) {
                for (int before = 0; before < row.length; before++) {
                    next[after] += row[before] * core.at(before, n[i], m[i], after);
                }
            }
            row = next;
        }
        return row[0];
    }

    private static double chain(BttChainForm f, List<Tensor> factors, long in, long out) {
        long[] n = digits(in, f.in());
        long[] m = digits(out, f.out());
        double[] row = {1};
        for (int i = 0; i < n.length; i++) {
            Numbers core = Numbers.of(factors.get(i));
            double[] next = new double[Math.toIntExact(f.ranks().get(i + 1))];
            long made = number(m, f.out(), 0, i);
            long rest = number(n, f.in(), i + 1, n.length);
            for (int after = 0; after < next.length; after++) {
                for (int before = 0; before < row.length; before++) {
                    next[after] += row[before] * core.at(made, rest, m[i], after, before, n[i]);
                }
            }
            row = next;
        }
        return row[0];
    }

    private static double einsum(EinsumForm f, Numbers first, Numbers second, long in, long out) {
        EinsumSizes s = f.sizes();
        long a = in % s.alpha();
        long b = in / s.alpha() % s.beta();
        long g = in / s.alpha() / s.beta();
        long d = out % s.delta();
        long e = out / s.delta() % s.epsilon();
        long phi = out / s.delta() / s.epsilon();
        double sum = 0;
        for (long r = 0; r < s.rho(); r++) {
            sum += first.at(phi, d, r, g, a) * second.at(phi, e, r, g, b);
        }
        return sum;
    }
}
