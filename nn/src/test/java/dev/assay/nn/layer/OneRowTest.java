package dev.assay.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Dropout;
import dev.assay.nn.Layer;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.linear.Dense;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is computed in another way for a row that stands alone, as in writing token by token, beside
/// the same row among others.
class OneRowTest {
    private static final long POSITIONS = 6;

    private static Tensor random(String name, ScalarType type, long... shape) {
        return Randomness.of(3).split(name).normal(1, shape).to(type);
    }

    private static void assertSame(float[] alone, Tensor among) {
        Tensor wide = among.to(ScalarType.Float).contiguous();
        double share = among.scalar_type().intern() == ScalarType.Float ? 1e-5 : 1.0 / 64;
        double size = Math.max(1, wide.abs().max().item_double());
        assertThat(alone).containsExactly(Heap.read(wide), within((float) (share * size)));
    }

    private static float[] row(Tensor x, long position) {
        return Heap.read(x.narrow(1, position, 1).contiguous());
    }

    private static void requireSame(Layer layer, Tensor x) {
        RowFunction rows = layer.rows(Math.toIntExact(POSITIONS)).orElseThrow();
        Tensor all = layer.forward(x, Pass.inference());
        for (long i = 0; i < x.size(1); i++) {
            assertSame(rows.of(row(x, i)), all.narrow(1, i, 1));
        }
        assertSame(rows.of(Heap.read(x)), all);
    }

    @ParameterizedTest
    @EnumSource(names = {"Float", "BFloat16"})
    void the_norm_of_a_row_alone_is_its_norm_among_others(ScalarType type) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor x = random("x", type, 1, POSITIONS, 40);
            Tensor gains = random("gains", type, 40);
            requireSame(new RmsNorm(gains, 1e-5), x);
            requireSame(new LayerNorm(gains, random("shifts", type, 40), 1e-5), x);
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void a_row_alone_goes_through_a_position_wise_part_as_among_others(Activation activation) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor x = random("x", ScalarType.Float, 1, POSITIONS, 32);
            Tensor shifts = random("shifts", ScalarType.Float, 32);
            Linear down = new Linear(linear("down", 32).map(), Optional.of(shifts));
            requireSame(new FeedForward.Plain(linear("up", 32), activation, down), x);
            requireSame(new FeedForward.Gated(linear("gate", 32), linear("up", 32), activation, down), x);
            requireSame(new FeedForward.GatedTogether(linear("both", 64), activation, down), x);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"Float", "BFloat16"})
    void a_position_alone_is_turned_as_among_others(ScalarType type) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Rotary table = Rotary.of(Rotary.frequencies(8, 100), 1, POSITIONS).like(random("like", type, 1));
            Tensor heads = random("heads", type, 1, POSITIONS, 3, 8);
            Tensor all = table.range(0, POSITIONS).turn(heads);
            for (long i = 0; i < POSITIONS; i++) {
                float[] alone = row(heads, i);
                table.at(i).turn(alone, 0, alone.length);
                assertSame(alone, all.narrow(1, i, 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void the_last_position_attends_alone_as_among_others(int keyHeads) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Attention attention = attention(keyHeads);
            Tensor x = random("x", ScalarType.Float, 2, POSITIONS, 32);
            Attention.Context causal = new Attention.Context(Optional.empty(), new Mask.Causal());
            Tensor all = attention.forward(x, causal, KeysAndValues.NONE, Pass.inference());

            Tensor[] earlier = new Tensor[2];
            attention.forward(
                    x.narrow(1, 0, POSITIONS - 1),
                    causal,
                    (keys, values) -> {
                        earlier[0] = keys;
                        earlier[1] = values;
                        return new KeysAndValues.Pair(keys, values);
                    },
                    Pass.inference());
            Tensor last = attention.forward(
                    x.narrow(1, POSITIONS - 1, 1),
                    new Attention.Context(Optional.empty(), new Mask.Everything()),
                    (keys, values) -> new KeysAndValues.Pair(
                            torch.cat(new TensorVector(earlier[0], keys), 2),
                            torch.cat(new TensorVector(earlier[1], values), 2)),
                    Pass.inference());
            assertSame(Heap.read(last.contiguous()), all.narrow(1, POSITIONS - 1, 1));
        }
    }

    private static Attention attention(int keyHeads) {
        Attention.Projection projection = new Attention.Projection.Separate(
                linear("q", 32), linear("k", 8L * keyHeads), linear("v", 8L * keyHeads));
        return new Attention(projection, linear("o", 32), 4, keyHeads, 8, 0.5, Dropout.NONE);
    }

    private static Linear linear(String name, long outputs) {
        Tensor eye = torch.eye(outputs, 32, new TensorOptions(ScalarType.Float));
        return Linear.of(new Dense(
                random(name, ScalarType.Float, outputs, 32).mul(new Scalar(0.2)).add(eye)));
    }
}
