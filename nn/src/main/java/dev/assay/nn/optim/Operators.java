package dev.assay.nn.optim;

import dev.assay.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;

/// Operators of the engine that its Java binding leaves out, called by name through the dispatcher.
final class Operators {
    private Operators() {}

    /// Calls an operator; its results are left in the returned vector. Arguments stand in schema order.
    static IValueVector call(String name, IValue... arguments) {
        OperatorHandle operator = Dispatcher.singleton().findSchemaOrThrow(name, "");
        IValueVector stack = new IValueVector(arguments);
        Dispatcher.singleton().callBoxed(operator, stack);
        return stack;
    }

    /// A list of tensors as an argument.
    static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new TensorList().elementType());
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }

    /// `aten::_fused_adamw_`: one pass over memory for all tensors of a group. It ignores strides.
    static void fusedAdamW(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> first,
            List<Tensor> second,
            List<Tensor> steps,
            OptimizerPlan.AdamW plan,
            double learningRate,
            double weightDecay) {
        try (var scope = Scope.open()) {
            call(
                    "aten::_fused_adamw_",
                    list(parameters),
                    list(gradients),
                    list(first),
                    list(second),
                    list(List.of()),
                    list(steps),
                    new IValue(learningRate),
                    new IValue(plan.beta1()),
                    new IValue(plan.beta2()),
                    new IValue(weightDecay),
                    new IValue(plan.epsilon()),
                    new IValue(false),
                    new IValue(false),
                    new IValue(),
                    new IValue());
        }
    }
}
