package dev.assay.nn.optim;

import dev.assay.nn.Parameter;
import dev.assay.tensor.Operators;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.IValue;
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

    private static final Operators.Operator FUSED = Operators.named("aten::_fused_adamw_");

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
            groups.forEach((group, members) -> step(group, members, gradients, factor));
            parameters.forEach(AdamWOptimizer::countChange);
        }
    }

    /// The fused operator does not count what it changes, and copies of a matrix go by that count.
    private static void countChange(Parameter parameter) {
        if (!parameter.tensor().is_inference()) {
            parameter.tensor().unsafeGetTensorImpl().bump_version();
        }
    }

    /// One pass over memory for all tensors of a group. It ignores strides.
    private void step(Group group, List<Integer> members, List<Tensor> gradients, double factor) {
        try (var scope = Scope.open()) {
            FUSED.call(
                    Operators.list(members.stream()
                            .map(i -> parameters.get(i).tensor())
                            .toList()),
                    Operators.list(pick(gradients, members)),
                    Operators.list(pick(first, members)),
                    Operators.list(pick(second, members)),
                    Operators.list(List.of()),
                    Operators.list(pick(steps, members)),
                    new IValue(plan.learningRate() * factor * group.learningRateFactor()),
                    new IValue(plan.beta1()),
                    new IValue(plan.beta2()),
                    new IValue(group.decays() ? plan.weightDecay() : 0),
                    new IValue(plan.epsilon()),
                    new IValue(false),
                    new IValue(false),
                    new IValue(),
                    new IValue());
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
