package dev.assay.nn.linear.structured;

import dev.assay.nn.RowFunction;
import dev.assay.nn.autograd.HandGradient;
import dev.assay.tensor.Gemm;
import dev.assay.tensor.Heap;
import dev.assay.tensor.RowTiles;
import dev.assay.tensor.Threads;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The product of rows with a structured matrix on the processor, stage by stage, a tile of rows at a time.
///
/// What lies between two stages stays in the cache and is never copied: it is `[numbers, rows of the
/// tile]`, so that numbers at any even distance are the rows of a matrix. The first stage reads the
/// rows and the last one writes them where they lie if it takes or makes neighbours; if not, the tile
/// is turned over once. The gradient computes what lies between again instead of keeping it.
///
/// @param stages  in order
/// @param inputs  of a row
/// @param outputs of a row
record StagedProduct(List<Stage> stages, long inputs, long outputs) {
    /// A tile has at most so many numbers between two stages: what the second cache holds beside the factors.
    private static final long MOST_NUMBERS = 1 << 18;

    private static final int MOST_ROWS = 128;

    /// With fewer rows in a tile its products are too thin to be fast.
    private static final int FEWEST_ROWS = 32;

    /// Products that take fewer numbers hardly compute.
    private static final long FEWEST_TAKEN = 4;

    /// Below so many multiply-adds waking another thread takes longer than the work.
    private static final long FEW_MACS = 1 << 22;

    private static final Map<Form, StagedProduct> KNOWN = new ConcurrentHashMap<>();

    StagedProduct {
        stages = List.copyOf(stages);
    }

    /// The product of a structure, made once.
    static StagedProduct of(Form form) {
        return KNOWN.computeIfAbsent(form, StagedProduct::made);
    }

    /// Steps are cut so that threads can share rows, where that leaves all of them small. Large blocks
    /// stay whole: the engine's library is faster with them.
    private static StagedProduct made(Form form) {
        long most = Gemm.MOST_ALONE / FEWEST_ROWS;
        boolean cut = !(form instanceof BlockForm || form instanceof MonarchForm)
                && form.stages().stream()
                        .flatMap(stage -> stage.steps().stream())
                        .allMatch(step -> step.macs() <= most || FEWEST_TAKEN * step.made() * step.wide() <= most);
        List<Stage> stages =
                cut ? form.stages().stream().map(stage -> stage.parted(most)).toList() : form.stages();
        return new StagedProduct(stages, form.inputs(), form.outputs());
    }

    /// Multiply-adds for one row.
    long macsPerRow() {
        return sum(Stage.Step::macs);
    }

    private long sum(ToLongFunction<Stage.Step> of) {
        return stages.stream().mapToLong(stage -> stage.sum(of)).sum();
    }

    /// @param x       `[rows, inputs]`, f32 or f64 on the processor
    /// @param factors by slot
    Tensor of(Tensor x, List<Tensor> factors) {
        List<Tensor> all = Stream.concat(Stream.of(x), factors.stream())
                .map(Tensor::contiguous)
                .toList();
        List<Tensor> detached = all.stream().map(Tensor::detach).toList();
        boolean input = x.requires_grad();
        return HandGradient.apply(
                all,
                given -> forward(given.getFirst(), given.subList(1, given.size())),
                gradient -> backward(
                        detached.getFirst(), detached.subList(1, detached.size()), gradient.contiguous(), input));
    }

    /// How many numbers lie before a stage, or in the end.
    private long width(int stage) {
        return stage == 0 ? inputs : stages.get(stage - 1).width();
    }

    private long largestStep() {
        return stages.stream()
                .flatMap(stage -> stage.steps().stream())
                .mapToLong(Stage.Step::macs)
                .max()
                .orElse(1);
    }

    private boolean turnsIn() {
        return !stages.getFirst().takesNeighbours();
    }

    private boolean turnsOut() {
        return !stages.getLast().makesNeighbours();
    }

    private Run run(Tensor x) {
        return run(Math.toIntExact(x.size(0)), Threads.current());
    }

    private Run run(int rows, int available) {
        long widest = IntStream.rangeClosed(0, stages.size())
                .mapToLong(this::width)
                .max()
                .orElseThrow();
        long alone = Gemm.MOST_ALONE / largestStep();
        int most = Math.clamp(MOST_NUMBERS / widest, 8, MOST_ROWS);
        boolean together = alone >= FEWEST_ROWS && rows * macsPerRow() >= FEW_MACS;
        if (!together) {
            return new Run(rows, Math.min(rows, most), 1);
        }
        int tile = Math.clamp((rows + 1) / 2, 1, (int) Math.min(most, alone));
        return new Run(rows, tile, Math.clamp((rows + tile - 1) / tile, 1, available));
    }

    /// What a product comes to for one of the threads that share it.
    ///
    /// @param threads that share it
    /// @param calls   of small products
    /// @param macs    multiply-adds
    /// @param numbers that the small products read and write
    /// @param outer   numbers that are read and written outside of them: input, output, and what is turned over
    record Work(int threads, double calls, double macs, double numbers, double outer) {}

