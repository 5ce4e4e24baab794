package dev.assay.nn.linear;

import dev.assay.nn.Parameter;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Operators;
import dev.assay.tensor.Scope;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A frozen dense map in f32 whose weights also lie in the order in which the processor multiplies
/// them.
///
/// The engine's plain product puts the weights into such an order for each call, which takes longer
/// than the product itself where a handful of rows goes through: as when a few sequences are written
/// together. Weights take twice the memory. Not for training; made for processors.
///
/// Cost per row: `inputs · outputs` multiply-adds.
///
/// @param plain  the map
/// @param packed its weights in the other order
public record PackedDense(Dense plain, Tensor packed) implements LinearMap {
    /// How many rows the order is made for; it fits any number.
    private static final long ROWS = 16;

    /// From so many numbers on, a lone row too is faster so: the plain product would use threads of its
    /// own, which take the cores from the engine's.
    private static final long LEAST_FOR_ONE_ROW = 1 << 17;

    private static final Optional<Engine> ENGINE = engine();

    /// What the engine gives for this.
    ///
    /// @param pack    reorders weights
    /// @param product multiplies
    /// @param nothing for what a product may do besides
    /// @param scalars an empty list of numbers for that
    /// @param none    absent
    private record Engine(
            Operators.Operator pack, Operators.Operator product, IValue nothing, IValue scalars, IValue none) {}

    private static Optional<Engine> engine() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Engine engine = new Engine(
                    Operators.named("mkldnn::_reorder_linear_weight"),
                    Operators.named("mkldnn::_linear_pointwise"),
                    scope.release(new IValue("none")),
                    scope.release(Operators.noNumbers()),
                    scope.release(new IValue()));
            Tensor eye = torch.eye(16);
            Tensor packed = engine.pack().tensor(new IValue(eye), new IValue(ROWS));
            Tensor found = product(engine, torch.ones(2, 16), packed, engine.none());
            return found.sub(torch.ones(2, 16)).abs().max().item_double() < 1e-6
                    ? Optional.of(engine)
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /// Whether the engine has such a product for this processor.
    public static boolean isAvailable() {
        return ENGINE.isPresent();
    }

    /// Whether a map's weights can be put in order: f32 on the processor.
    public static boolean fits(Dense map) {
        return isAvailable()
                && map.weight().is_cpu()
                && map.weight().scalar_type().intern() == ScalarType.Float;
    }

    /// Puts a map's weights in order.
    ///
    /// @param plain that [fits][#fits]
    public static PackedDense of(Dense plain) {
        try (var ignored = new NoGradGuard()) {
            Tensor weight = plain.weight().detach();
            return new PackedDense(
                    new Dense(weight),
                    ENGINE.orElseThrow().pack().tensor(new IValue(weight.contiguous()), new IValue(ROWS)));
        }
    }

    private static Tensor product(Engine engine, Tensor x, Tensor packed, IValue bias) {
        return engine.product()
                .tensor(new IValue(x), new IValue(packed), bias, engine.nothing(), engine.scalars(), engine.none());
    }

    @Override
    public Tensor apply(Tensor x) {
        return suits(x)
                ? product(
                        ENGINE.orElseThrow(),
                        x.contiguous(),
                        packed,
                        ENGINE.orElseThrow().none())
                : plain.apply(x);
    }

    @Override
    public Tensor apply(Tensor x, Tensor bias) {
        return suits(x)
                ? product(ENGINE.orElseThrow(), x.contiguous(), packed, new IValue(bias))
                : plain.apply(x, bias);
    }

    private static boolean suits(Tensor x) {
        return x.numel() > 0 && x.scalar_type().intern() == ScalarType.Float && x.dim() > 1;
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        Engine engine = ENGINE.orElseThrow();
        RowProduct product = RowProduct.of(
                ScalarType.Float,
                most,
                inputs(),
                x -> engine.product()
                        .with(
                                new IValue(x),
                                new IValue(packed),
                                engine.none(),
                                engine.nothing(),
                                engine.scalars(),
                                engine.none()));
        boolean small = plain.weight().numel() < LEAST_FOR_ONE_ROW;
        return plain.rows(1).map(one -> rows -> {
            int count = Math.toIntExact(rows.length / inputs());
            return count == 1 && small ? one.of(rows) : product.of(rows, count);
        });
    }

    @Override
    public long inputs() {
        return plain.inputs();
    }

    @Override
    public long outputs() {
        return plain.outputs();
    }

    @Override
    public List<Parameter> factors() {
        return plain.factors();
    }

    @Override
    public long macsPerRow() {
        return plain.macsPerRow();
    }

    @Override
    public Tensor toDense() {
        return plain.toDense();
    }
}
