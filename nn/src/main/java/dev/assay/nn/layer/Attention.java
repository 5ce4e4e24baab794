package dev.assay.nn.layer;

import dev.assay.nn.Dropout;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.tensor.Natives;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Grouped-query attention, `softmax(s · q kᵀ + mask) v` per head, between an input and an output
/// projection.
///
/// | name     | shape                           |
/// |----------|---------------------------------|
/// | `x`, `y` | `[batch, time, dim]`            |
/// | `q`      | `[batch, heads, time, headDim]` |
/// | `k`, `v` | `[batch, keyHeads, keys, headDim]` |
///
/// Each key head serves `heads / keyHeads` query heads. Source: Vaswani et al. (2017); Ainslie et al.,
/// "GQA" (2023).
///
/// @param projection  makes queries, keys and values
/// @param output      from `heads · headDim` to `dim`
/// @param heads       query heads
/// @param keyHeads    key and value heads
/// @param headDim     size of a head
/// @param scale       `s`, usually `1/√headDim`
/// @param dropout     on the attention weights while training
public record Attention(
        Projection projection, Linear output, int heads, int keyHeads, int headDim, double scale, Dropout dropout) {
    /// On processors with AVX2 alone the fused kernel takes twice the time of plain sums for a single
    /// query: 109 µs against 56 over 128 keys of 12 heads. With AVX-512 it takes 12.
    private static final boolean SLOW_ON_ONE_QUERY = "AVX2".equals(Natives.instructions());

    public Attention {
        if (heads % keyHeads != 0) {
            throw new IllegalArgumentException(heads + " query heads cannot share " + keyHeads + " key heads evenly");
        }
    }

    /// What a pass gives to every attention layer alike.
    ///
    /// @param rotary turns queries and keys by position, where the model has no other positions
    /// @param mask   who sees whom
    public record Context(Optional<Rotary> rotary, Mask mask) {}

    /// How queries, keys and values are made.
    public sealed interface Projection {
        /// All three, each `[batch, time, its width]`.
        List<Tensor> apply(Tensor x, Pass pass, long queryWidth, long keyWidth);

        /// The same for a few rows at a time, on Java arrays.
        Optional<RowAttention.Projected> rows(int most, int queryWidth, int keyWidth);

        /// The parameters, named from here.
        List<Parameter> parameters();

        /// One matrix for each.
        record Separate(Linear query, Linear key, Linear value) implements Projection {
            @Override
            public List<Tensor> apply(Tensor x, Pass pass, long queryWidth, long keyWidth) {
                return List.of(query.forward(x, pass), key.forward(x, pass), value.forward(x, pass));
            }

            @Override
            public Optional<RowAttention.Projected> rows(int most, int queryWidth, int keyWidth) {
                return query.rows(most)
                        .flatMap(q -> key.rows(most)
                                .flatMap(k -> value.rows(most)
                                        .map(v -> x -> new RowAttention.Triple(q.of(x), k.of(x), v.of(x)))));
            }

            @Override
            public List<Parameter> parameters() {
                return Stream.of(
                                Parameter.under("q_proj", query.parameters()),
                                Parameter.under("k_proj", key.parameters()),
                                Parameter.under("v_proj", value.parameters()))
                        .flatMap(List::stream)
                        .toList();
            }
        }

        /// One matrix whose output is cut in three: fewer and larger products.
        record Fused(Linear all) implements Projection {
            @Override
            public List<Tensor> apply(Tensor x, Pass pass, long queryWidth, long keyWidth) {
                Tensor y = all.forward(x, pass);
                return List.of(
                        y.narrow(-1, 0, queryWidth),
                        y.narrow(-1, queryWidth, keyWidth),
                        y.narrow(-1, queryWidth + keyWidth, keyWidth));
            }

            @Override
            public Optional<RowAttention.Projected> rows(int most, int queryWidth, int keyWidth) {
                int values = queryWidth + keyWidth;
                return all.rows(most).map(product -> x -> {
                    float[] y = product.of(x);
                    int width = values + keyWidth;
                    return new RowAttention.Triple(
                            columns(y, width, 0, queryWidth),
                            columns(y, width, queryWidth, keyWidth),
                            columns(y, width, values, keyWidth));
                });
            }

            /// Some columns of each row.
            private static float[] columns(float[] rows, int width, int from, int count) {
                float[] some = new float[rows.length / width * count];
                for (int row = 0; row < some.length / count; row++) {
                    System.arraycopy(rows, row * width + from, some, row * count, count);
                }
                return some;
            }

            @Override
            public List<Parameter> parameters() {
                return Parameter.under("qkv_proj", all.parameters());
            }
        }
    }

    /// @param x     `[batch, time, dim]`
    /// @param past  keys and values before this pass
    public Tensor forward(Tensor x, Context context, KeysAndValues past, Pass pass) {
        long batch = x.size(0);
        long time = x.size(1);
        List<Tensor> qkv = projection.apply(x, pass, width(), keyWidth());
        Tensor q = qkv.get(0).view(batch, time, heads, headDim);
        Tensor k = qkv.get(1).view(batch, time, keyHeads, headDim);
        Tensor v = qkv.get(2).view(batch, time, keyHeads, headDim);
        if (context.rotary().isPresent()) {
            q = context.rotary().get().turn(q);
            k = context.rotary().get().turn(k);
        }
        KeysAndValues.Pair all = past.append(k.transpose(1, 2), v.transpose(1, 2));
        Tensor mixed = attend(q.transpose(1, 2), all, context.mask(), pass);
        return output.forward(mixed, pass);
    }

    /// Size of all queries of a position, `heads · headDim`.
    int width() {
        return heads * headDim;
    }

    /// Size of all keys of a position, and of all values.
    int keyWidth() {
        return keyHeads * headDim;
    }

    /// The queries of one position of each sequence over keys and values, in inference.
    ///
    /// @param q `[batch, keyHeads, heads / keyHeads, headDim]`
    /// @return of the same shape
    Tensor one(Tensor q, KeysAndValues.Pair seen, Mask mask) {
        return product(q, seen.keys(), seen.values(), mask, Pass.inference());
    }

    /// Gives `[batch, time, heads · headDim]`.
    private Tensor attend(Tensor q, KeysAndValues.Pair past, Mask mask, Pass pass) {
        long batch = q.size(0);
        long time = q.size(2);
        ScalarType held = past.keys().scalar_type().intern();
        if (q.scalar_type().intern() != held) {
            // A cache may hold more digits than the model computes with.
            Mask like = mask instanceof Mask.Explicit(Tensor bias) ? new Mask.Explicit(bias.to(held)) : mask;
            return attend(q.to(held), past, like, pass).to(q.scalar_type());
        }
        if (time == 1 && !(mask instanceof Mask.Causal)) {
            // One query per head: the query heads of a group may stand where the positions would, so no key is copied.
            Tensor grouped = q.reshape(batch, keyHeads, heads / keyHeads, headDim);
            return product(grouped, past.keys(), past.values(), mask, pass).reshape(batch, 1, width());
        }
        Tensor mixed = product(q, spread(past.keys()), spread(past.values()), mask, pass);
        return mixed.transpose(1, 2).reshape(batch, time, width());
    }

    private Tensor spread(Tensor heldByKeyHead) {
        if (heads == keyHeads) {
            return heldByKeyHead;
        }
        Tensor t = heldByKeyHead;
        return t.unsqueeze(2)
                .expand(t.size(0), keyHeads, heads / keyHeads, t.size(2), headDim)
                .reshape(t.size(0), heads, t.size(2), headDim);
    }

    private Tensor product(Tensor q, Tensor k, Tensor v, Mask mask, Pass pass) {
        boolean reduced = q.scalar_type().intern() == ScalarType.BFloat16 && q.is_cpu();
        boolean drops = pass.isTraining() && dropout.rate() > 0;
        if (SLOW_ON_ONE_QUERY && q.size(2) == 1 && mask instanceof Mask.Everything && !drops && q.is_cpu()) {
            return elementwise(q, k, v);
        }
        // The fused kernel's backward is many times slower in bf16 on a processor, and it cannot drop reproducibly.
        if (drops || (pass.isTraining() && reduced)) {
            return written(q, k, v, mask, pass);
        }
        TensorOptional bias =
                mask instanceof Mask.Explicit(Tensor given) ? new TensorOptional(given) : new TensorOptional();
        return torch.scaled_dot_product_attention(
                q, k, v, bias, 0.0, mask instanceof Mask.Causal, new DoubleOptional(scale), false);
    }

    /// `Σ_j softmax_j(s Σ_d q_d k_jd) v_j` of one query, by sums over products of elements.
    private Tensor elementwise(Tensor q, Tensor k, Tensor v) {
        ScalarTypeOptional same = new ScalarTypeOptional();
        Tensor scores = k.mul(q).sum(new long[] {-1}, true, same).mul(new Scalar(scale));
        return v.mul(torch.softmax(scores, -2)).sum(new long[] {-2}, true, same);
    }

    private Tensor written(Tensor q, Tensor k, Tensor v, Mask mask, Pass pass) {
        Tensor scores = torch.matmul(q.mul(new Scalar(scale)), k.transpose(-2, -1));
        Tensor weights = torch.softmax(
                switch (mask) {
                    case Mask.Everything ignored -> scores;
                    case Mask.Explicit(Tensor bias) -> scores.add(bias);
                    case Mask.Causal ignored -> scores.add(causal(scores));
                },
                -1);
        return torch.matmul(dropout.forward(weights, pass), v);
    }

    private static Tensor causal(Tensor scores) {
        Tensor full = torch.full(
                new long[] {scores.size(-2), scores.size(-1)},
                new Scalar(Double.NEGATIVE_INFINITY),
                scores.options().requires_grad(new org.bytedeco.pytorch.BoolOptional(false)));
        return full.triu(1);
    }

    /// The parameters, named from here.
    public List<Parameter> parameters() {
        return Stream.of(projection.parameters(), Parameter.under("o_proj", output.parameters()))
                .flatMap(List::stream)
                .toList();
    }
}
