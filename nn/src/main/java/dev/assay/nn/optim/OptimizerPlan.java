package dev.assay.nn.optim;

import dev.assay.nn.Parameter;
import java.util.List;

/// Which optimiser, with its settings.
public sealed interface OptimizerPlan {
    /// Adam with decoupled weight decay.
    ///
    /// @param learningRate peak rate
    /// @param beta1        decay of the first moment
    /// @param beta2        decay of the second moment
    /// @param epsilon      added to the root of the second moment
    /// @param weightDecay  share of a weight that is taken away per unit of learning rate
    record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerPlan {
        public AdamW {
            requireRate(learningRate);
            // A moment that never forgets is never learned: its bias correction would divide by zero.
            requireIn("beta1", beta1, 0, Math.nextDown(1.0));
            requireIn("beta2", beta2, 0, Math.nextDown(1.0));
            requireIn("epsilon", epsilon, Double.MIN_VALUE, 1);
            requireIn("weight-decay", weightDecay, 0, 10);
        }

        /// The usual settings of language-model training.
        public static AdamW of(double learningRate) {
            return new AdamW(learningRate, 0.9, 0.95, 1e-8, 0.1);
        }
    }

    /// Stochastic gradient descent.
    ///
    /// @param learningRate peak rate
    /// @param momentum     share of the last step that is kept
    /// @param weightDecay  share of a weight that is taken away per unit of learning rate
    record Sgd(double learningRate, double momentum, double weightDecay) implements OptimizerPlan {
        public Sgd {
            requireRate(learningRate);
            requireIn("momentum", momentum, 0, 1);
            requireIn("weight-decay", weightDecay, 0, 10);
        }
    }

    /// Peak learning rate.
    double learningRate();

    /// An optimiser over these parameters, at its beginning.
    default Optimizer build(List<Parameter> parameters) {
        return switch (this) {
            case AdamW plan -> new AdamWOptimizer(plan, parameters);
            case Sgd plan -> new SgdOptimizer(plan, parameters);
        };
    }

    /// Extra bytes that the optimiser keeps for each trained number.
    default int stateBytesPerNumber() {
        return switch (this) {
            case AdamW ignored -> 8;
            case Sgd plan -> plan.momentum() > 0 ? 4 : 0;
        };
    }

    private static void requireRate(double rate) {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning-rate is a number of at least 0, not " + rate);
        }
    }

    private static void requireIn(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " lies in [" + low + ", " + high + "], not " + value);
        }
    }
}
