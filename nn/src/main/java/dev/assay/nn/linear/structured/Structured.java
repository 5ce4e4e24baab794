package dev.assay.nn.linear.structured;

import dev.assay.nn.Parameter;
import dev.assay.nn.RowFunction;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A linear map whose matrix is a product of structured factors.
///
/// Where the structure's own sizes differ from the layer's (an einsum by exponents rounds each of
/// them), the input is filled up with zeros or its last numbers are dropped, and so is the output:
/// [#droppedInputs] and [#emptyOutputs] say how many.
///
/// Without a gradient, where a dense product is foretold to be faster, as for few rows of a small
/// layer, the rows are multiplied with a dense copy of the matrix.
public final class Structured implements LinearMap {
    private final Form form;
    private final long inputs;
    private final long outputs;
    private final List<Tensor> tensors;
    private final Optional<Normalization> normalization;
    private final List<Tensor> parts;
    private final Optional<DenseCopy> copy;
    private volatile Answered answered = new Answered(new Asked(0, ScalarType.Float, false), false);

    /// @param form          the structure
    /// @param inputs        of the layer
    /// @param outputs       of the layer
    /// @param tensors       the factors, of the shapes of the form's slots
    /// @param normalization cap on the factors' sizes
    /// @throws IllegalArgumentException if a factor has another shape
    public Structured(
            Form form, long inputs, long outputs, List<Tensor> tensors, Optional<Normalization> normalization) {
        this(form, inputs, outputs, tensors, normalization, Optional.of(new DenseCopy()));
    }

    /// A map for one pass, such as an expert that is cut from the factors of all: a dense copy would be
    /// made anew each time, so it has none.
    public static Structured ofOnePass(Form form, List<Tensor> tensors) {
        return new Structured(form, form.inputs(), form.outputs(), tensors, Optional.empty(), Optional.empty());
    }

    private Structured(
            Form form,
            long inputs,
            long outputs,
            List<Tensor> tensors,
            Optional<Normalization> normalization,
            Optional<DenseCopy> copy) {
        this.copy = copy;
        this.form = form;
        this.inputs = inputs;
        this.outputs = outputs;
        this.tensors = List.copyOf(tensors);
        this.normalization = normalization;
        this.parts = Stream.concat(
                        this.tensors.stream(),
                        normalization.map(Normalization::gains).stream().flatMap(List::stream))
                .toList();
        requireShapes(form, this.tensors);
    }

    private static void requireShapes(Form form, List<Tensor> tensors) {
        List<Slot> slots = form.slots();
        if (slots.size() != tensors.size()) {
            throw new IllegalArgumentException(
                    "there are " + slots.size() + " factors in this structure, not " + tensors.size());
        }
        for (int i = 0; i < slots.size(); i++) {
            List<Long> shape = shape(tensors.get(i));
            if (!shape.equals(slots.get(i).shape())) {
                throw new IllegalArgumentException("factor " + slots.get(i).name() + " has the shape "
                        + slots.get(i).shape() + ", not " + shape);
            }
        }
    }

