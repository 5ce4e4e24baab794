package dev.assay.nn;

import dev.assay.tensor.Randomness;

/// One pass through a model: whether it trains, where its randomness comes from, and who looks on.
///
/// Each block of a model takes its own pass by [#block(int)], whose randomness depends on the block's number
/// alone. So a block that is computed a second time (activation checkpointing) drops the same activations.
public final class Pass {
    private final boolean training;
    private final Randomness randomness;
    private final Observer observer;
    private long draws;

    private Pass(boolean training, Randomness randomness, Observer observer) {
        this.training = training;
        this.randomness = randomness;
        this.observer = observer;
    }

    /// A pass for training; dropout is on.
    public static Pass training(Randomness randomness) {
        return new Pass(true, randomness, Observer.NONE);
    }

    /// A pass for inference; nothing random happens.
    public static Pass inference() {
        return new Pass(false, Randomness.of(0), Observer.NONE);
    }

    /// The same pass with somebody looking on.
    public Pass observedBy(Observer other) {
        return new Pass(training, randomness, other);
    }

    /// The pass of one of the model's blocks.
    public Pass block(int index) {
        return new Pass(training, randomness.split(index), observer);
    }

    /// Whether dropout and the like are on.
    public boolean isTraining() {
        return training;
    }

    /// Fresh randomness for one operation.
    public Randomness draw() {
        return randomness.split("draw").split(draws++);
    }

    /// Who looks on.
    public Observer observer() {
        return observer;
    }
}
