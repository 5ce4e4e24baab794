package dev.assay.scaling.study;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.train.Objective;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// An objective of one batch a step, with the routers' balance loss beside the mean loss of a sample.
///
/// @param <B>        a batch
/// @param parameters with their learning-rate factors
/// @param batch      the batch of a step
/// @param samples    in a batch
/// @param mean       the mean loss of a batch, a scalar
/// @param validated  the study's loss
record Learned<B>(
        List<Parameter> parameters,
        LongFunction<B> batch,
        long samples,
        BiFunction<B, Pass, Tensor> mean,
        DoubleSupplier validated)
        implements Objective<B> {
    private static final double PENALTY_WEIGHT = 0.01;

    Learned {
        parameters = List.copyOf(parameters);
    }

    @Override
    public List<B> microBatches(long step) {
        return List.of(batch.apply(step));
    }

    @Override
    public double weight(B microBatch) {
        return samples;
    }

    @Override
    public Tensor loss(B microBatch, Pass pass) {
        Tensor loss = mean.apply(microBatch, pass);
        return pass.meanPenalty()
                .map(penalty -> loss.add(penalty, new Scalar(PENALTY_WEIGHT)))
                .orElse(loss)
                .mul(new Scalar((double) samples));
    }

    @Override
    public OptionalDouble validate() {
        return OptionalDouble.of(validated.getAsDouble());
    }
}
