package dev.assay.livebench.judging;

import dev.assay.livebench.grade.Grade;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Gives a grader so much time and no more, so that one answer cannot hold up all others.
///
/// @param most    that an answer may take
/// @param threads that graders run on; one that never ends keeps its thread and nothing else
record TimeLimit(Duration most, ExecutorService threads) {
    /// A limit with threads of its own, which do not keep the process alive.
    static TimeLimit of(Duration most) {
        return new TimeLimit(
                most,
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("assay-grading-", 0).factory()));
    }

    /// The grade, or that there was none in time.
    Grade grade(Supplier<Grade> grading) {
        Future<Grade> running = threads.submit(grading::get);
        try {
            return running.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return new Grade.Unscorable(
                    Grade.Reason.TIMEOUT, "grading took longer than " + most.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("grading was interrupted", e);
        }
    }
}
