package dev.assay.nn.linear.structured;

import dev.assay.nn.autograd.HandGradient;
import dev.assay.tensor.Gemm;
import dev.assay.tensor.Gemm.Matrix;
import dev.assay.tensor.RowTiles;
import dev.assay.tensor.Threads;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The product of rows with some of several matrices of one structure, `y_b = Σ_c g_bc · W_e(b,c) x_b`,
/// on the processor.
///
/// The rows of a matrix are gathered a tile at a time and added where they belong while they are in the
/// cache, so that nothing of the size of all choices is ever held. Each thread has one stretch of rows.
/// The gradient computes the products again instead of keeping them.
public final class StagedMixture {
    /// With fewer rows waking another thread takes longer than the work.
    private static final int FEWEST_ROWS = 64;

    /// Rows whose inputs and outputs are together at most so many numbers go through all matrices before the
    /// next: what the third cache holds for a thread.
    private static final long MOST_NUMBERS = 1 << 21;

    private final StagedProduct product;
    private final List<List<Tensor>> factors;
    private final int[] chosen;
    private final int active;
    private final int tile;

    private StagedMixture(StagedProduct product, List<List<Tensor>> factors, int[] chosen, int active) {
        this.product = product;
        this.factors = factors;
        this.chosen = chosen;
        this.active = active;
        this.tile = product.usualTile(chosen.length);
    }

    /// Whether the product of rows like these with such matrices can be taken.
    public static boolean suits(Tensor rows, List<?> maps) {
        return Gemm.knows(rows)
                && maps.stream().allMatch(map -> map instanceof Structured each && isPlain(each))
                && maps.stream()
                                .map(map -> ((Structured) map).form())
                                .distinct()
                                .count()
                        == 1;
    }

    private static boolean isPlain(Structured map) {
        return map.normalization().isEmpty()
                && map.inputs() == map.form().inputs()
                && map.outputs() == map.form().outputs();
    }

    /// The product, differentiable in rows, gates and factors.
    ///
    /// @param rows    `[rows, inputs]`
    /// @param gates   `[rows, active]`
    /// @param chosen  the matrices of each row, `row · active + choice`
    /// @param maps    that [suit][#suits]
    /// @return `[rows, outputs]`
    public static Tensor of(Tensor rows, Tensor gates, int[] chosen, List<Structured> maps) {
        List<List<Tensor>> factors = maps.stream()
                .map(map -> map.tensors().stream().map(Tensor::contiguous).toList())
                .toList();
        List<Tensor> all = Stream.concat(
                        Stream.of(rows.contiguous(), gates.contiguous()),
                        factors.stream().flatMap(List::stream))
                .toList();
        List<List<Tensor>> detached = factors.stream()
                .map(own -> own.stream().map(Tensor::detach).toList())
                .toList();
        StagedMixture mixture = new StagedMixture(
                StagedProduct.of(maps.getFirst().form()), detached, chosen, Math.toIntExact(gates.size(1)));
        Tensor x = all.getFirst().detach();
        double[] weights = numbers(all.get(1).detach());
        boolean input = rows.requires_grad();
        return HandGradient.apply(
                all,
                ignored -> mixture.forward(x, weights),
                gradient -> mixture.backward(x, weights, gradient.contiguous(), input));
    }

    /// The choices of a thread's rows, part by part and there matrix by matrix.
    private List<List<int[]>> places(int thread, int threads) {
        int rows = chosen.length / active;
        int from = share(rows, thread, threads);
        int to = share(rows, thread + 1, threads);
        long most = Math.max(1, MOST_NUMBERS / (product.inputs() + product.outputs()));
        int parts = Math.toIntExact((to - from + most - 1) / most);
        return IntStream.range(0, parts)
                .mapToObj(part -> matrixByMatrix(
                        (from + share(to - from, part, parts)) * active,
                        (from + share(to - from, part + 1, parts)) * active))
                .toList();
    }

    private static int share(int rows, int part, int parts) {
        return (int) ((long) rows * part / parts);
    }

    /// The choices from one to another, matrix by matrix.
    private List<int[]> matrixByMatrix(int from, int to) {
        int[] counts = new int[factors.size()];
        for (int place = from; place < to; place++) {
            counts[chosen[place]]++;
        }
        List<int[]> all = Arrays.stream(counts).mapToObj(int[]::new).collect(Collectors.toCollection(ArrayList::new));
        Arrays.fill(counts, 0);
        for (int place = from; place < to; place++) {
            all.get(chosen[place])[counts[chosen[place]]++] = place;
        }
        return all;
    }

