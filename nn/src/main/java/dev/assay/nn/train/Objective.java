package dev.assay.nn.train;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;

/// What is trained, and on what.
///
/// The data of a step is a pure function of the step's number. That is what makes a resumed run the same, byte
/// for byte, as one that was never stopped: there is no state of a reader to save.
///
/// @param <B> a micro-batch: the part of a step's data that goes through the model at one time
public interface Objective<B> {
    /// All parameters; those that do not require a gradient stay as they are.
    List<Parameter> parameters();

    /// The data of one step, at least one micro-batch; more than one means gradient accumulation.
    ///
    /// @param step from 0
    List<B> microBatches(long step);

    /// How much a micro-batch counts, such as its number of target tokens; not negative.
    double weight(B microBatch);

    /// The loss summed (not averaged) over a micro-batch, a scalar. It may be called from several threads at
    /// once.
    Tensor loss(B microBatch, Pass pass);

    /// The mean loss on data that is not trained on, if there is any.
    default OptionalDouble validate() {
        return OptionalDouble.empty();
    }
}
