package dev.assay.lm.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.nn.layer.Activation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// Llama, Mistral and Qwen2: RMS norm, rotary positions, a gated MLP, grouped-query attention.
///
/// Qwen2 differs by the biases of queries, keys and values, Mistral by a sliding window.
public enum LlamaFamily implements ModelFamily {
    LLAMA(Set.of("llama"), false),
    MISTRAL(Set.of("mistral"), false),
    QWEN2(Set.of("qwen2"), true);

    private final Set<String> modelTypes;
    private final boolean queryBias;

    LlamaFamily(Set<String> modelTypes, boolean queryBias) {
        this.modelTypes = modelTypes;
        this.queryBias = queryBias;
    }

    @Override
    public Set<String> modelTypes() {
        return modelTypes;
    }

    @Override
    public DecoderConfig read(ConfigReader config) {
        int dim = config.required("hidden_size");
        int heads = config.required("num_attention_heads");
        int declared = config.whole("max_position_embeddings", 2048);
        boolean bias = config.flag("attention_bias", false);
        boolean mlpBias = config.flag("mlp_bias", false);
        int keyHeads = config.whole("num_key_value_heads", heads);
        int headDim = config.whole("head_dim", config.parts("hidden_size", dim, "num_attention_heads", heads));
        if (heads % keyHeads != 0) {
            config.note(heads + " query heads cannot share " + keyHeads + " key heads evenly.", "num_key_value_heads");
        }
        int vocabulary = config.required("vocab_size");
        int layers = config.required("num_hidden_layers");
        int intermediate = config.required("intermediate_size");
        Activation activation = Activation.parse(config.text("hidden_act", "silu"));
        double epsilon = config.number("rms_norm_eps", 1e-6);
        Positions.Turned positions = positions(config, declared);
        int context = positions.scaling().context(declared);
        boolean tied = config.flag("tie_word_embeddings", false);
        OptionalInt window = window(config, layers, context);
        config.finish();
        return new DecoderConfig(
                vocabulary,
                dim,
                layers,
                heads,
                keyHeads,
                headDim,
                intermediate,
                context,
                new DecoderConfig.NormKind(true, epsilon),
                activation,
                true,
                positions,
                DecoderConfig.AttentionScale.USUAL,
                DecoderConfig.ProjectionKind.SEPARATE,
                new DecoderConfig.Biases(queryBias || bias, bias && !queryBias, mlpBias),
                tied,
                window);
    }

    /// Mistral's window is in all layers; Qwen2's in those from `max_window_layers` on, and only where it
    /// is switched on.
    private OptionalInt window(ConfigReader config, int layers, int context) {
        return switch (this) {
            case LLAMA -> OptionalInt.empty();
            case MISTRAL -> narrower(config.whole("sliding_window", context), context);
            case QWEN2 -> {
                if (!config.flag("use_sliding_window", false)) {
                    yield OptionalInt.empty();
                }
                OptionalInt window = narrower(config.whole("sliding_window", 4096), context);
                int below = config.count("max_window_layers", 28);
                if (window.isPresent() && below > 0 && below < layers) {
                    config.note(
                            "A sliding window in the layers from " + below + " on only is not supported.",
                            "max_window_layers");
                }
                yield below < layers ? window : OptionalInt.empty();
            }
        };
    }

    private static OptionalInt narrower(int window, int context) {
        return window < context ? OptionalInt.of(window) : OptionalInt.empty();
    }

    private static Positions.Turned positions(ConfigReader config, int context) {
        ConfigReader scaling = config.object("rope_scaling")
                .or(() -> config.object("rope_parameters"))
                .orElseGet(() -> new ConfigReader("", JsonNodeFactory.instance.objectNode()));
        double base = scaling.number("rope_theta", config.number("rope_theta", 10_000));
        Positions.Scaling stretched = scaling(scaling, context);
        config.take(scaling);
        return new Positions.Turned(base, stretched);
    }

