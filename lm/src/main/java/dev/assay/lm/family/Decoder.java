package dev.assay.lm.family;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.autograd.Checkpointed;
import dev.assay.nn.layer.Attention;
import dev.assay.nn.layer.Embedding;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.layer.Mask;
import dev.assay.nn.layer.Norm;
import dev.assay.nn.layer.Rotary;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A decoder language model: an embedding, a stack of blocks, a norm, and an output layer over the
/// vocabulary.
///
/// An immutable tree of values. All families that Assay reads are this one decoder with another
/// configuration; surgery (adapters, other linear maps, merging) makes a new decoder by
/// [DecoderSurgery].
///
/// @param config            the shape
/// @param tokens            the embedding, `[vocabulary, dim]`
/// @param learnedPositions  `[context, dim]`, where positions are learned
/// @param rotary            the table, where positions are turned
/// @param blocks            from the input on
/// @param norm              before the output layer
/// @param head              the output layer, a linear map; it holds the embedding's tensor where the two are tied
/// @param checkpointed      whether training keeps only each block's input and computes the rest again
public record Decoder(
        DecoderConfig config,
        Embedding tokens,
        Optional<Embedding> learnedPositions,
        Optional<Rotary> rotary,
        List<DecoderBlock> blocks,
        Norm norm,
        Linear head,
        boolean checkpointed) {
    public Decoder {
        blocks = List.copyOf(blocks);
        if (!(head.map() instanceof LinearMap)) {
            throw new IllegalArgumentException("the output layer is one linear map; it has no experts");
        }
    }

    /// The last hidden states, after the final norm, `[batch, time, dim]`.
    public Tensor hidden(Input input, Pass pass) {
        Tensor x = embed(input);
        pass.observer().saw("model.embed_tokens", x);
        Attention.Context context = new Attention.Context(turns(input), Masks.like(mask(input), x));
        for (int i = 0; i < blocks.size(); i++) {
            x = block(i, x, context, input, pass);
            pass.observer().saw("model.layers." + i, x);
        }
        return norm.forward(x, pass);
    }

    /// The logits of every position, `[batch, time, vocabulary]`.
    public Tensor logits(Input input, Pass pass) {
        return head.forward(hidden(input, pass), pass);
    }

    /// Causal attention reaches no further back than the model's window.
    private Mask mask(Input input) {
        int time = Math.toIntExact(input.ids().size(1));
        return input.mask() instanceof Mask.Causal && config.reach() < time
                ? Masks.padded(time, 0, new int[1], config.slidingWindow())
                : input.mask();
    }

    private Tensor embed(Input input) {
        Tensor x = torch.embedding(tokens.weight(), input.ids());
        if (learnedPositions.isEmpty()) {
            return x;
        }
        Tensor table = learnedPositions.get().weight();
        return x.add(input.positions()
                .map(p -> torch.embedding(table, p))
                .orElseGet(() -> table.narrow(0, input.first(), input.ids().size(1))));
    }

    private Optional<Rotary> turns(Input input) {
        return rotary.map(table -> input.positions()
                .map(table::at)
                .orElseGet(() -> table.range(input.first(), input.ids().size(1))));
    }

    private Tensor block(int index, Tensor x, Attention.Context context, Input input, Pass pass) {
        DecoderBlock block = blocks.get(index);
        // A router's penalty would be lost with the block's first computation.
        if (!checkpointed || !pass.isTraining() || block.hasExperts()) {
            return block.forward(x, context, input.past(index), pass.block(index));
        }
        List<Tensor> trained = block.parameters().stream()
                .filter(Parameter::trainable)
                .map(Parameter::tensor)
                .toList();
        return Checkpointed.apply(
                x, trained, value -> block.forward(value, context, input.past(index), pass.block(index)));
    }

    /// All parameters, each once, named as in Llama's files.
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Parameter.under("model.embed_tokens", tokens.parameters()));
        learnedPositions.ifPresent(p -> all.addAll(Parameter.under("model.embed_positions", p.parameters())));
        for (int i = 0; i < blocks.size(); i++) {
            all.addAll(Parameter.under("model.layers." + i, blocks.get(i).parameters()));
        }
        all.addAll(Parameter.under("model.norm", norm.parameters()));
        if (!isTied()) {
            all.addAll(Parameter.under("lm_head", head.parameters()));
        }
        return List.copyOf(all);
    }

    /// The output layer's matrix, `[vocabulary, dim]`.
    public Tensor headMatrix() {
        return ((LinearMap) head.map()).toDense();
    }

    /// Whether the output layer is the embedding's own matrix.
    public boolean isTied() {
        return head.map() instanceof Dense(Tensor weight) && weight.is_same(tokens.weight());
    }

    /// How many numbers the parameters hold.
    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::count).sum();
    }

    /// The same decoder with other blocks.
    public Decoder withBlocks(List<DecoderBlock> others) {
        return new Decoder(config, tokens, learnedPositions, rotary, others, norm, head, checkpointed);
    }

    /// The same decoder with another output layer.
    public Decoder withHead(Linear other) {
        return new Decoder(config, tokens, learnedPositions, rotary, blocks, norm, other, checkpointed);
    }

    /// The same decoder with activation checkpointing on or off.
    public Decoder withCheckpointing(boolean on) {
        return new Decoder(config, tokens, learnedPositions, rotary, blocks, norm, head, on);
    }
}
