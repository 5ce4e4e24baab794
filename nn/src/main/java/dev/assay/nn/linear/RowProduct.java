package dev.assay.nn.linear;

import dev.assay.tensor.Heap;
import dev.assay.tensor.Operators;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A product with the same weights again and again, made ready for each number of rows up to a most.
///
/// @param x      what the rows are written to
/// @param byRows the product of so many rows, the first of one
record RowProduct(Heap.Written x, List<Operators.Prepared> byRows) {
    /// @param type    of the inputs
    /// @param most    rows
    /// @param product of a tensor `[rows, inputs]`
    static RowProduct of(ScalarType type, int most, long inputs, Function<Tensor, Operators.Prepared> product) {
        Heap.Written x = Heap.written(type, most, inputs);
        return new RowProduct(
                x,
                IntStream.rangeClosed(1, most)
                        .mapToObj(rows -> product.apply(x.tensor().narrow(0, 0, rows)))
                        .toList());
    }

    /// The product of some rows.
    float[] of(float[] rows, int count) {
        x.write(rows);
        return byRows.get(count - 1).numbers();
    }
}
