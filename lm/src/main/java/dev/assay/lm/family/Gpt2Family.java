package dev.assay.lm.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.nn.layer.Activation;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// GPT-2: layer norm, learned positions, a plain MLP, one matrix for queries, keys and values.
///
/// Its files hold the matrices of linear layers as `[in, out]`.
/// Source: Radford et al., "Language Models are Unsupervised Multitask Learners" (2019).
public record Gpt2Family() implements ModelFamily {
    private static final Pattern BLOCK = Pattern.compile("model\\.layers\\.(\\d+)\\.(.+)\\.(weight|bias)");
    private static final Map<String, String> PARTS = Map.of(
            "input_layernorm", "ln_1",
            "self_attn.qkv_proj", "attn.c_attn",
            "self_attn.o_proj", "attn.c_proj",
            "post_attention_layernorm", "ln_2",
            "mlp.up_proj", "mlp.c_fc",
            "mlp.down_proj", "mlp.c_proj");
    private static final Map<String, String> WHOLES = Map.of(
            "model.embed_tokens.weight", "transformer.wte.weight",
            "model.embed_positions.weight", "transformer.wpe.weight",
            "model.norm.weight", "transformer.ln_f.weight",
            "model.norm.bias", "transformer.ln_f.bias",
            "lm_head.weight", "lm_head.weight");

    @Override
    public Set<String> modelTypes() {
        return Set.of("gpt2");
    }

    @Override
    public Optional<String> optionalPrefix() {
        return Optional.of("transformer.");
    }

    @Override
    public DecoderConfig read(ConfigReader config) {
        int dim = config.required("n_embd", "hidden_size");
        int heads = config.required("n_head", "num_attention_heads");
        int layers = config.required("n_layer", "num_hidden_layers");
        int context = config.required("n_positions", "n_ctx", "max_position_embeddings");
        int vocabulary = config.required("vocab_size");
        int intermediate = config.whole("n_inner", Math.clamp(4L * dim, 1, Integer.MAX_VALUE));
        double epsilon = config.number("layer_norm_epsilon", 1e-5);
        Activation activation = Activation.parse(config.text("activation_function", "gelu_new"));
        boolean tied = config.flag("tie_word_embeddings", true);
        var scale = new DecoderConfig.AttentionScale(
                config.flag("scale_attn_weights", true), config.flag("scale_attn_by_inverse_layer_idx", false));
        int headDim = config.parts("n_embd", dim, "n_head", heads);
        config.finish();
        return new DecoderConfig(
                vocabulary,
                dim,
                layers,
                heads,
                heads,
                headDim,
                intermediate,
                context,
                new DecoderConfig.NormKind(false, epsilon),
                activation,
                false,
                new Positions.Learned(),
                scale,
                DecoderConfig.ProjectionKind.FUSED,
                new DecoderConfig.Biases(true, true, true),
                tied,
                OptionalInt.empty());
    }

    @Override
    public Stored stored(String name) {
        Matcher block = BLOCK.matcher(name);
        if (!block.matches()) {
            return new Stored(WHOLES.getOrDefault(name, name), false);
        }
        String part = PARTS.getOrDefault(block.group(2), block.group(2));
        boolean matrix = block.group(3).equals("weight") && !part.startsWith("ln_");
        return new Stored("transformer.h." + block.group(1) + "." + part + "." + block.group(3), matrix);
    }

    @Override
    public JsonNode write(DecoderConfig config) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putArray("architectures").add("GPT2LMHeadModel");
        node.put("model_type", "gpt2");
        node.put("activation_function", config.activation() == Activation.GELU_TANH ? "gelu_new" : "gelu");
        node.put("vocab_size", config.vocabulary());
        node.put("n_embd", config.dim());
        node.put("n_inner", config.intermediate());
        node.put("n_layer", config.layers());
        node.put("n_head", config.heads());
        node.put("n_positions", config.context());
        node.put("n_ctx", config.context());
        node.put("layer_norm_epsilon", config.norm().epsilon());
        node.put("scale_attn_weights", config.scale().byHeadDim());
        node.put("scale_attn_by_inverse_layer_idx", config.scale().byLayer());
        node.put("tie_word_embeddings", config.tied());
        return node;
    }
}