    private static List<Long> shape(Tensor tensor) {
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < tensor.dim(); i++) {
            shape.add(tensor.size(i));
        }
        return shape;
    }

    /// With factors in the shapes in which the papers' authors store them.
    ///
    /// @throws IllegalArgumentException if they do not fit
    public static Structured fromReferenceFactors(Form form, List<Tensor> factors) {
        return fromReferenceFactors(form, factors, Optional.empty());
    }

    /// The same with a cap on the factors' sizes; the order of their numbers does not matter to it.
    public static Structured fromReferenceFactors(
            Form form, List<Tensor> factors, Optional<Normalization> normalization) {
        List<Tensor> own = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            own.add(form.fromReference(i, factors.get(i)));
        }
        return new Structured(form, form.inputs(), form.outputs(), own, normalization);
    }

    /// The factors in the shapes in which the papers' authors store them.
    public List<Tensor> toReferenceFactors() {
        List<Tensor> theirs = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            theirs.add(form.toReference(i, tensors.get(i)));
        }
        return theirs;
    }

    /// The structure.
    public Form form() {
        return form;
    }

    /// The factors, of the shapes of the form's slots.
    public List<Tensor> tensors() {
        return tensors;
    }

    /// The cap on the factors' sizes.
    public Optional<Normalization> normalization() {
        return normalization;
    }

    @Override
    public Tensor apply(Tensor x) {
        long[] result = x.shape();
        result[result.length - 1] = outputs;
        if (x.numel() == 0) {
            return torch.zeros(result, x.options());
        }
        if (copy.isPresent() && !GradMode.is_enabled() && prefersCopy(x)) {
            Optional<Tensor> dense = copy.get().of(parts, this::toDense);
            if (dense.isPresent()) {
                return new Dense(dense.get()).apply(x);
            }
        }
        return product(x, result);
    }

    /// Rows mostly come in the number they came in last.
    private boolean prefersCopy(Tensor x) {
        Asked asked = new Asked(x.numel(), x.scalar_type().intern(), x.is_cpu());
        Answered last = answered;
        if (!last.asked().equals(asked)) {
            last = new Answered(asked, SpeedModel.prefersCopy(this, x));
            answered = last;
        }
        return last.copies();
    }

    private record Asked(long numbers, ScalarType type, boolean onProcessor) {}

    private record Answered(Asked asked, boolean copies) {}

    private Tensor product(Tensor x, long[] result) {
        Tensor rows = fitted(x.reshape(-1, inputs), form.inputs());
        Tensor y = fitted(form.product(rows, usedFactors()), outputs);
        return y.view(result);
    }

    private static Tensor fitted(Tensor rows, long width) {
        long has = rows.size(1);
        return has == width
                ? rows
                : has > width
                        ? rows.narrow(1, 0, width).contiguous()
                        : torch.constant_pad_nd(rows, new long[] {0, width - has});
    }

    private List<Tensor> usedFactors() {
        List<Slot> slots = form.slots();
        List<Tensor> used = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            int index = i;
            used.add(normalization
                    .map(cap -> cap.capped(
                            index, tensors.get(index), slots.get(index).deviation()))
                    .orElse(tensors.get(i)));
        }
        return used;
    }

    /// Up to so many numbers a dense matrix is read faster than all the small products are called.
    private static final long FEW = 1 << 16;

    @Override
    public Optional<RowFunction> rows(int most) {
        Tensor like = tensors.getFirst();
        if (!like.is_cpu() || inputs != form.inputs() || outputs != form.outputs()) {
            return Optional.empty();
        }
        try (var ignored = new NoGradGuard()) {
            if (inputs * outputs <= FEW) {
                return new Dense(toDense().to(ScalarType.Float).contiguous()).rows(most);
            }
            List<Tensor> used = usedFactors().stream()
                    .map(factor -> factor.detach().to(ScalarType.Float).contiguous())
                    .toList();
            return Optional.of(StagedProduct.of(form).rows(used, most));
        }
    }

    /// How many of the last inputs have no influence.
    public long droppedInputs() {
        return Math.max(0, inputs - form.inputs());
    }

    /// How many of the last outputs are always 0.
    public long emptyOutputs() {
        return Math.max(0, outputs - form.outputs());
    }

    @Override
    public long inputs() {
        return inputs;
    }

    @Override
    public long outputs() {
        return outputs;
    }

    @Override
    public List<Parameter> factors() {
        List<Slot> slots = form.slots();
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            all.add(new Parameter(
                    slot.name(),
                    tensors.get(i),
                    slot.fanIn(),
                    slot.fanOut(),
                    slot.deviation(),
                    1,
                    true,
                    Optional.of(new Parameter.Part(inputs, outputs, slots.size()))));
        }
        List<Tensor> gains = normalization.map(Normalization::gains).orElse(List.of());
        for (int i = 0; i < gains.size(); i++) {
            all.add(Parameter.vector(slots.get(i).name() + "_gain", gains.get(i)));
        }
        return List.copyOf(all);
    }

    @Override
    public long macsPerRow() {
        return form.macsPerRow();
    }

    @Override
    public Tensor toDense() {
        Tensor like = tensors.getFirst();
        Tensor unit = torch.eye(inputs).to(like.device(), like.scalar_type());
        return product(unit, new long[] {inputs, outputs}).t();
    }
}
