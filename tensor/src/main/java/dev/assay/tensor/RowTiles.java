package dev.assay.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.global.torch;

/// Work on the rows of a matrix, a tile of rows at a time, by as many threads as an operation of the
/// calling thread may use.
///
/// Each thread has one stretch of rows, so that what it adds up does not depend on chance. Products in
/// the work are to be [small][Gemm#MOST_ALONE]: at larger ones the workers of the engine's library
/// would wait for each other.
public final class RowTiles {
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("assay-tiles-", 0).daemon(true).factory());

    private RowTiles() {}

    /// What is done.
    @FunctionalInterface
    public interface Work {
        /// @param thread which of the threads, from 0
        /// @param first  row of the tile
        /// @param count  rows of the tile
        void tile(int thread, int first, int count);
    }

    /// Does the work on all rows, and waits for it.
    ///
    /// @param threads at most as many as there are tiles
    /// @param tile    rows at a time
    public static void run(int rows, int tile, int threads, Work work) {
        if (threads == 1) {
            stretch(0, 0, rows, tile, work);
            return;
        }
        int own = Threads.current();
        torch.set_num_threads(1);
        try {
            together(rows, tile, threads, work);
        } finally {
            torch.set_num_threads(own);
        }
    }

    private static void together(int rows, int tile, int threads, Work work) {
        int tiles = (rows + tile - 1) / tile;
        List<Future<?>> others = new ArrayList<>();
        for (int thread = 1; thread < threads; thread++) {
            int number = thread;
            others.add(WORKERS.submit(() -> aside(
                    number,
                    tiles * number / threads * tile,
                    rows(rows, tile, tiles * (number + 1) / threads),
                    tile,
                    work)));
        }
        stretch(0, 0, rows(rows, tile, tiles / threads), tile, work);
        for (Future<?> other : others) {
            await(other);
        }
    }

    private static void aside(int thread, int from, int to, int tile, Work work) {
        torch.set_num_threads(1);
        stretch(thread, from, to, tile, work);
    }

    private static int rows(int rows, int tile, int tiles) {
        return Math.min(rows, tiles * tile);
    }

    private static void stretch(int thread, int from, int to, int tile, Work work) {
        for (int first = from; first < to; first += tile) {
            work.tile(thread, first, Math.min(tile, to - first));
        }
    }

    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the middle of a product", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
