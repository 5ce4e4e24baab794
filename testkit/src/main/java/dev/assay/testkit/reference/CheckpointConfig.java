package dev.assay.testkit.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The `config.json` of a shape.
final class CheckpointConfig {
    private final Shape shape;
    private final boolean terse;
    private final ObjectNode json = new ObjectMapper().createObjectNode();

    private CheckpointConfig(Shape shape) {
        this.shape = shape;
        this.terse = shape.has(Quirk.TERSE_CONFIG);
    }

    static ObjectNode of(Shape shape) {
        CheckpointConfig config = new CheckpointConfig(shape);
        config.common();
        switch (shape.family()) {
            case GPT2 -> config.gpt2();
            case LLAMA, MISTRAL, QWEN2 -> config.llama();
        }
        return config.json;
    }

    private void common() {
        Family family = shape.family();
        json.putArray("architectures").add(family.architecture());
        json.put("model_type", family.modelType());
        json.put("vocab_size", shape.vocabulary());
        json.put("torch_dtype", shape.storage().torchName());
        json.put("bos_token_id", ByteTokenizer.endOfText(shape));
        json.put("eos_token_id", ByteTokenizer.endOfText(shape));
        if (!terse || shape.tied() != (family == Family.GPT2)) {
            json.put("tie_word_embeddings", shape.tied());
        }
    }

    private void gpt2() {
        json.put("activation_function", "gelu_new");
        json.put("n_embd", shape.hidden());
        json.put("n_layer", shape.layers());
        json.put("n_head", shape.heads().heads());
        json.put("n_positions", shape.context());
        json.put("n_ctx", shape.context());
        json.put("layer_norm_epsilon", 1e-5);
        if (shape.intermediate() != 4 * shape.hidden()) {
            json.put("n_inner", shape.intermediate());
        } else if (!terse) {
            json.putNull("n_inner");
        }
        boolean inverse = shape.has(Quirk.INVERSE_LAYER_SCALE);
        if (inverse || !terse) {
            json.put("scale_attn_by_inverse_layer_idx", inverse);
        }
        for (String dropout : new String[] {"attn_pdrop", "embd_pdrop", "resid_pdrop"}) {
            json.put(dropout, 0.1); // as published; a forward pass for evaluation ignores it
        }
    }

    private void llama() {
        Shape.Heads heads = shape.heads();
        json.put("hidden_act", "silu");
        json.put("hidden_size", shape.hidden());
        json.put("intermediate_size", shape.intermediate());
        json.put("num_hidden_layers", shape.layers());
        json.put("num_attention_heads", heads.heads());
        json.put("max_position_embeddings", shape.context());
        json.put("rms_norm_eps", 1e-5);
        if (!terse || heads.keyValueHeads() != heads.heads()) {
            json.put("num_key_value_heads", heads.keyValueHeads());
        }
        if (!terse || heads.headDim() * heads.heads() != shape.hidden()) {
            json.put("head_dim", heads.headDim());
        }
        if (shape.family() == Family.LLAMA && (!terse || shape.biases().attention())) {
            json.put("attention_bias", shape.biases().attention());
        }
        if (shape.family() == Family.LLAMA && (!terse || shape.biases().mlp())) {
            json.put("mlp_bias", shape.biases().mlp());
        }
        window();
        rope();
    }

    private void window() {
        switch (shape.family()) {
            case GPT2, LLAMA -> {}
            case MISTRAL -> putWindow();
            case QWEN2 -> {
                json.put("use_sliding_window", shape.window().isPresent());
                json.put("max_window_layers", 1); // the lowest layer sees everything
                putWindow();
            }
        }
    }

    private void putWindow() {
        shape.window()
                .ifPresentOrElse(
                        positions -> json.put("sliding_window", positions), () -> json.putNull("sliding_window"));
    }

    private void rope() {
        boolean nested = shape.has(Quirk.ROPE_PARAMETERS);
        boolean scaled = !(shape.rope().scaling() instanceof RopeScaling.None);
        if (!nested) {
            json.put("rope_theta", shape.rope().theta());
        }
        if (nested || scaled) {
            ObjectNode rope = json.putObject(nested ? "rope_parameters" : "rope_scaling");
            describe(rope, shape.rope().scaling());
            if (nested) {
                rope.put("rope_theta", shape.rope().theta());
            }
        } else if (!terse) {
            json.putNull("rope_scaling");
        }
    }

    private static void describe(ObjectNode rope, RopeScaling scaling) {
        switch (scaling) {
            case RopeScaling.None none -> rope.put("rope_type", "default");
            case RopeScaling.Linear linear -> rope.put("type", "linear").put("factor", linear.factor());
            case RopeScaling.Dynamic dynamic -> rope.put("rope_type", "dynamic").put("factor", dynamic.factor());
            case RopeScaling.Llama3 llama3 ->
                rope.put("rope_type", "llama3")
                        .put("factor", llama3.factor())
                        .put("low_freq_factor", llama3.lowFrequency())
                        .put("high_freq_factor", llama3.highFrequency())
                        .put("original_max_position_embeddings", llama3.originalContext());
            case RopeScaling.Yarn yarn ->
                rope.put("type", "yarn")
                        .put("factor", yarn.factor())
                        .put("beta_fast", yarn.fast())
                        .put("beta_slow", yarn.slow())
                        .put("original_max_position_embeddings", yarn.originalContext());
        }
    }
}
