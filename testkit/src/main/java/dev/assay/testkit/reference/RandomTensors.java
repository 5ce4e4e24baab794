package dev.assay.testkit.reference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Draws the tensors of a shape, under the names of Hugging Face checkpoints.
///
/// Maps have standard deviation `gain / sqrt(inputs)`, with gain 1.3 for queries and keys, so that attention
/// scores vary by nearly 2 and attention is far from uniform, and 0.7 for what is added to the residual stream.
/// The embedding's deviation is `1 / sqrt(hidden)`, which makes logits of order 1. Gains vary about 1 and biases
/// about 0, both by 0.2.
final class RandomTensors {
    private static final double SCORE_GAIN = 1.3;
    private static final double RESIDUAL_GAIN = 0.7;
    private static final double EMBEDDING_GAIN = 1;
    private static final double SPREAD = 0.2;

    private final Shape shape;
    private final Random random;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    private RandomTensors(Shape shape, long seed) {
        this.shape = shape;
        this.random = new Random(seed);
    }

    static Map<String, StoredTensor> draw(Shape shape, long seed) {
        RandomTensors drawn = new RandomTensors(shape, seed);
        switch (shape.family()) {
            case GPT2 -> drawn.gpt2();
            case LLAMA, MISTRAL, QWEN2 -> drawn.llama();
        }
        return drawn.tensors;
    }

    private void gpt2() {
        String prefix = shape.has(Quirk.BARE_NAMES) ? "" : "transformer.";
        int hidden = shape.hidden();
        embedding(prefix + "wte.weight", shape.vocabulary());
        embedding(prefix + "wpe.weight", shape.context());
        for (int layer = 0; layer < shape.layers(); layer++) {
            String name = prefix + "h." + layer + ".";
            layerNorm(name + "ln_1");
            fused(name + "attn.c_attn");
            conv1d(name + "attn.c_proj", hidden, hidden, RESIDUAL_GAIN);
            layerNorm(name + "ln_2");
            conv1d(name + "mlp.c_fc", hidden, shape.intermediate(), 1);
            conv1d(name + "mlp.c_proj", shape.intermediate(), hidden, RESIDUAL_GAIN);
        }
        layerNorm(prefix + "ln_f");
        head(prefix + "wte.weight");
    }

    private void llama() {
        int hidden = shape.hidden();
        int inner = shape.intermediate();
        int queries = shape.heads().heads() * shape.heads().headDim();
        int keys = shape.heads().keyValueHeads() * shape.heads().headDim();
        boolean biased = shape.biases().attention();
        boolean queryBiased = biased || shape.family() == Family.QWEN2;
        boolean mlpBiased = shape.biases().mlp();
        embedding("model.embed_tokens.weight", shape.vocabulary());
        for (int layer = 0; layer < shape.layers(); layer++) {
            String name = "model.layers." + layer + ".";
            gains(name + "input_layernorm.weight");
            linear(name + "self_attn.q_proj", queries, hidden, SCORE_GAIN, queryBiased);
            linear(name + "self_attn.k_proj", keys, hidden, SCORE_GAIN, queryBiased);
            linear(name + "self_attn.v_proj", keys, hidden, 1, queryBiased);
            linear(name + "self_attn.o_proj", hidden, queries, RESIDUAL_GAIN, biased);
            gains(name + "post_attention_layernorm.weight");
            linear(name + "mlp.gate_proj", inner, hidden, 1, mlpBiased);
            linear(name + "mlp.up_proj", inner, hidden, 1, mlpBiased);
            linear(name + "mlp.down_proj", hidden, inner, RESIDUAL_GAIN, mlpBiased);
        }
        gains("model.norm.weight");
        head("model.embed_tokens.weight");
    }

    private void embedding(String name, int rows) {
        normal(name, EMBEDDING_GAIN / Math.sqrt(shape.hidden()), 0, rows, shape.hidden());
    }

    private void head(String embedding) {
        if (!shape.tied()) {
            embedding("lm_head.weight", shape.vocabulary());
        } else if (shape.has(Quirk.LEFTOVERS)) {
            tensors.put("lm_head.weight", drawn(embedding));
        }
    }

    private void layerNorm(String name) {
        gains(name + ".weight");
        normal(name + ".bias", SPREAD, 0, shape.hidden());
    }

    private void gains(String name) {
        normal(name, SPREAD, 1, shape.hidden());
    }

    private void linear(String name, int out, int in, double gain, boolean biased) {
        normal(name + ".weight", gain / Math.sqrt(in), 0, out, in);
        if (biased) {
            normal(name + ".bias", SPREAD, 0, out);
        }
    }

    private void conv1d(String name, int in, int out, double gain) {
        normal(name + ".weight", gain / Math.sqrt(in), 0, in, out);
        normal(name + ".bias", SPREAD, 0, out);
    }

    /// Queries, keys and values side by side; the values' third is brought back to gain 1.
    private void fused(String name) {
        int hidden = shape.hidden();
        conv1d(name, hidden, 3 * hidden, SCORE_GAIN);
        float[] values = drawn(name + ".weight").values();
        for (int i = 0; i < values.length; i++) {
            values[i] = i % (3 * hidden) < 2 * hidden ? values[i] : (float) (values[i] / SCORE_GAIN);
        }
    }

    private StoredTensor drawn(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException(name + " is not drawn yet");
        }
        return tensor;
    }

    private void normal(String name, double deviation, double mean, int... sizes) {
        float[] values = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = shape.storage().rounded((float) (mean + deviation * random.nextGaussian()));
        }
        tensors.put(name, new StoredTensor(sizes, values));
    }
}
