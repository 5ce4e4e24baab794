package dev.assay.scaling.study;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.optim.MuP;
import dev.assay.nn.optim.Optimizer;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Trains residual perceptrons to follow a [Teacher], on fresh samples at every step.
///
/// @param teacher   what is learned
/// @param size      of the student; its width may vary
/// @param base      width for which learning rates hold
/// @param mode      how they are taken over
/// @param batch     samples a step
/// @param optimizer which, with the rate of the base
/// @param schedule  of the rate
public record Regression(
        Teacher teacher,
        ResidualMlp.Size size,
        long base,
        MuP.Mode mode,
        long batch,
        OptimizerPlan optimizer,
        Schedule schedule) {
    private static final long TEST = 8192;

    /// A student that was trained.
    ///
    /// @param model    the student; belongs to the scope that is open
    /// @param testLoss mean squared error on samples that were not trained on
    public record Trained(ResidualMlp model, double testLoss) {}

    /// Trains a student.
    ///
    /// @param steps   of the optimiser
    /// @param stepped told of each step that is done, from 1
    /// @param seed    of weights and samples
    public Trained train(Design design, long steps, long seed, Stepped stepped) {
        Randomness randomness = Randomness.of(seed);
        ResidualMlp model = ResidualMlp.of(size, design, randomness.split("weights"));
        MuP mup = new MuP(mode, ResidualMlp.baseShapes(size.withWidth(base)));
        List<Parameter> parameters = mup.scaled(model.parameters(), optimizer);
        Optimizer updates = optimizer.build(parameters);
        TensorVector leaves =
                new TensorVector(parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
        Randomness samples = randomness.split("samples");
        for (long step = 0; step < steps; step++) {
            try (var scope = Scope.open()) {
                Tensor x = teacher.inputs(batch, samples.split(step));
                Tensor loss = torch.mse_loss(model.forward(x, Pass.inference()), teacher.of(x));
                TensorVector gradients = torch.grad(new TensorVector(loss), leaves);
                List<Tensor> all = new ArrayList<>();
                for (long i = 0; i < gradients.size(); i++) {
                    all.add(gradients.get(i).contiguous());
                }
                updates.step(all, schedule.factor(step, steps));
            }
            stepped.done(model, step + 1);
        }
        return new Trained(model, testLoss(model, randomness.split("test")));
    }

    /// Looks at a student between two steps.
    @FunctionalInterface
    public interface Stepped {
        /// Does not look.
        Stepped NOBODY = (model, step) -> {};

        /// @param step from 1
        void done(ResidualMlp model, long step);
    }

    private double testLoss(ResidualMlp model, Randomness randomness) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor x = teacher.inputs(TEST, randomness);
            return torch.mse_loss(model.forward(x, Pass.inference()), teacher.of(x))
                    .item_double();
        }
    }
}
