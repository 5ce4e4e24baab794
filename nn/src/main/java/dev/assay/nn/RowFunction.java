package dev.assay.nn;

import java.util.Optional;

/// A layer made ready for a few rows at a time, from Java array to Java array.
///
/// A call into the engine costs a microsecond or more however little it does, and a pass of one token,
/// or of one token each of a few sequences, through a decoder has hundreds of them. Here all that can
/// be is made beforehand, small work is done on the arrays, and the engine is called for the products
/// alone. Made by [Layer#rows(int)] for one thread; its native memory belongs to the scope that was
/// open then, and it is called within a scope, in inference.
@FunctionalInterface
public interface RowFunction {
    /// The outputs for some rows, an array of its own.
    ///
    /// @param x rows of the layer's input, one after another; not changed
    float[] of(float[] x);

    /// This, then another.
    default RowFunction then(RowFunction next) {
        return x -> next.of(of(x));
    }

    /// This and then another, if both are there.
    static Optional<RowFunction> both(Optional<RowFunction> first, Optional<RowFunction> second) {
        return first.flatMap(f -> second.map(f::then));
    }
}
