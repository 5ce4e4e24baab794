package dev.assay.testkit.reference;

import java.util.Arrays;

/// The families of decoder language models that the reference knows.
public enum Family {
    /// GPT-2: learned positions, LayerNorm, plain MLP.
    GPT2("gpt2", "GPT2LMHeadModel"),
    /// Llama 1 to 3: rotary positions, RMSNorm, gated MLP, biases optional.
    LLAMA("llama", "LlamaForCausalLM"),
    /// Mistral: Llama's form without biases, with a sliding window in every layer.
    MISTRAL("mistral", "MistralForCausalLM"),
    /// Qwen2: Llama's form with biases on queries, keys and values, with a sliding window in upper layers.
    QWEN2("qwen2", "Qwen2ForCausalLM");

    private final String modelType;
    private final String architecture;

    Family(String modelType, String architecture) {
        this.modelType = modelType;
        this.architecture = architecture;
    }

    /// `model_type` in a config.json.
    public String modelType() {
        return modelType;
    }

    /// The entry of `architectures` in a config.json.
    public String architecture() {
        return architecture;
    }

    /// The family of a `model_type`.
    ///
    /// @throws IllegalArgumentException if it is none of these
    public static Family ofModelType(String modelType) {
        return Arrays.stream(values())
                .filter(family -> family.modelType.equals(modelType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no family has model_type '" + modelType + "'"));
    }
}