    /// The work of a product of so many rows, if so many threads may share it.
    Work work(int rows, int available) {
        Run run = run(rows, available);
        double share = 1.0 / run.threads();
        double tiles = Math.ceil((double) rows / run.tile()) * share;
        long steps = stages.stream().mapToLong(stage -> stage.steps().size()).sum();
        long moved = sum(step -> (long) step.wide() * (step.taken() + step.made()));
        long held = sum(step -> (long) step.taken() * step.made());
        long turned = (turnsIn() ? inputs : 0) + (turnsOut() ? outputs : 0);
        return new Work(
                run.threads(),
                tiles * steps,
                share * rows * macsPerRow(),
                share * rows * moved + tiles * held,
                share * rows * (inputs + outputs + turned));
    }

    /// @param rows    of the input
    /// @param tile    rows at a time
    /// @param threads that share them
    private record Run(int rows, int tile, int threads) {}

    private Tensor forward(Tensor x, List<Tensor> factors) {
        Run run = run(x);
        Tensor y = empty(x.options(), run.rows(), outputs);
        List<StagedTile> tiles = IntStream.range(0, run.threads())
                .mapToObj(thread -> tile(run, x, factors, y))
                .toList();
        // A tile knows addresses alone.
        try {
            RowTiles.run(
                    run.rows(),
                    run.tile(),
                    run.threads(),
                    (thread, row, count) -> tiles.get(thread).forward(row, count));
        } finally {
            Reference.reachabilityFence(factors);
        }
        return y;
    }

    /// The product of a few rows again and again, on Java arrays.
    ///
    /// @param factors f32, which stay as they are
    RowFunction rows(List<Tensor> factors, int most) {
        Heap.Written x = Heap.written(ScalarType.Float, most, inputs);
        Heap.Written y = Heap.written(ScalarType.Float, most, outputs);
        Run run = new Run(most, most, 1);
        StagedTile tile = tile(run, x.tensor(), factors, y.tensor());
        int wide = Math.toIntExact(inputs);
        int made = Math.toIntExact(outputs);
        return rows -> {
            x.write(rows);
            try {
                tile.forward(0, rows.length / wide);
            } finally {
                Reference.reachabilityFence(factors);
            }
            return y.read(rows.length / wide * made);
        };
    }

    /// Rows of a tile in which products are as large as one thread may make them.
    int usualTile(int rows) {
        return run(rows, 1).tile();
    }

    /// A tile over rows that lie there.
    StagedTile tile(int rows, Tensor x, List<Tensor> factors, Tensor y) {
        return tile(new Run(rows, rows, 1), x, factors, y);
    }

    /// The gradient of such a tile.
    ///
    /// @param tile whose output is the gradient of the output
    StagedGradient gradient(int rows, StagedTile tile, Tensor x, Tensor dx, List<Tensor> sums) {
        return new StagedGradient(this, tile, dx, sums, between(new Run(rows, rows, 1), x), dx.numel() > 0);
    }

    private StagedTile tile(Run run, Tensor x, List<Tensor> factors, Tensor y) {
        return new StagedTile(this, turnsIn(), turnsOut(), x, factors, y, between(run, x));
    }

    /// Room for what lies before each stage and in the end, for one thread.
    private List<Tensor> between(Run run, Tensor like) {
        List<Tensor> room = new ArrayList<>();
        for (int stage = 0; stage <= stages.size(); stage++) {
            boolean needed = stage == 0 ? turnsIn() : stage < stages.size() || turnsOut();
            room.add(empty(like.options(), needed ? width(stage) * run.tile() : 0));
        }
        return room;
    }

    private List<Tensor> backward(Tensor x, List<Tensor> factors, Tensor dy, boolean input) {
        Run run = run(x);
        Tensor dx = empty(x.options(), run.rows(), input ? inputs : 0);
        List<Tensor> sums = factors.stream()
                .map(factor -> torch.zeros(new long[] {run.threads(), factor.numel()}, x.options()))
                .toList();
        List<StagedGradient> tiles = new ArrayList<>();
        for (int thread = 0; thread < run.threads(); thread++) {
            int index = thread;
            List<Tensor> own = sums.stream().map(sum -> sum.select(0, index)).toList();
            tiles.add(new StagedGradient(this, tile(run, x, factors, dy), dx, own, between(run, x), input));
        }
        try {
            RowTiles.run(
                    run.rows(),
                    run.tile(),
                    run.threads(),
                    (thread, row, count) -> tiles.get(thread).backward(row, count));
        } finally {
            Reference.reachabilityFence(factors);
            Reference.reachabilityFence(sums);
        }
        List<Tensor> gradients = new ArrayList<>(List.of(dx));
        for (int i = 0; i < factors.size(); i++) {
            gradients.add(sums.get(i).sum(0).view(factors.get(i).sizes()));
        }
        return gradients;
    }

    private static Tensor empty(TensorOptions options, long... shape) {
        return torch.empty(shape, options, new MemoryFormatOptional());
    }
}
