package dev.assay.nn.linear.structured;

import dev.assay.nn.linear.structured.StagedTile.Operand;
import dev.assay.tensor.Gemm;
import dev.assay.tensor.Gemm.As;
import dev.assay.tensor.Gemm.Matrix;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;

/// One thread's tile of a [StagedProduct], backwards.
final class StagedGradient {
    private final StagedProduct product;
    private final StagedTile tile;
    private final Gemm gemm;
    private final Tensor dx;
    private final Pointer dxMemory;
    private final List<Pointer> sums;
    private final List<Tensor> between;
    private final List<Pointer> betweenMemory;
    private final boolean input;

    /// @param tile    whose output is the gradient of the output
    /// @param sums    where the gradients of the factors are added up
    /// @param between room for the gradients of what lies between
    /// @param input   whether the gradient of the input is asked for
    StagedGradient(
            StagedProduct product, StagedTile tile, Tensor dx, List<Tensor> sums, List<Tensor> between, boolean input) {
        this.product = product;
        this.tile = tile;
        this.gemm = tile.gemm();
        this.dx = dx;
        this.dxMemory = gemm.memory(dx);
        this.sums = sums.stream().map(gemm::memory).toList();
        this.between = between;
        this.betweenMemory = between.stream().map(gemm::memory).toList();
        this.input = input;
    }

    /// The same with other factors and their sums, in the same room.
    StagedGradient with(List<Tensor> factors, List<Tensor> otherSums) {
        return new StagedGradient(product, tile.with(factors), dx, otherSums, between, input);
    }

    void backward(int row, int rows) {
        tile.intoBetween(row, rows);
        if (tile.turnsOut()) {
            StagedTile.turn(() -> turnOutputs(row, rows));
        }
        for (int stage = product.stages().size() - 1; stage >= 0; stage--) {
            for (Stage.Step step : product.stages().get(stage).steps()) {
                ofFactor(stage, step, row, rows);
                if (stage > 0 || input) {
                    ofTaken(stage, step, row, rows);
                }
            }
        }
        if (tile.turnsIn() && input) {
            StagedTile.turn(() -> dx.narrow(0, row, rows)
                    .copy_(StagedTile.turned(between.getFirst(), product.inputs(), rows)
                            .t()));
        }
    }

    private void turnOutputs(int row, int rows) {
        long width = product.stages().getLast().width();
        Tensor room = StagedTile.turned(between.getLast(), width, rows);
        room.narrow(0, 0, product.outputs()).copy_(tile.y().narrow(0, row, rows).t());
        if (width > product.outputs()) {
            room.narrow(0, product.outputs(), width - product.outputs()).zero_();
        }
    }

    /// `[made, wide · rows]`: the gradient of what a step made.
    private Operand ofMade(int stage, Stage.Step step, int row, int rows) {
        boolean last = stage == product.stages().size() - 1;
        return last && !tile.turnsOut()
                ? new Operand(tile.outputs(step, row), As.TURNED)
                : new Operand(StagedTile.made(betweenMemory.get(stage + 1), step, rows), As.STORED);
    }

    /// `dF += dM Tᵀ`, or its transpose where the factor is stored so.
    private void ofFactor(int stage, Stage.Step step, int row, int rows) {
        Operand made = ofMade(stage, step, row, rows);
        Operand taken = tile.taken(stage, step, row, rows);
        Stage.Part part = step.part();
        Matrix sum = new Matrix(sums.get(product.stages().get(stage).slot()), part.offset(), part.stride());
        int columns = step.wide() * rows;
        if (part.turned()) {
            gemm.multiply(
                    taken.as(),
                    taken.matrix(),
                    made.turned(),
                    made.matrix(),
                    1,
                    sum,
                    step.taken(),
                    step.made(),
                    columns);
        } else {
            gemm.multiply(
                    made.as(),
                    made.matrix(),
                    taken.turned(),
                    taken.matrix(),
                    1,
                    sum,
                    step.made(),
                    step.taken(),
                    columns);
        }
    }

    /// `dT = Fᵀ dM`, where the input lies as its transpose.
    private void ofTaken(int stage, Stage.Step step, int row, int rows) {
        Operand made = ofMade(stage, step, row, rows);
        Operand factor = tile.factor(stage, step);
        if (stage == 0 && !tile.turnsIn()) {
            Matrix result = new Matrix(dxMemory, row * product.inputs() + step.from(), product.inputs());
            gemm.multiply(
                    made.turned(),
                    made.matrix(),
                    factor.as(),
                    factor.matrix(),
                    0,
                    result,
                    rows,
                    step.taken(),
                    step.made());
        } else {
            Matrix result = new Matrix(betweenMemory.get(stage), step.from() * rows, step.fromStride() * rows);
            gemm.multiply(
                    factor.turned(),
                    factor.matrix(),
                    made.as(),
                    made.matrix(),
                    0,
                    result,
                    step.taken(),
                    step.wide() * rows,
                    step.made());
        }
    }
}
