package dev.assay.tensor;

import java.util.List;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.global.torch;

/// Operators of the engine that its Java binding leaves out, called by name through the dispatcher.
public final class Operators {
    private Operators() {}

    /// An operator, found once and called often.
    ///
    /// @param handle the dispatcher's
    public record Operator(OperatorHandle handle) {
        /// Calls it; its results are left in the returned vector. Arguments stand in schema order.
        public IValueVector call(IValue... arguments) {
            IValueVector stack = new IValueVector(arguments);
            Dispatcher.singleton().callBoxed(handle, stack);
            return stack;
        }

        /// A call with the same arguments again and again, of an operator that gives one tensor. It is
        /// made for one thread, and its memory belongs to the scope that is open.
        public Prepared with(IValue... arguments) {
            return new Prepared(Dispatcher.singleton(), handle, new IValueVector(), List.of(arguments));
        }

        /// Calls one that gives one tensor.
        public Tensor tensor(IValue... arguments) {
            // What the stack gives is a reference into it, and would fall with it.
            return new Tensor(call(arguments).get(0).toTensor());
        }
    }

    /// A call that is made many times with the same arguments, whose tensors may change in between.
    ///
    /// @param dispatcher the engine's
    /// @param handle     of the operator
    /// @param stack      what arguments and results go through
    /// @param arguments  in schema order
    public record Prepared(Dispatcher dispatcher, OperatorHandle handle, IValueVector stack, List<IValue> arguments) {
        /// Calls it and gives the numbers of its one tensor, f32 or bf16 on the processor.
        public float[] numbers() {
            stack.clear();
            for (IValue argument : arguments) {
                stack.push_back(argument);
            }
            dispatcher.callBoxed(handle, stack);
            return Heap.read(stack.get(0).toTensor());
        }
    }

    /// The operator of a name such as `aten::_fused_adamw_`.
    ///
    /// @throws RuntimeException if the engine has none of this name
    public static Operator named(String name) {
        Natives.load();
        try (var scope = Scope.open()) {
            return new Operator(scope.release(Dispatcher.singleton().findSchemaOrThrow(name, "")));
        }
    }

    /// An empty list of numbers as an argument, of which each could be absent. Its type has no name in
    /// the binding, but the engine's own language has one.
    public static IValue noNumbers() {
        CompilationUnit unit = torch.compile("def none():\n  x : List[Optional[number]] = []\n  return x\n");
        return unit.get_function(new QualifiedName("none")).apply(new IValueVector());
    }

    /// A list of tensors as an argument.
    public static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new TensorList().elementType());
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }
}