    private static Positions.Scaling scaling(ConfigReader scaling, int context) {
        String kind = scaling.text("rope_type", scaling.text("type", "default"));
        return switch (kind) {
            // Dynamic scaling changes nothing within the context that the configuration declares, and we go no further.
            case "default", "dynamic" -> new Positions.Scaling.None();
            case "linear" -> new Positions.Scaling.Uniform(scaling.number("factor"));
            case "llama3" -> {
                double low = scaling.number("low_freq_factor");
                double high = scaling.number("high_freq_factor");
                if (low >= high) {
                    scaling.note(
                            "The low factor " + low + " is not below the high one, " + high + ".", "low_freq_factor");
                }
                yield new Positions.Scaling.Banded(
                        scaling.number("factor"),
                        low,
                        high,
                        scaling.number("original_max_position_embeddings", context));
            }
            case "yarn" -> yarn(scaling, context);
            default -> {
                scaling.note(
                        "Rotary scaling '" + kind
                                + "' is not supported; default, linear, dynamic, llama3 and yarn are.",
                        "rope_type");
                yield new Positions.Scaling.None();
            }
        };
    }

    private static Positions.Scaling yarn(ConfigReader scaling, int context) {
        double factor = scaling.number("factor");
        double one = scaling.number("mscale", 0);
        double all = scaling.number("mscale_all_dim", 0);
        double usual = one > 0 && all > 0
                ? Positions.Scaling.Yarn.lengthening(factor, one) / Positions.Scaling.Yarn.lengthening(factor, all)
                : Positions.Scaling.Yarn.lengthening(factor, 1);
        return new Positions.Scaling.Yarn(
                factor,
                scaling.number("original_max_position_embeddings", context),
                scaling.number("beta_fast", 32),
                scaling.number("beta_slow", 1),
                scaling.flag("truncate", true),
                scaling.number("attention_factor", usual));
    }

    @Override
    public Stored stored(String name) {
        return new Stored(name, false);
    }

    @Override
    public JsonNode write(DecoderConfig config) {
        String type = modelTypes.iterator().next();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putArray("architectures")
                .add(type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + "ForCausalLM");
        node.put("model_type", type);
        node.put("hidden_act", config.activation().name().toLowerCase(Locale.ROOT));
        node.put("vocab_size", config.vocabulary());
        node.put("hidden_size", config.dim());
        node.put("intermediate_size", config.intermediate());
        node.put("num_hidden_layers", config.layers());
        node.put("num_attention_heads", config.heads());
        node.put("num_key_value_heads", config.keyHeads());
        node.put("head_dim", config.headDim());
        node.put("max_position_embeddings", config.context());
        node.put("rms_norm_eps", config.norm().epsilon());
        node.put("attention_bias", config.biases().output());
        node.put("mlp_bias", config.biases().mlp());
        node.put("tie_word_embeddings", config.tied());
        config.slidingWindow().ifPresent(w -> node.put("sliding_window", w));
        if (config.positions() instanceof Positions.Turned(double base, Positions.Scaling scaling)) {
            node.put("rope_theta", base);
            writeScaling(node, scaling);
        }
        return node;
    }

    private static void writeScaling(ObjectNode node, Positions.Scaling scaling) {
        switch (scaling) {
            case Positions.Scaling.None ignored -> node.putNull("rope_scaling");
            case Positions.Scaling.Uniform(double factor) ->
                node.putObject("rope_scaling").put("rope_type", "linear").put("factor", factor);
            case Positions.Scaling.Banded banded ->
                node.putObject("rope_scaling")
                        .put("rope_type", "llama3")
                        .put("factor", banded.factor())
                        .put("low_freq_factor", banded.lowFrequency())
                        .put("high_freq_factor", banded.highFrequency())
                        .put("original_max_position_embeddings", (long) banded.originalContext());
            case Positions.Scaling.Yarn yarn ->
                node.putObject("rope_scaling")
                        .put("rope_type", "yarn")
                        .put("factor", yarn.factor())
                        .put("original_max_position_embeddings", (long) yarn.originalContext())
                        .put("beta_fast", yarn.fastTurns())
                        .put("beta_slow", yarn.slowTurns())
                        .put("truncate", yarn.wholePairs())
                        .put("attention_factor", yarn.lengthening());
        }
    }

    /// The families in this file.
    static List<ModelFamily> all() {
        return List.of(values());
    }
}
