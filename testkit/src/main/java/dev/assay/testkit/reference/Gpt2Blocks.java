package dev.assay.testkit.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// GPT-2: learned positions, pre-norm blocks with biases, GELU in its tanh form.
///
/// `x ← x + attention(layerNorm1(x))`, `x ← x + mlp(layerNorm2(x))`, `logits = head(layerNorm(x))`. Maps are
/// stored as `[in, out]` (`Conv1D`) and queries, keys and values as one map in this order.
///
/// Source: Radford et al., "Language Models are Unsupervised Multitask Learners" (2019), section 2.3, and the
/// field names of Hugging Face's `GPT2Config`.
record Gpt2Blocks(double[][] tokens, double[][] positions, List<Block> blocks, Norm finalNorm, double[][] unembedding)
        implements DecoderBlocks {

    private record Norm(double[] gain, double[] bias, double epsilon) {
        double[] apply(double[] x) {
            return Formulas.layerNorm(x, gain, bias, epsilon);
        }
    }

    private record Block(
            Norm first,
            CausalAttention attention,
            Projection queryKeyValue,
            Projection attentionOut,
            Norm second,
            Projection up,
            Projection down) {}

    static Gpt2Blocks read(ConfigFile config, CheckpointTensors tensors) {
        config.requireText("activation_function", "gelu_new", "gelu_new", "gelu_pytorch_tanh");
        String prefix = tensors.has("transformer.wte.weight") ? "transformer." : "";
        int hidden = config.integer("n_embd");
        int vocabulary = config.integer("vocab_size");
        double[][] tokens = tensors.matrix(prefix + "wte.weight", vocabulary, hidden);
        double[][] positions = tensors.matrix(prefix + "wpe.weight", config.integer("n_positions"), hidden);
        List<Block> blocks = IntStream.range(0, config.integer("n_layer"))
                .mapToObj(i -> readBlock(config, tensors, prefix, i))
                .toList();
        Norm finalNorm = readNorm(config, tensors, prefix + "ln_f");
        boolean tied = config.flag("tie_word_embeddings", true);
        double[][] unembedding = tied ? tokens : tensors.matrix("lm_head.weight", vocabulary, hidden);
        return new Gpt2Blocks(tokens, positions, blocks, finalNorm, unembedding);
    }

    private static Block readBlock(ConfigFile config, CheckpointTensors tensors, String prefix, int index) {
        String name = prefix + "h." + index + ".";
        int hidden = config.integer("n_embd");
        int inner = config.integer("n_inner", () -> 4 * hidden);
        return new Block(
                readNorm(config, tensors, name + "ln_1"),
                attention(config, index),
                conv1d(tensors, name + "attn.c_attn", hidden, 3 * hidden),
                conv1d(tensors, name + "attn.c_proj", hidden, hidden),
                readNorm(config, tensors, name + "ln_2"),
                conv1d(tensors, name + "mlp.c_fc", hidden, inner),
                conv1d(tensors, name + "mlp.c_proj", inner, hidden));
    }

    private static CausalAttention attention(ConfigFile config, int index) {
        int heads = config.integer("n_head");
        int headDim = config.integer("n_embd") / heads;
        double scale = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(headDim) : 1;
        if (config.flag("scale_attn_by_inverse_layer_idx", false)) {
            scale /= index + 1;
        }
        return new CausalAttention(heads, heads, headDim, scale, OptionalInt.empty());
    }

    private static Norm readNorm(ConfigFile config, CheckpointTensors tensors, String name) {
        int hidden = config.integer("n_embd");
        return new Norm(
                tensors.vector(name + ".weight", hidden),
                tensors.vector(name + ".bias", hidden),
                config.number("layer_norm_epsilon", 1e-5));
    }

    private static Projection conv1d(CheckpointTensors tensors, String name, int in, int out) {
        return Projection.ofConv1d(tensors.matrix(name + ".weight", in, out), tensors.vector(name + ".bias", out));
    }

    @Override
    public int vocabulary() {
        return tokens.length;
    }

    @Override
    public int depth() {
        return blocks.size();
    }

    @Override
    public int longest() {
        return positions.length;
    }

    @Override
    public double[][] embeddings(int[] ids) {
        double[][] states = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            states[t] = Formulas.sum(tokens[ids[t]], positions[t]);
        }
        return states;
    }

    @Override
    public double[][] block(int index, double[][] states) {
        Block block = blocks.get(index);
        double[][] attended = Formulas.sum(states, attend(block, Formulas.eachRow(states, block.first()::apply)));
        double[][] normed = Formulas.eachRow(attended, block.second()::apply);
        return Formulas.sum(attended, Formulas.eachRow(normed, row -> mlp(block, row)));
    }

    private static double[][] attend(Block block, double[][] normed) {
        double[][] fused = Formulas.eachRow(normed, block.queryKeyValue()::apply);
        double[][] mixed = block.attention().apply(third(fused, 0), third(fused, 1), third(fused, 2));
        return Formulas.eachRow(mixed, block.attentionOut()::apply);
    }

    private static double[][] third(double[][] fused, int which) {
        int hidden = fused[0].length / 3;
        return Formulas.eachRow(fused, row -> Arrays.copyOfRange(row, which * hidden, (which + 1) * hidden));
    }

    private static double[] mlp(Block block, double[] row) {
        double[] inner = block.up().apply(row);
        Arrays.setAll(inner, i -> Formulas.geluTanh(inner[i]));
        return block.down().apply(inner);
    }

    @Override
    public double[] head(double[] state) {
        return new Projection(unembedding, Optional.empty()).apply(finalNorm.apply(state));
    }
}
