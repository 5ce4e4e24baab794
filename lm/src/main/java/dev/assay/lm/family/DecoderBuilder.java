package dev.assay.lm.family;

import dev.assay.nn.Dropout;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.layer.Attention;
import dev.assay.nn.layer.Embedding;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.LayerNorm;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.layer.Norm;
import dev.assay.nn.layer.RmsNorm;
import dev.assay.nn.layer.Rotary;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.moe.Router;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/// Puts a decoder together from a configuration and weights.
public final class DecoderBuilder {
    private final DecoderConfig config;
    private final Weights weights;
    private final Dropout dropout;
    private final Structures structures;

    private DecoderBuilder(DecoderConfig config, Weights weights, double dropout, Structures structures) {
        this.config = config;
        this.weights = weights;
        this.dropout = new Dropout(dropout);
        this.structures = structures;
    }

    /// The decoder of this shape with these weights.
    ///
    /// @param dropout on attention weights while training, in `[0, 1)`
    public static Decoder build(DecoderConfig config, Weights weights, double dropout) {
        return build(config, weights, dropout, Structures.NONE);
    }

    /// The same with structured layers.
    ///
    /// @throws IllegalArgumentException if a layer cannot have its structure
    public static Decoder build(DecoderConfig config, Weights weights, double dropout, Structures structures) {
        return new DecoderBuilder(config, weights, dropout, structures).decoder();
    }

    private Decoder decoder() {
        Embedding tokens = new Embedding(weights.take("model.embed_tokens.weight", config.vocabulary(), config.dim()));
        Optional<Embedding> learned = config.positions() instanceof Positions.Learned
                ? Optional.of(
                        new Embedding(weights.take("model.embed_positions.weight", config.context(), config.dim())))
                : Optional.empty();
        Optional<Rotary> rotary = config.positions() instanceof Positions.Turned turned
                ? Optional.of(Rotary.of(
                                turned.frequencies(config.headDim()),
                                turned.scaling().magnitude(),
                                config.context())
                        .like(tokens.weight().detach()))
                : Optional.empty();
        var blocks = IntStream.range(0, config.layers()).mapToObj(this::block).toList();
        Norm norm = norm("model.norm");
        Linear head = config.tied()
                ? Linear.of(new Dense(tokens.weight()))
                : linear("lm_head", config.dim(), config.vocabulary(), false);
        return new Decoder(config, tokens, learned, rotary, blocks, norm, head, false);
    }

    private DecoderBlock block(int index) {
        String path = "model.layers." + index + ".";
        return new DecoderBlock(
                norm(path + "input_layernorm"),
                attention(index, path + "self_attn."),
                norm(path + "post_attention_layernorm"),
                mlp(path + "mlp"));
    }

    private Norm norm(String path) {
        Tensor weight = weights.take(path + ".weight", config.dim());
        double epsilon = config.norm().epsilon();
        return config.norm().rms()
                ? new RmsNorm(weight, epsilon)
                : new LayerNorm(weight, weights.take(path + ".bias", config.dim()), epsilon);
    }

    private Attention attention(int index, String path) {
        int queries = config.heads() * config.headDim();
        int keys = config.keyHeads() * config.headDim();
        boolean bias = config.biases().query();
        Attention.Projection projection = switch (config.projection()) {
            case SEPARATE ->
                new Attention.Projection.Separate(
                        linear(path + "q_proj", config.dim(), queries, bias),
                        linear(path + "k_proj", config.dim(), keys, bias),
                        linear(path + "v_proj", config.dim(), keys, bias));
            case FUSED ->
                new Attention.Projection.Fused(linear(path + "qkv_proj", config.dim(), queries + 2 * keys, bias));
        };
        Linear output =
                linear(path + "o_proj", queries, config.dim(), config.biases().output());
        return new Attention(
                projection,
                output,
                config.heads(),
                config.keyHeads(),
                config.headDim(),
                config.scale().in(index, config.headDim()),
                dropout);
    }

    private FeedForward mlp(String path) {
        return structures
                .mixture(path)
                .<FeedForward>map(design -> new FeedForward.OfExperts(
                        new Router(
                                weights.take(path + ".router.weight", design.experts(), config.dim()), design.active()),
                        IntStream.range(0, design.experts())
                                .mapToObj(i -> oneMlp(path + ".experts." + i + "."))
                                .toList()))
                .orElseGet(() -> oneMlp(path + "."));
    }

    private FeedForward oneMlp(String path) {
        boolean bias = config.biases().mlp();
        Linear up = linear(path + "up_proj", config.dim(), config.intermediate(), bias);
        Linear down = linear(path + "down_proj", config.intermediate(), config.dim(), bias);
        return config.gated()
                ? new FeedForward.Gated(
                        linear(path + "gate_proj", config.dim(), config.intermediate(), bias),
                        up,
                        config.activation(),
                        down)
                : new FeedForward.Plain(up, config.activation(), down);
    }

    private Linear linear(String path, int inputs, int outputs, boolean bias) {
        SizedLayer map = structures
                .map(path, inputs, outputs, weights)
                .orElseGet(() -> new Dense(weights.take(path + ".weight", outputs, inputs)));
        return new Linear(map, bias ? Optional.of(weights.take(path + ".bias", outputs)) : Optional.empty());
    }
}
