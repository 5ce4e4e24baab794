package dev.assay.scaling.model;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.init.Init;
import dev.assay.nn.layer.Activation;
import dev.assay.nn.layer.Embedding;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.LayerNorm;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.BaseShapes;
import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A small transformer over characters, built as the papers' own: norms before each branch and on each
/// head's queries and keys, separate projections, exact GELU, no biases, each branch weighted by `√(3 /
/// layers)`; what ends a branch and the head begin at zero.
///
/// Every projection and both matrices of the MLP have a structure, the head is dense. Source:
/// Potapczynski et al., "Searching for Efficient Linear Layers" (2024), appendix on language models.
///
/// @param size      how large it is
/// @param tokens    `[symbols, width]`
/// @param positions `[context, width]`
/// @param blocks    from the input on
/// @param norm      before the head
/// @param head      `[width] → [symbols]`
public record CharacterModel(
        Size size, Embedding tokens, Embedding positions, List<Block> blocks, LayerNorm norm, Linear head)
        implements Layer {
    private static final long EXPANSION = 4;
    private static final double NORM_EPSILON = 1e-5;
    private static final double EMBEDDED = 0.02;
    private static final double BRANCHES = 3;

    /// How large it is.
    ///
    /// @param symbols of the alphabet
    /// @param width   of the residual stream
    /// @param layers  blocks
    /// @param headDim size of a head
    /// @param context positions
    public record Size(int symbols, long width, int layers, long headDim, int context) {}

    /// @param attentionNorm before attention
    /// @param attention     mixes positions
    /// @param mlpNorm       before the MLP
    /// @param mlp           works on each position
    public record Block(LayerNorm attentionNorm, NormedAttention attention, LayerNorm mlpNorm, FeedForward mlp) {
        Tensor forward(Tensor x, double weight, Pass pass) {
            Scalar share = new Scalar(weight);
            Tensor mixed = x.add(attention.forward(attentionNorm.forward(x, pass), pass), share);
            return mixed.add(mlp.forward(mlpNorm.forward(mixed, pass), pass), share);
        }

        List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>(Parameter.under("attention_norm", attentionNorm.parameters()));
            all.addAll(Parameter.under("attention", attention.parameters()));
            all.addAll(Parameter.under("mlp_norm", mlpNorm.parameters()));
            all.addAll(Parameter.under("mlp", mlp.parameters()));
            return all;
        }
    }

    public CharacterModel {
        blocks = List.copyOf(blocks);
    }

    /// A new one.
    ///
    /// @param design of the matrices in the blocks
    /// @throws IllegalArgumentException if the width is no multiple of the heads' size, or a matrix
    ///     cannot have the structure
    public static CharacterModel of(Size size, LayerDesign design, Randomness randomness) {
        return of(size, design, EXPANSION, randomness);
    }

    private static CharacterModel of(Size size, LayerDesign design, long expansion, Randomness randomness) {
        if (size.width() % size.headDim() != 0) {
            throw new IllegalArgumentException(
                    "a width of " + size.width() + " is no multiple of the heads' size of " + size.headDim());
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < size.layers(); i++) {
            blocks.add(block(size, design, expansion * size.width(), randomness.split(i)));
        }
        long width = size.width();
        return new CharacterModel(
                size,
                embedding(size.symbols(), width, randomness.split("tokens")),
                embedding(size.context(), width, randomness.split("positions")),
                blocks,
                norm(width),
                Linear.of(Dense.of(width, size.symbols(), new Init.Zero(), randomness.split("head"))));
    }

    private static Block block(Size size, LayerDesign design, long inner, Randomness randomness) {
        long width = size.width();
        return new Block(
                norm(width),
                NormedAttention.of(width, size.headDim(), design, randomness.split("attention")),
                norm(width),
                new FeedForward.Plain(
                        Linear.of(design.build(width, inner, randomness.split("up"))),
                        Activation.GELU,
                        Linear.of(design.fromZero().build(inner, width, randomness.split("down")))));
    }

    private static Embedding embedding(long rows, long width, Randomness randomness) {
        return new Embedding(randomness.normal(EMBEDDED, rows, width).set_requires_grad(true));
    }

    static LayerNorm norm(long width) {
        return new LayerNorm(
                torch.ones(width).set_requires_grad(true), torch.zeros(width).set_requires_grad(true), NORM_EPSILON);
    }

    /// The sizes of one of dense maps, for [dev.assay.nn.optim.MuP].
    ///
    /// As in the papers' code the base model's MLP is as narrow inside as outside, so that the second
    /// matrix of an MLP of four times the width learns at a quarter of the rate.
    ///
    /// @param design whose experts it has
    public static BaseShapes baseShapes(Size size, LayerDesign design) {
        // How the width is cut into heads has no part in learning rates.
        Size whole = new Size(size.symbols(), size.width(), size.layers(), size.width(), size.context());
        return BaseShapes.of(
                of(whole, design.ofDenseMaps(), 1, Randomness.of(0)).parameters());
    }

    /// Sizes of the matrices that have a structure.
    public static List<BaseShapes.Shape> structured(Size size) {
        long width = size.width();
        List<BaseShapes.Shape> block = new ArrayList<>(Collections.nCopies(4, new BaseShapes.Shape(width, width)));
        block.add(new BaseShapes.Shape(width, EXPANSION * width));
        block.add(new BaseShapes.Shape(EXPANSION * width, width));
        return Collections.nCopies(size.layers(), block).stream()
                .flatMap(List::stream)
                .toList();
    }

    /// From the numbers of characters, `[batch, time]`, to what the head sees, `[batch, time, width]`.
    public Tensor hidden(Tensor ids, Pass pass) {
        Tensor x = tokens.forward(ids, pass).add(positions.weight().narrow(0, 0, ids.size(1)));
        double weight = Math.sqrt(BRANCHES / blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            x = blocks.get(i).forward(x, weight, pass.block(i));
        }
        return norm.forward(x, pass);
    }

    /// The logits, `[batch, time, symbols]`.
    @Override
    public Tensor forward(Tensor ids, Pass pass) {
        return head.forward(hidden(ids, pass), pass);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Parameter.under("tokens", tokens.parameters()));
        all.addAll(Parameter.under("positions", positions.parameters()));
        for (int i = 0; i < blocks.size(); i++) {
            all.addAll(Parameter.under("blocks." + i, blocks.get(i).parameters()));
        }
        all.addAll(Parameter.under("norm", norm.parameters()));
        all.addAll(Parameter.under("head", head.parameters()));
        return List.copyOf(all);
    }

    /// Multiply-adds of the blocks' matrices for one character, forward.
    public long blockMacsPerRow() {
        return blocks.stream()
                .flatMapToLong(block -> LongStream.of(
                        block.attention().macsPerRow(), block.mlp().macsPerRow()))
                .sum();
    }

    /// Multiply-adds for one character, forward, over a full context: the matrices, the head, scores
    /// and values of attention without regard to the mask, and 5 for each number that a norm sees.
    public long macsPerCharacter() {
        long width = size.width();
        long attention = 2L * size.context() * width * size.layers();
        long norms = 5 * width * (4L * size.layers() + 1);
        return blockMacsPerRow() + head.map().macsPerRow() + attention + norms;
    }
}
