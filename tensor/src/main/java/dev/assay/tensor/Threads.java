package dev.assay.tensor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/// How many threads one tensor operation may use.
///
/// The engine has two pools: OpenMP's, whose size is a setting of each calling thread (element-wise
/// work, attention, reduced-precision products), and OpenBLAS's, whose size is a setting of the process
/// (f32 matrix products).
public final class Threads {
    private static final AtomicInteger ONES = new AtomicInteger();

    private Threads() {}

    /// The result of work done on a thread of its own, which ends with it.
    ///
    /// The engine keeps waiting workers for each thread that ever used it. Where there are more of them
    /// than cores, all of them sleep between two operations instead of spinning for a moment, and
    /// waking them takes several times as long as the operation. So what is done once before another
    /// thread takes over, such as opening a model, is done aside.
    ///
    /// @throws RuntimeException what the work throws
    public static <T> T aside(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("assay-aside").start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            thread.join();
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while work was done aside", e);
        }
    }

    /// Lets each operation use this many threads, called from this thread or, for f32 matrix products,
    /// from any.
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

    /// Lets each operation use one thread, called from this thread or, for f32 matrix products, from
    /// any, until what is given here is closed; several may be open at once. With the last one all
    /// cores serve one operation again.
    public static One one() {
        ONES.incrementAndGet();
        use(1);
        return new One();
    }

    /// Until it is closed, operations use one thread.
    public static final class One implements AutoCloseable {
        private final AtomicBoolean open = new AtomicBoolean(true);

        private One() {}

        @Override
        public void close() {
            if (open.getAndSet(false) && ONES.decrementAndGet() == 0) {
                use(available());
            }
        }
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
