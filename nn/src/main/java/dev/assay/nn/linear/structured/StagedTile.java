package dev.assay.nn.linear.structured;

import dev.assay.tensor.Gemm;
import dev.assay.tensor.Gemm.As;
import dev.assay.tensor.Gemm.Matrix;
import dev.assay.tensor.Scope;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/// One thread's tile of a [StagedProduct]: where everything lies, and the way forward.
final class StagedTile {
    private final StagedProduct product;
    private final Gemm gemm;
    private final boolean turnsIn;
    private final boolean turnsOut;
    private final Tensor x;
    private final Tensor y;
    private final Pointer xMemory;
    private final Pointer yMemory;
    private final List<Pointer> factors;
    private final List<Tensor> between;
    private final List<Pointer> betweenMemory;

    /// @param between room for what lies before each stage and in the end, where it is needed
    StagedTile(
            StagedProduct product,
            boolean turnsIn,
            boolean turnsOut,
            Tensor x,
            List<Tensor> factors,
            Tensor y,
            List<Tensor> between) {
        this.product = product;
        this.gemm = Gemm.of(x);
        this.turnsIn = turnsIn;
        this.turnsOut = turnsOut;
        this.x = x;
        this.y = y;
        this.xMemory = gemm.memory(x);
        this.yMemory = gemm.memory(y);
        this.factors = factors.stream().map(gemm::memory).toList();
        this.between = between;
        this.betweenMemory = between.stream().map(gemm::memory).toList();
    }

    private StagedTile(StagedTile like, List<Tensor> factors) {
        this.product = like.product;
        this.gemm = like.gemm;
        this.turnsIn = like.turnsIn;
        this.turnsOut = like.turnsOut;
        this.x = like.x;
        this.y = like.y;
        this.xMemory = like.xMemory;
        this.yMemory = like.yMemory;
        this.factors = factors.stream().map(gemm::memory).toList();
        this.between = like.between;
        this.betweenMemory = like.betweenMemory;
    }

    /// The same with other factors: a thread needs room for one tile alone.
    StagedTile with(List<Tensor> others) {
        return new StagedTile(this, others);
    }

    void forward(int row, int rows) {
        intoBetween(row, rows);
        int last = product.stages().size() - 1;
        for (Stage.Step step : product.stages().get(last).steps()) {
            if (turnsOut) {
                make(last, step, row, rows);
            } else {
                Operand taken = taken(last, step, row, rows);
                Operand factor = factor(last, step);
                gemm.multiply(
                        taken.turned(),
                        taken.matrix(),
                        factor.turned(),
                        factor.matrix(),
                        step.adds() ? 1 : 0,
                        outputs(step, row),
                        rows,
                        step.made(),
                        step.taken());
            }
        }
        if (turnsOut) {
            turn(() -> y.narrow(0, row, rows)
                    .copy_(turned(between.getLast(), product.outputs(), rows).t()));
        }
    }

    /// All stages but the last.
    void intoBetween(int row, int rows) {
        if (turnsIn) {
            turn(() -> turned(between.getFirst(), product.inputs(), rows)
                    .copy_(x.narrow(0, row, rows).t()));
        }
        for (int stage = 0; stage < product.stages().size() - 1; stage++) {
            for (Stage.Step step : product.stages().get(stage).steps()) {
                make(stage, step, row, rows);
            }
        }
    }

    /// The first numbers of a room as `[numbers, rows]`.
    static Tensor turned(Tensor room, long numbers, int rows) {
        return room.narrow(0, 0, numbers * rows).view(numbers, rows);
    }

    /// Copies with the engine, on whatever thread: what is written may belong to a pass without gradients.
    static void turn(Runnable copy) {
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            copy.run();
        }
    }

    private void make(int stage, Stage.Step step, int row, int rows) {
        Operand factor = factor(stage, step);
        Operand taken = taken(stage, step, row, rows);
        gemm.multiply(
                factor.as(),
                factor.matrix(),
                taken.as(),
                taken.matrix(),
                step.adds() ? 1 : 0,
                made(betweenMemory.get(stage + 1), step, rows),
                step.made(),
                step.wide() * rows,
                step.taken());
    }

    /// A matrix and how it is read.
    record Operand(Matrix matrix, As as) {
        As turned() {
            return as == As.STORED ? As.TURNED : As.STORED;
        }
    }

    /// `[made, taken]`.
    Operand factor(int stage, Stage.Step step) {
        Stage.Part part = step.part();
        Pointer memory = factors.get(product.stages().get(stage).slot());
        return new Operand(new Matrix(memory, part.offset(), part.stride()), part.turned() ? As.TURNED : As.STORED);
    }

    /// `[taken, wide · rows]`.
    Operand taken(int stage, Stage.Step step, int row, int rows) {
        return stage == 0 && !turnsIn
                ? new Operand(new Matrix(xMemory, row * product.inputs() + step.from(), product.inputs()), As.TURNED)
                : new Operand(
                        new Matrix(betweenMemory.get(stage), step.from() * rows, step.fromStride() * rows), As.STORED);
    }

    /// `[made, wide · rows]`.
    static Matrix made(Pointer memory, Stage.Step step, int rows) {
        return new Matrix(memory, step.to() * rows, step.toStride() * rows);
    }

    /// `[rows, made]` of the output.
    Matrix outputs(Stage.Step step, int row) {
        return new Matrix(yMemory, row * product.outputs() + step.to(), product.outputs());
    }

    Gemm gemm() {
        return gemm;
    }

    boolean turnsIn() {
        return turnsIn;
    }

    boolean turnsOut() {
        return turnsOut;
    }

    Tensor y() {
        return y;
    }
}