    /// Whether its matrix is the first of the row's, in the order in which matrices are taken.
    private boolean isFirst(int place) {
        int row = place - place % active;
        for (int other = row; other < row + active; other++) {
            if (chosen[other] < chosen[place]) {
                return false;
            }
        }
        return true;
    }

    private int threads() {
        return Math.clamp(chosen.length / active / FEWEST_ROWS, 1, Threads.current());
    }

    private Tensor forward(Tensor x, double[] gates) {
        Tensor y = empty(x, x.size(0), product.outputs());
        int threads = threads();
        List<Forward> stretches = IntStream.range(0, threads)
                .mapToObj(thread -> new Forward(new Gathered(x, places(thread, threads)), gates, y))
                .toList();
        try {
            RowTiles.run(
                    threads,
                    1,
                    threads,
                    (thread, first, count) -> stretches.get(first).run());
        } finally {
            Reference.reachabilityFence(factors);
        }
        return y;
    }

    private List<Tensor> backward(Tensor x, double[] gates, Tensor dy, boolean input) {
        Tensor dx = empty(x, x.size(0), input ? product.inputs() : 0);
        double[] dGates = new double[gates.length];
        int threads = threads();
        List<List<Tensor>> sums = factors.stream()
                .map(own -> own.stream()
                        .map(factor -> torch.zeros(new long[] {threads, factor.numel()}, x.options()))
                        .toList())
                .toList();
        List<Backward> stretches = IntStream.range(0, threads)
                .mapToObj(thread -> new Backward(
                        new Gathered(x, places(thread, threads)), gates, dGates, dy, dx, part(sums, thread)))
                .toList();
        try {
            RowTiles.run(
                    threads,
                    1,
                    threads,
                    (thread, first, count) -> stretches.get(first).run());
        } finally {
            Reference.reachabilityFence(factors);
            Reference.reachabilityFence(sums);
        }
        Tensor gradient = torch.zeros(dGates.length).to(ScalarType.Double);
        gradient.data_ptr_double().put(dGates);
        return Stream.concat(Stream.of(dx, gradient.view(-1, active).to(x.scalar_type())), added(sums).stream())
                .toList();
    }

    private static List<List<Tensor>> part(List<List<Tensor>> sums, int thread) {
        return sums.stream()
                .map(own -> own.stream().map(sum -> sum.select(0, thread)).toList())
                .toList();
    }

    private List<Tensor> added(List<List<Tensor>> sums) {
        List<Tensor> all = new ArrayList<>();
        for (int matrix = 0; matrix < factors.size(); matrix++) {
            for (int i = 0; i < factors.get(matrix).size(); i++) {
                Tensor factor = factors.get(matrix).get(i);
                all.add(sums.get(matrix).get(i).sum(0).view(factor.sizes()));
            }
        }
        return all;
    }

    private static double[] numbers(Tensor gates) {
        double[] all = new double[Math.toIntExact(gates.numel())];
        gates.to(ScalarType.Double).contiguous().data_ptr_double().get(all);
        return all;
    }

    private List<StagedTile> tiles(Tensor rows, Tensor made) {
        StagedTile first = product.tile(tile, rows, factors.getFirst(), made);
        return factors.stream().map(first::with).toList();
    }

    private Tensor room(Tensor like, long width) {
        return empty(like, tile, width);
    }

    private static Tensor empty(Tensor like, long... shape) {
        return torch.empty(shape, like.options(), new MemoryFormatOptional());
    }

    private static Matrix row(Pointer memory, long width, int row) {
        return new Matrix(memory, row * width, width);
    }

    /// One thread's rows of the input, gathered for one matrix after another.
    private final class Gathered {
        private final Gemm gemm;
        private final Tensor rows;
        private final Pointer memory;
        private final Pointer x;
        private final List<List<int[]>> places;

        Gathered(Tensor x, List<List<int[]>> places) {
            this.gemm = Gemm.of(x);
            this.rows = room(x, product.inputs());
            this.memory = gemm.memory(rows);
            this.x = gemm.memory(x);
            this.places = places;
        }

