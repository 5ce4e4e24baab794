package dev.assay.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What a `config.json` of `model_type` llama, mistral or qwen2 says, with the defaults of Hugging Face's
/// own readers.
///
/// | | llama | mistral | qwen2 |
/// |---|---|---|---|
/// | biases of q, k, v | `attention_bias` | none | always |
/// | bias of o | `attention_bias` | none | none |
/// | biases of the MLP | `mlp_bias` | none | none |
/// | window | none | `sliding_window` | `sliding_window` if `use_sliding_window` |
///
/// Mistral's window is 4096 if unsaid and none if `null`. Qwen2's holds in the layers that `layer_types`
/// calls `sliding_attention` or, without that list, from layer `max_window_layers` on.
///
/// @param windows each layer's sliding window
record LlamaSettings(
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int keyValueHeads,
        int headDim,
        int intermediate,
        double epsilon,
        boolean tied,
        boolean queryKeyValueBias,
        boolean outBias,
        boolean mlpBias,
        Rotary rotary,
        List<OptionalInt> windows) {

    LlamaSettings {
        windows = List.copyOf(windows);
        if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    heads + " heads cannot share " + keyValueHeads + " key/value heads evenly");
        }
    }

    static LlamaSettings read(ConfigFile config) {
        config.requireText("hidden_act", "silu", "silu");
        if (config.number("partial_rotary_factor", 1) != 1) {
            throw new IllegalArgumentException(config.where() + ": partial_rotary_factor other than 1 is not known");
        }
        Family family = Family.ofModelType(config.text("model_type").orElse(""));
        int heads = config.integer("num_attention_heads");
        int headDim = config.integer("head_dim", () -> config.integer("hidden_size") / heads);
        boolean attentionBias = family == Family.LLAMA && config.flag("attention_bias", false);
        return new LlamaSettings(
                config.integer("vocab_size"),
                config.integer("hidden_size"),
                config.integer("num_hidden_layers"),
                heads,
                config.integer("num_key_value_heads", () -> heads),
                headDim,
                config.integer("intermediate_size"),
                config.number("rms_norm_eps", 1e-6),
                config.flag("tie_word_embeddings", false),
                attentionBias || family == Family.QWEN2,
                attentionBias,
                family == Family.LLAMA && config.flag("mlp_bias", false),
                rotary(config, headDim),
                windows(config, family));
    }

    private static Rotary rotary(ConfigFile config, int headDim) {
        Optional<ConfigFile> parameters = config.object("rope_parameters").or(() -> config.object("rope_scaling"));
        double unscaled = config.number("rope_theta", 10_000);
        double base = parameters.map(p -> p.number("rope_theta", unscaled)).orElse(unscaled);
        RopeScaling scaling = parameters.map(LlamaSettings::scaling).orElse(new RopeScaling.None());
        int context = config.integer("max_position_embeddings", () -> 2048);
        return new Rotary(headDim, base, context, scaling);
    }

    private static RopeScaling scaling(ConfigFile fields) {
        String kind = fields.text("rope_type").or(() -> fields.text("type")).orElse("default");
        return switch (kind) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(fields.number("factor"));
            case "dynamic" -> new RopeScaling.Dynamic(fields.number("factor"));
            case "llama3" ->
                new RopeScaling.Llama3(
                        fields.number("factor"),
                        fields.number("low_freq_factor"),
                        fields.number("high_freq_factor"),
                        fields.integer("original_max_position_embeddings"));
            case "yarn" ->
                new RopeScaling.Yarn(
                        fields.number("factor"),
                        fields.number("beta_fast", 32),
                        fields.number("beta_slow", 1),
                        fields.integer("original_max_position_embeddings"));
            default ->
                throw new IllegalArgumentException(
                        fields.where() + ": rope type " + kind + ", known are default, linear, dynamic, llama3, yarn");
        };
    }

    private static List<OptionalInt> windows(ConfigFile config, Family family) {
        return IntStream.range(0, config.integer("num_hidden_layers"))
                .mapToObj(layer -> slides(config, family, layer) ? window(config) : OptionalInt.empty())
                .toList();
    }

    private static OptionalInt window(ConfigFile config) {
        boolean none = config.mentions("sliding_window")
                && config.value("sliding_window").isEmpty();
        return none ? OptionalInt.empty() : OptionalInt.of(config.integer("sliding_window", () -> 4096));
    }

    private static boolean slides(ConfigFile config, Family family, int layer) {
        return switch (family) {
            case GPT2, LLAMA -> false;
            case MISTRAL -> true;
            case QWEN2 -> config.flag("use_sliding_window", false) && slidesInQwen2(config, layer);
        };
    }

    private static boolean slidesInQwen2(ConfigFile config, int layer) {
        Optional<JsonNode> types = config.value("layer_types");
        return types.map(list -> list.path(layer).asText().equals("sliding_attention"))
                .orElseGet(() -> layer >= config.integer("max_window_layers", () -> 28));
    }
}
