package dev.assay.testkit.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Llama, Mistral and Qwen2: rotary positions, root-mean-square norms, grouped-query attention, gated MLP.
///
/// `x ← x + o(attention(rotate(q(n)), rotate(k(n)), v(n)))` with `n = rmsNorm(x)`, then `x ← x +
/// down(silu(gate(m)) · up(m))` with `m = rmsNorm(x)`; `logits = head(rmsNorm(x))`. Maps are `[out, in]`. What
/// the families do differently stands in [LlamaSettings].
///
/// Sources: Touvron et al., "LLaMA" (2023), section 2.2; Jiang et al., "Mistral 7B" (2023); Yang et al., "Qwen2
/// Technical Report" (2024), section 2.2; Shazeer, "GLU Variants Improve Transformer" (2020).
record LlamaBlocks(
        LlamaSettings settings, double[][] tokens, List<Block> blocks, double[] finalGain, double[][] unembedding)
        implements DecoderBlocks {

    private record Block(
            double[] attentionGain,
            CausalAttention attention,
            Projection query,
            Projection key,
            Projection value,
            Projection out,
            double[] mlpGain,
            Projection gate,
            Projection up,
            Projection down) {}

    static LlamaBlocks read(LlamaSettings settings, CheckpointTensors tensors) {
        int vocabulary = settings.vocabulary();
        double[][] tokens = tensors.matrix("model.embed_tokens.weight", vocabulary, settings.hidden());
        List<Block> blocks = IntStream.range(0, settings.layers())
                .mapToObj(i -> readBlock(settings, tensors, i))
                .toList();
        double[] finalGain = tensors.vector("model.norm.weight", settings.hidden());
        double[][] unembedding =
                settings.tied() ? tokens : tensors.matrix("lm_head.weight", vocabulary, settings.hidden());
        return new LlamaBlocks(settings, tokens, blocks, finalGain, unembedding);
    }

    private static Block readBlock(LlamaSettings settings, CheckpointTensors tensors, int index) {
        String name = "model.layers." + index + ".";
        int hidden = settings.hidden();
        int queries = settings.heads() * settings.headDim();
        int keys = settings.keyValueHeads() * settings.headDim();
        int inner = settings.intermediate();
        boolean biased = settings.queryKeyValueBias();
        double scale = 1 / Math.sqrt(settings.headDim());
        return new Block(
                tensors.vector(name + "input_layernorm.weight", hidden),
                new CausalAttention(
                        settings.heads(),
                        settings.keyValueHeads(),
                        settings.headDim(),
                        scale,
                        settings.windows().get(index)),
                linear(tensors, name + "self_attn.q_proj", queries, hidden, biased),
                linear(tensors, name + "self_attn.k_proj", keys, hidden, biased),
                linear(tensors, name + "self_attn.v_proj", keys, hidden, biased),
                linear(tensors, name + "self_attn.o_proj", hidden, queries, settings.outBias()),
                tensors.vector(name + "post_attention_layernorm.weight", hidden),
                linear(tensors, name + "mlp.gate_proj", inner, hidden, settings.mlpBias()),
                linear(tensors, name + "mlp.up_proj", inner, hidden, settings.mlpBias()),
                linear(tensors, name + "mlp.down_proj", hidden, inner, settings.mlpBias()));
    }

    private static Projection linear(CheckpointTensors tensors, String name, int out, int in, boolean biased) {
        return new Projection(tensors.matrix(name + ".weight", out, in), tensors.vector(name + ".bias", out, biased));
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
        return Integer.MAX_VALUE;
    }

    @Override
    public double[][] embeddings(int[] ids) {
        return IntStream.of(ids).mapToObj(id -> tokens[id].clone()).toArray(double[][]::new);
    }

    @Override
    public double[][] block(int index, double[][] states) {
        Block block = blocks.get(index);
        double[][] attended = Formulas.sum(states, attend(block, norm(states, block.attentionGain())));
        double[][] normed = norm(attended, block.mlpGain());
        return Formulas.sum(attended, Formulas.eachRow(normed, row -> mlp(block, row)));
    }

    private double[][] attend(Block block, double[][] normed) {
        double[][] queries = settings.rotary().rotate(Formulas.eachRow(normed, block.query()::apply));
        double[][] keys = settings.rotary().rotate(Formulas.eachRow(normed, block.key()::apply));
        double[][] values = Formulas.eachRow(normed, block.value()::apply);
        return Formulas.eachRow(block.attention().apply(queries, keys, values), block.out()::apply);
    }

    private double[][] norm(double[][] states, double[] gain) {
        return Formulas.eachRow(states, row -> Formulas.rmsNorm(row, gain, settings.epsilon()));
    }

    private static double[] mlp(Block block, double[] row) {
        double[] gate = block.gate().apply(row);
        double[] up = block.up().apply(row);
        double[] inner = new double[gate.length];
        Arrays.setAll(inner, i -> Formulas.silu(gate[i]) * up[i]);
        return block.down().apply(inner);
    }

    @Override
    public double[] head(double[] state) {
        double[] normed = Formulas.rmsNorm(state, finalGain, settings.epsilon());
        return new Projection(unembedding, Optional.empty()).apply(normed);
    }
}
