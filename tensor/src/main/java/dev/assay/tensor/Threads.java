package dev.assay.tensor;

import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/// How many threads one tensor operation may use.
///
/// The engine has two pools: OpenMP's, whose size is a setting of each calling thread (element-wise work,
/// attention, reduced-precision products), and OpenBLAS's, whose size is a setting of the process (f32 matrix
/// products).
public final class Threads {
    private Threads() {}

    /// Lets each operation use this many threads, called from this thread or, for f32 matrix products, from
    /// any.
    ///
    /// @throws IllegalArgumentException if the count is not positive
    public static void use(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + count);
        }
        Natives.load();
        torch.set_num_threads(count);
        openblas.blas_set_num_threads(count);
    }

    /// How many cores this process may use.
    public static int available() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// How many threads an operation called from this thread may use.
    public static int current() {
        Natives.load();
        return torch.get_num_threads();
    }
}
