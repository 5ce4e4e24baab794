package dev.assay.nn.optim;

import dev.assay.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Stochastic gradient descent: `v ← momentum · v + g`, `w ← w − rate · (v + decay · w)`.
final class SgdOptimizer implements Optimizer {
    private final OptimizerPlan.Sgd plan;
    private final List<Parameter> parameters;
    private final List<Tensor> velocity = new ArrayList<>();

    SgdOptimizer(OptimizerPlan.Sgd plan, List<Parameter> parameters) {
        this.plan = plan;
        this.parameters = List.copyOf(parameters);
        if (plan.momentum() > 0) {
            parameters.forEach(p -> velocity.add(torch.zeros_like(p.tensor()).set_requires_grad(false)));
        }
    }

    @Override
    public void step(List<Tensor> gradients, double factor) {
        try (var ignored = new NoGradGuard()) {
            for (int i = 0; i < parameters.size(); i++) {
                update(parameters.get(i), gradients.get(i), i, plan.learningRate() * factor);
            }
        }
    }

    private void update(Parameter parameter, Tensor gradient, int index, double baseRate) {
        double rate = baseRate * parameter.learningRateFactor();
        Tensor direction = gradient;
        if (plan.momentum() > 0) {
            direction = velocity.get(index).mul_(new Scalar(plan.momentum())).add_(gradient);
        }
        if (parameter.decays() && plan.weightDecay() > 0) {
            parameter.tensor().mul_(new Scalar(1 - rate * plan.weightDecay()));
        }
        parameter.tensor().add_(direction, new Scalar(-rate));
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (int i = 0; i < velocity.size(); i++) {
            state.put(parameters.get(i).name() + ".velocity", velocity.get(i));
        }
        return state;
    }
}