        /// Gathers one tile after another, all of a matrix equally large, and lets `work` do something with each.
        void each(Work work) {
            for (List<int[]> part : places) {
                for (int matrix = 0; matrix < part.size(); matrix++) {
                    each(matrix, part.get(matrix), work);
                }
            }
        }

        private void each(int matrix, int[] all, Work work) {
            int tiles = (all.length + tile - 1) / tile;
            for (int i = 0; i < tiles; i++) {
                int[] some = Arrays.copyOfRange(all, share(all.length, i, tiles), share(all.length, i + 1, tiles));
                for (int row = 0; row < some.length; row++) {
                    write(1, x, some[row] / active, memory, row, product.inputs());
                }
                work.of(matrix, some);
            }
        }

        /// Adds a row, weighted, to that of a place; what comes to it first is written over it.
        void add(double weight, Pointer from, int row, Pointer to, int place, long width) {
            int target = place / active;
            if (isFirst(place)) {
                write(weight, from, row, to, target, width);
            } else {
                gemm.add(weight, row(from, width, row), row(to, width, target), Math.toIntExact(width));
            }
        }

        /// Writes a row, weighted, over another.
        void write(double weight, Pointer from, int row, Pointer to, int target, long width) {
            gemm.write(weight, row(from, width, row), row(to, width, target), Math.toIntExact(width));
        }
    }

    /// What is done with the rows of some places, all for one matrix.
    @FunctionalInterface
    private interface Work {
        void of(int matrix, int[] places);
    }

    private final class Forward {
        private final Gathered gathered;
        private final double[] gates;
        private final List<StagedTile> tiles;
        private final Pointer y;
        private final Pointer made;

        Forward(Gathered gathered, double[] gates, Tensor y) {
            this.gathered = gathered;
            this.gates = gates;
            Tensor room = room(y, product.outputs());
            this.tiles = tiles(gathered.rows, room);
            this.y = gathered.gemm.memory(y);
            this.made = gathered.gemm.memory(room);
        }

        void run() {
            gathered.each((matrix, places) -> {
                tiles.get(matrix).forward(0, places.length);
                for (int i = 0; i < places.length; i++) {
                    gathered.add(gates[places[i]], made, i, y, places[i], product.outputs());
                }
            });
        }
    }

    private final class Backward {
        private final Gathered gathered;
        private final double[] gates;
        private final double[] dGates;
        private final List<StagedTile> tiles;
        private final List<StagedGradient> gradients;
        private final Pointer dy;
        private final Pointer dx;
        private final Pointer made;
        private final Pointer dMade;
        private final Pointer dTaken;
        private final boolean input;

        Backward(Gathered gathered, double[] gates, double[] dGates, Tensor dy, Tensor dx, List<List<Tensor>> sums) {
            this.gathered = gathered;
            this.gates = gates;
            this.dGates = dGates;
            this.input = dx.numel() > 0;
            Tensor products = room(dy, product.outputs());
            Tensor productGradients = room(dy, product.outputs());
            Tensor inputs = input ? room(dy, product.inputs()) : dx;
            this.tiles = tiles(gathered.rows, products);
            StagedTile back = product.tile(tile, gathered.rows, factors.getFirst(), productGradients);
            StagedGradient first = product.gradient(tile, back, gathered.rows, inputs, sums.getFirst());
            this.gradients = IntStream.range(0, factors.size())
                    .mapToObj(matrix -> first.with(factors.get(matrix), sums.get(matrix)))
                    .toList();
            Gemm gemm = gathered.gemm;
            this.dy = gemm.memory(dy);
            this.dx = gemm.memory(dx);
            this.made = gemm.memory(products);
            this.dMade = gemm.memory(productGradients);
            this.dTaken = gemm.memory(inputs);
        }

        void run() {
            gathered.each((matrix, places) -> {
                tiles.get(matrix).forward(0, places.length);
                for (int i = 0; i < places.length; i++) {
                    gate(places[i], i);
                }
                gradients.get(matrix).backward(0, places.length);
                for (int i = 0; input && i < places.length; i++) {
                    gathered.add(1, dTaken, i, dx, places[i], product.inputs());
                }
            });
        }

        private void gate(int place, int i) {
            long width = product.outputs();
            Matrix gradient = row(dy, width, place / active);
            dGates[place] = gathered.gemm.dot(row(made, width, i), gradient, Math.toIntExact(width));
            gathered.write(gates[place], dy, place / active, dMade, i, width);
        }
    }
}
