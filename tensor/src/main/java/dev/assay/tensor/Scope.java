package dev.assay.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/// Owns the native memory of everything that is made while it is open, on the thread that opened it.
///
/// ```
/// try (var scope = Scope.open()) {
///     Tensor hidden = layer.forward(x, pass);
///     return scope.keep(hidden.mean());
/// }
/// ```
///
/// Scopes nest. What is kept moves to the enclosing scope; where there is none, it lives until it is
/// [freed][#free(Pointer)] or unreachable. Using a tensor after its scope has closed is a
/// `NullPointerException`, not
/// a crash. Parameters and optimiser state are made outside any scope.
public final class Scope implements AutoCloseable {
    private final @Nullable PointerScope outer;
    private final PointerScope scope;

    private Scope() {
        Natives.load();
        outer = PointerScope.getInnerScope();
        scope = new PointerScope();
    }

    /// Opens a scope on this thread.
    public static Scope open() {
        return new Scope();
    }

    /// Lets a pointer out: it moves to the enclosing scope, or stands free where there is none.
    public <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        scope.detach(pointer);
        if (outer != null) {
            outer.attach(pointer);
            pointer.releaseReference();
        }
        return pointer;
    }

    /// Lets a pointer out of this scope and all enclosing ones; somebody must [free][#free(Pointer)] it one
    /// day.
    public <P extends Pointer> P release(P pointer) {
        pointer.retainReference();
        scope.detach(pointer);
        return pointer;
    }

    /// Frees a pointer that stands free.
    public static void free(Pointer pointer) {
        pointer.releaseReference();
    }

    @Override
    public void close() {
        scope.close();
    }
}
