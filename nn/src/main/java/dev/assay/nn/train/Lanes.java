package dev.assay.nn.train;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Forms the gradient of a step on several threads.
///
/// Micro-batch `i` belongs to lane `i mod lanes`; a lane adds its micro-batches in order, and the lanes
/// are added in order. Each worker lets the engine use one thread. So the sum is the same, bit for bit,
/// for any number of workers.
final class Lanes<B> implements AutoCloseable {
    /// Keeps a step whose micro-batches all count nothing from dividing by zero.
    private static final double LEAST_WEIGHT = 1e-30;

    private final Objective<B> objective;
    private final List<Tensor> trained;
    private final List<List<Tensor>> sums;
    private final ExecutorService workers;
    private final Threads.One one;

    /// The mean loss of a step and the gradient of each trained parameter, f32 and contiguous, valid
    /// until the next.
    record Gradient(double loss, double weight, List<Tensor> sums) {}

    Lanes(Objective<B> objective, int lanes, int workers) {
        this.objective = objective;
        this.trained = objective.parameters().stream()
                .filter(Parameter::trainable)
                .map(Parameter::tensor)
                .toList();
        this.sums = IntStream.range(0, lanes).mapToObj(lane -> zeros()).toList();
        this.one = Threads.one();
        this.workers = Executors.newFixedThreadPool(workers, Lanes::worker);
    }

    private List<Tensor> zeros() {
        return trained.stream()
                .map(t -> torch.zeros_like(t.detach().to(ScalarType.Float)))
                .toList();
    }

    private static Thread worker(Runnable task) {
        Runnable onOneThread = () -> {
            torch.set_num_threads(1);
            task.run();
        };
        Thread thread = new Thread(onOneThread, "assay-lane");
        thread.setDaemon(true);
        return thread;
    }

    Gradient gradient(long step, Randomness randomness) {
        List<B> microBatches = objective.microBatches(step);
        double weight = Math.max(
                LEAST_WEIGHT,
                microBatches.stream().mapToDouble(objective::weight).sum());
        List<Future<Double>> futures = new ArrayList<>();
        for (int lane = 0; lane < Math.min(sums.size(), microBatches.size()); lane++) {
            int index = lane;
            futures.add(workers.submit(() -> lane(microBatches, index, weight, randomness)));
        }
        double loss = finish(futures);
        add(futures.size());
        return new Gradient(loss / weight, weight, sums.getFirst());
    }

    /// Waits for all, also when one fails, so that no thread is left inside the engine.
    private static double finish(List<Future<Double>> futures) {
        double loss = 0;
        List<RuntimeException> failures = new ArrayList<>();
        for (Future<Double> future : futures) {
            try {
                loss += result(future);
            } catch (ExecutionException e) {
                failures.add(
                        e.getCause() instanceof RuntimeException cause
                                ? cause
                                : new IllegalStateException(e.getCause()));
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return loss;
    }

    /// An interruption waits until the step is over: it stays set for whoever asks next.
    private static double result(Future<Double> future) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void add(int used) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            for (List<Tensor> other : sums.subList(1, used)) {
                for (int i = 0; i < other.size(); i++) {
                    sums.getFirst().get(i).add_(other.get(i));
                }
            }
        }
    }

    private double lane(List<B> microBatches, int lane, double weight, Randomness randomness) {
        double loss = 0;
        for (int i = lane; i < microBatches.size(); i += sums.size()) {
            try (var scope = Scope.open()) {
                Tensor value = objective.loss(microBatches.get(i), Pass.training(randomness.split(i)));
                loss += value.item_double();
                TensorVector gradients = torch.grad(
                        new TensorVector(value.mul(new Scalar(1 / weight))),
                        new TensorVector(trained.toArray(Tensor[]::new)),
                        new TensorVector(),
                        new BoolOptional(false),
                        false,
                        true);
                take(gradients, sums.get(lane), i == lane);
            }
        }
        return loss;
    }

    /// Copies rather than keeps: two parameters may share one gradient tensor, and strides may be any.
    private static void take(TensorVector gradients, List<Tensor> sum, boolean begins) {
        for (int i = 0; i < sum.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (!gradient.defined()) {
                if (begins) {
                    sum.get(i).zero_();
                }
            } else if (begins) {
                sum.get(i).copy_(gradient);
            } else {
                sum.get(i).add_(gradient);
            }
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        one.close();
    }
}
