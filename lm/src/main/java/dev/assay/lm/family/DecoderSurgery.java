package dev.assay.lm.family;

import dev.assay.nn.layer.Activation;
import dev.assay.nn.layer.Attention;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.PackedDense;
import dev.assay.nn.moe.Router;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Makes a decoder with other linear layers in the places of some.
public final class DecoderSurgery {
    private DecoderSurgery() {}

    /// Gives the layer that shall stand at a path; the old one where nothing changes.
    @FunctionalInterface
    public interface Replacement {
        /// @param path such as `model.layers.3.self_attn.q_proj`, or `lm_head`
        Linear at(String path, Linear old);
    }

    /// A new decoder in which each linear layer is what `replacement` gives; all else is shared with
    /// the old.
    public static Decoder replaceLinears(Decoder decoder, Replacement replacement) {
        List<DecoderBlock> blocks = new ArrayList<>();
        for (int i = 0; i < decoder.blocks().size(); i++) {
            blocks.add(block("model.layers." + i + ".", decoder.blocks().get(i), replacement));
        }
        return decoder.withBlocks(blocks).withHead(replacement.at("lm_head", decoder.head()));
    }

    /// Gives the MLP that shall stand at a path; the old one where nothing changes.
    @FunctionalInterface
    public interface MlpReplacement {
        /// @param path such as `model.layers.3.mlp`
        FeedForward at(String path, FeedForward old);
    }

    /// A new decoder in which each MLP is what `replacement` gives; all else is shared with the old.
    public static Decoder replaceMlps(Decoder decoder, MlpReplacement replacement) {
        List<DecoderBlock> blocks = new ArrayList<>();
        for (int i = 0; i < decoder.blocks().size(); i++) {
            DecoderBlock old = decoder.blocks().get(i);
            blocks.add(new DecoderBlock(
                    old.attentionNorm(),
                    old.attention(),
                    old.mlpNorm(),
                    replacement.at("model.layers." + i + ".mlp", old.mlp())));
        }
        return decoder.withBlocks(blocks);
    }

    /// A new decoder in which linear layers that share their input are one: queries, keys and values,
    /// gate and up. Fewer and larger products, which decoding one row at a time is faster with; the
    /// weights are copied. Layers that are not plain matrices stay as they are.
    public static Decoder joined(Decoder decoder) {
        return decoder.withBlocks(
                decoder.blocks().stream().map(DecoderSurgery::joined).toList());
    }

    private static DecoderBlock joined(DecoderBlock old) {
        Attention attention = old.attention();
        Attention.Projection projection = attention.projection();
        if (projection instanceof Attention.Projection.Separate(Linear query, Linear key, Linear value)) {
            projection = joined(query, key, value)
                    .<Attention.Projection>map(Attention.Projection.Fused::new)
                    .orElse(projection);
        }
        FeedForward mlp = old.mlp();
        if (mlp instanceof FeedForward.Gated(Linear gate, Linear up, Activation activation, Linear down)) {
            mlp = joined(gate, up)
                    .<FeedForward>map(both -> new FeedForward.GatedTogether(both, activation, down))
                    .orElse(mlp);
        }
        Attention changed = new Attention(
                projection,
                attention.output(),
                attention.heads(),
                attention.keyHeads(),
                attention.headDim(),
                attention.scale(),
                attention.dropout());
        return new DecoderBlock(old.attentionNorm(), changed, old.mlpNorm(), mlp);
    }

    /// The decoder with its matrices packed for the processor, where they can be; others stay as they
    /// are. Its new memory stands free of any scope.
    ///
    /// @param made takes what is new
    public static Decoder packed(Decoder decoder, List<Pointer> made) {
        return replaceLinears(decoder, (path, old) -> {
            if (!(old.map() instanceof Dense dense) || !PackedDense.fits(dense)) {
                return old;
            }
            try (var scope = Scope.open()) {
                PackedDense packed = PackedDense.of(dense);
                made.add(scope.release(packed.packed()));
                made.add(scope.release(packed.plain().weight()));
                return old.withMap(packed);
            }
        });
    }

    private static Optional<Linear> joined(Linear... parts) {
        boolean biased = parts[0].bias().isPresent();
        for (Linear part : parts) {
            if (!(part.map() instanceof Dense) || part.bias().isPresent() != biased) {
                return Optional.empty();
            }
        }
        Tensor weight = torch.cat(
                new TensorVector(Arrays.stream(parts)
                        .map(part -> ((Dense) part.map()).weight())
                        .toArray(Tensor[]::new)),
                0);
        Optional<Tensor> bias = biased
                ? Optional.of(torch.cat(
                        new TensorVector(Arrays.stream(parts)
                                .map(part -> part.bias().orElseThrow())
                                .toArray(Tensor[]::new)),
                        0))
                : Optional.empty();
        return Optional.of(new Linear(new Dense(weight), bias));
    }

    private static DecoderBlock block(String path, DecoderBlock old, Replacement replacement) {
        Attention attention = old.attention();
        Attention changed = new Attention(
                projection(path + "self_attn.", attention.projection(), replacement),
                replacement.at(path + "self_attn.o_proj", attention.output()),
                attention.heads(),
                attention.keyHeads(),
                attention.headDim(),
                attention.scale(),
                attention.dropout());
        return new DecoderBlock(
                old.attentionNorm(), changed, old.mlpNorm(), mlp(path + "mlp.", old.mlp(), replacement));
    }

    private static Attention.Projection projection(String path, Attention.Projection old, Replacement replacement) {
        return switch (old) {
            case Attention.Projection.Separate(Linear query, Linear key, Linear value) ->
                new Attention.Projection.Separate(
                        replacement.at(path + "q_proj", query),
                        replacement.at(path + "k_proj", key),
                        replacement.at(path + "v_proj", value));
            case Attention.Projection.Fused(Linear all) ->
                new Attention.Projection.Fused(replacement.at(path + "qkv_proj", all));
        };
    }

    private static FeedForward mlp(String path, FeedForward old, Replacement replacement) {
        return switch (old) {
            case FeedForward.Plain plain ->
                new FeedForward.Plain(
                        replacement.at(path + "up_proj", plain.up()),
                        plain.activation(),
                        replacement.at(path + "down_proj", plain.down()));
            case FeedForward.Gated gated ->
                new FeedForward.Gated(
                        replacement.at(path + "gate_proj", gated.gate()),
                        replacement.at(path + "up_proj", gated.up()),
                        gated.activation(),
                        replacement.at(path + "down_proj", gated.down()));
            case FeedForward.OfExperts(Router router, List<FeedForward> experts) ->
                new FeedForward.OfExperts(
                        router,
                        IntStream.range(0, experts.size())
                                .mapToObj(i -> mlp(path + "experts." + i + ".", experts.get(i), replacement))
                                .toList());
            case FeedForward.GatedTogether together ->
                new FeedForward.GatedTogether(
                        replacement.at(path + "gate_up_proj", together.gateAndUp()),
                        together.activation(),
                        replacement.at(path + "down_proj", together.down()));
        };
    }
}
