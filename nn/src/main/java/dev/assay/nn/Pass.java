package dev.assay.nn;

import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// One pass through a model: whether it trains, where its randomness comes from, and who looks on.
///
/// Each block of a model takes its own pass by [#block(int)], whose randomness depends on the block's
/// number alone. So a block that is computed a second time (activation checkpointing) drops the same
/// activations.
public final class Pass {
    private final boolean training;
    private final Randomness randomness;
    private final Observer observer;
    private final List<Tensor> penalties;
    private long draws;

    private Pass(boolean training, Randomness randomness, Observer observer, List<Tensor> penalties) {
        this.training = training;
        this.randomness = randomness;
        this.observer = observer;
        this.penalties = penalties;
    }

    /// A pass for training; dropout is on.
    public static Pass training(Randomness randomness) {
        return new Pass(true, randomness, Observer.NONE, new ArrayList<>());
    }

    /// A pass for inference; nothing random happens.
    public static Pass inference() {
        return new Pass(false, Randomness.of(0), Observer.NONE, List.of());
    }

    /// The same pass with somebody looking on.
    public Pass observedBy(Observer other) {
        return new Pass(training, randomness, other, penalties);
    }

    /// The pass of one of the model's blocks.
    public Pass block(int index) {
        return new Pass(training, randomness.split(index), observer, penalties);
    }

    /// Whether dropout and the like are on.
    public boolean isTraining() {
        return training;
    }

    /// Fresh randomness for one operation.
    public Randomness draw() {
        return randomness.split("draw").split(draws++);
    }

    /// Adds a term that training lessens beside the loss, such as the balance loss of a router; an
    /// inference pass forgets it.
    ///
    /// @param term a scalar
    public void penalize(Tensor term) {
        if (training) {
            penalties.add(term);
        }
    }

    /// The mean of all terms that the layers added in this pass; nothing if none did.
    public Optional<Tensor> meanPenalty() {
        return penalties.stream().reduce(Tensor::add).map(sum -> sum.div(new Scalar((double) penalties.size())));
    }

    /// Who looks on.
    public Observer observer() {
        return observer;
    }
}
