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

/// Adam with decoupled weight decay, Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019).
///
/// Parameters that share learning-rate factor and decay form a group, and a group is one call into the
/// engine.
final class AdamWOptimizer implements Optimizer {
    private final OptimizerPlan.AdamW plan;
    private final List<Parameter> parameters;
    private final List<Tensor> first = new ArrayList<>();
    private final List<Tensor> second = new ArrayList<>();
    private final List<Tensor> steps = new ArrayList<>();
    private final Map<Group, List<Integer>> groups = new LinkedHashMap<>();

    private record Group(double learningRateFactor, boolean decays) {}

    AdamWOptimizer(OptimizerPlan.AdamW plan, List<Parameter> parameters) {
        this.plan = plan;
        this.parameters = List.copyOf(parameters);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            first.add(torch.zeros_like(p.tensor()).set_requires_grad(false));
            second.add(torch.zeros_like(p.tensor()).set_requires_grad(false));
            steps.add(torch.zeros(1).squeeze().to(p.tensor().device(), torch.ScalarType.Float));
            groups.computeIfAbsent(new Group(p.learningRateFactor(), p.decays()), g -> new ArrayList<>())
                    .add(i);
        }
    }

    @Override
    public void step(List<Tensor> gradients, double factor) {
        try (var ignored = new NoGradGuard()) {
            Scalar one = new Scalar(1.0);
            steps.forEach(t -> t.add_(one));
            groups.forEach((group, members) -> Operators.fusedAdamW(
                    members.stream().map(i -> parameters.get(i).tensor()).toList(),
                    pick(gradients, members),
                    pick(first, members),
                    pick(second, members),
                    pick(steps, members),
                    plan,
                    plan.learningRate() * factor * group.learningRateFactor(),
                    group.decays() ? plan.weightDecay() : 0));
        }
    }

    private static List<Tensor> pick(List<Tensor> from, List<Integer> members) {
        return members.stream().map(from::get).toList();
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            state.put(name + ".exp_avg", first.get(i));
            state.put(name + ".exp_avg_sq", second.get(i));
            state.put(name + ".step", steps.get(i));
        }
        return state;
    }
}
