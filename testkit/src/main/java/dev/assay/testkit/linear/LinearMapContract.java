package dev.assay.testkit.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/// What every [LinearMap] must keep to, as tests for whoever writes one:
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> my_map() {
///     return LinearMapContract.of("mine", MyMap::of, 1e-5);
/// }
/// ```
public final class LinearMapContract {
    private static final Randomness RANDOMNESS = Randomness.of(11);

    private final Function<Tensor, LinearMap> maker;
    private final double tolerance;

    private LinearMapContract(Function<Tensor, LinearMap> maker, double tolerance) {
        this.maker = maker;
        this.tolerance = tolerance;
    }

    /// The tests of one kind of map.
    ///
    /// @param name      of the kind
    /// @param maker     a map for a matrix `[outputs, inputs]`, f32, that it may approximate; the tests
    ///     give sizes in multiples of 64
    /// @param tolerance largest difference from the product with [LinearMap#toDense], as a share of the
    ///     largest output
    public static Stream<DynamicTest> of(String name, Function<Tensor, LinearMap> maker, double tolerance) {
        LinearMapContract contract = new LinearMapContract(maker, tolerance);
        return Stream.of(
                test(name + ": one row is the product with its matrix", () -> contract.product(1)),
                test(name + ": many rows are", () -> contract.product(3, 7)),
                test(name + ": no rows are no rows", () -> contract.product(0)),
                test(name + ": rows do not depend on each other", contract::rows),
                test(name + ": rows on Java arrays, where it takes them, give the same", contract::arrays),
                test(name + ": a bias is added", contract::bias),
                test(name + ": nothing in, nothing out", contract::zero),
                test(name + ": factors have names of their own", contract::factors),
                test(name + ": the gradient of its input is that of its matrix", contract::gradient));
    }

    private static DynamicTest test(String name, Executable body) {
        return DynamicTest.dynamicTest(name, () -> {
            try (var scope = Scope.open()) {
                body.execute();
            }
        });
    }

    private LinearMap map() {
        return maker.apply(RANDOMNESS.split("matrix").normal(1, 128, 192));
    }

    private static Tensor input(long... leading) {
        long[] shape = Arrays.copyOf(leading, leading.length + 1);
        shape[leading.length] = 192;
        return RANDOMNESS.split("input").normal(1, shape);
    }

    private void product(long... leading) {
        try (var ignored = new NoGradGuard()) {
            LinearMap map = map();
            Tensor x = input(leading);
            Tensor y = map.apply(x);
            assertSame(y, torch.linear(x, map.toDense().contiguous()));
            assertThat(map.forward(x, Pass.inference()).equal(y)).isTrue();
            assertThat(map.inputs()).isEqualTo(192);
            assertThat(map.outputs()).isEqualTo(128);
            assertThat(map.macsPerRow()).isPositive();
        }
    }

    private void rows() {
        try (var ignored = new NoGradGuard()) {
            LinearMap map = map();
            Tensor x = input(5);
            Tensor all = map.apply(x);
            for (long i = 0; i < 5; i++) {
                assertSame(map.apply(x.narrow(0, i, 1)), all.narrow(0, i, 1));
            }
        }
    }

    private void arrays() {
        try (var ignored = new NoGradGuard()) {
            LinearMap map = map();
            map.rows(3).ifPresent(rows -> requireSame(rows, map));
        }
    }

    private void requireSame(RowFunction rows, LinearMap map) {
        Tensor x = input(3);
        Tensor all = map.apply(x);
        List<float[]> found = new ArrayList<>();
        for (long i = 0; i < 3; i++) {
            float[] row = Heap.read(x.select(0, i));
            float[] given = row.clone();
            found.add(rows.of(row));
            assertThat(row).as("its input stays").isEqualTo(given);
        }
        for (int i = 0; i < 3; i++) {
            assertSame(torch.tensor(found.get(i)), all.select(0, i));
        }
        assertSame(torch.tensor(rows.of(Heap.read(x))), all.view(-1));
    }

    private void bias() {
        try (var ignored = new NoGradGuard()) {
            LinearMap map = map();
            Tensor bias = RANDOMNESS.split("bias").normal(1, 128);
            assertSame(map.apply(input(4), bias), map.apply(input(4)).add(bias));
        }
    }

    private void zero() {
        try (var ignored = new NoGradGuard()) {
            Tensor y = map().apply(torch.zeros(2, 192));
            assertThat(y.abs().max().item_double()).isZero();
        }
    }

    private void factors() {
        List<Parameter> factors = map().factors();
        assertThat(factors).isNotEmpty();
        assertThat(factors).extracting(Parameter::name).doesNotHaveDuplicates();
        assertThat(factors).allMatch(factor -> factor.count() > 0);
    }

    private void gradient() {
        LinearMap map = map();
        if (map.factors().stream().noneMatch(Parameter::trainable)) {
            return;
        }
        Tensor x = input(3).set_requires_grad(true);
        Tensor upstream = RANDOMNESS.split("upstream").normal(1, 3, 128);
        TensorVector found = torch.grad(
                new TensorVector(map.apply(x)),
                new TensorVector(x),
                new TensorVector(upstream),
                new BoolOptional(false),
                false,
                false);
        assertSame(found.get(0), torch.matmul(upstream, map.toDense().detach()));
    }

    private void assertSame(Tensor found, Tensor expected) {
        assertThat(found.sizes().vec().get()).isEqualTo(expected.sizes().vec().get());
        if (expected.numel() > 0) {
            double size = expected.abs().max().item_double();
            assertThat(found.sub(expected).abs().max().item_double()).isLessThanOrEqualTo(tolerance * size);
        }
    }
}
