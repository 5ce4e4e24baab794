package dev.assay.scaling.model;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.init.Init;
import dev.assay.nn.layer.Activation;
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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A multi-layer perceptron of residual blocks, `h ← h + down(gelu(up(norm(h))))`, each four times as wide inside.
///
/// The input layer is dense unless it is said otherwise, the head is; the matrices of the blocks have a
/// structure. What ends a branch and the head begin at zero.
///
/// @param input  `[features] → [width]`
/// @param blocks of the same width
/// @param norm   before the head
/// @param head   `[width] → [outputs]`
public record ResidualMlp(Linear input, List<Block> blocks, LayerNorm norm, Linear head) implements Layer {
    private static final long EXPANSION = 4;
    private static final double NORM_EPSILON = 1e-5;

    /// @param norm  before the branch
    /// @param inner the branch
    public record Block(LayerNorm norm, FeedForward.Plain inner) {
        Tensor forward(Tensor h, Pass pass) {
            return h.add(inner.forward(norm.forward(h, pass), pass));
        }

        List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>(Parameter.under("norm", norm.parameters()));
            all.addAll(inner.parameters());
            return all;
        }
    }

    /// How large it is.
    ///
    /// @param features of the input
    /// @param width    of what runs through the blocks
    /// @param depth    blocks
    /// @param outputs  of the head
    public record Size(long features, long width, int depth, long outputs) {}

    public ResidualMlp {
        blocks = List.copyOf(blocks);
    }

    /// A new one.
    ///
    /// @param design of the matrices in the blocks
    public static ResidualMlp of(Size size, LayerDesign design, Randomness randomness) {
        return of(size, design, LayerDesign.dense(), randomness);
    }

    /// A new one whose first layer may have a structure too.
    public static ResidualMlp of(Size size, LayerDesign design, LayerDesign first, Randomness randomness) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < size.depth(); i++) {
            Randomness own = randomness.split(i);
            long inner = EXPANSION * size.width();
            blocks.add(new Block(
                    norm(size.width()),
                    new FeedForward.Plain(
                            Linear.of(design.build(size.width(), inner, own.split("up")))
                                    .withBias(zeros(inner)),
                            Activation.GELU,
                            Linear.of(design.fromZero().build(inner, size.width(), own.split("down")))
                                    .withBias(zeros(size.width())))));
        }
        return new ResidualMlp(
                Linear.of(first.build(size.features(), size.width(), randomness.split("input")))
                        .withBias(zeros(size.width())),
                blocks,
                norm(size.width()),
                Linear.of(Dense.of(size.width(), size.outputs(), new Init.Zero(), randomness.split("head")))
                        .withBias(zeros(size.outputs())));
    }

    /// The sizes of one of dense maps, for [dev.assay.nn.optim.MuP].
    ///
    /// @param design whose experts it has
    public static BaseShapes baseShapes(Size size, LayerDesign design) {
        return BaseShapes.of(of(size, design.ofDenseMaps(), Randomness.of(0)).parameters());
    }

    /// Sizes of the matrices that have a structure.
    public static List<BaseShapes.Shape> structured(Size size) {
        long width = size.width();
        long inner = EXPANSION * width;
        return Collections.nCopies(
                        size.depth(), List.of(new BaseShapes.Shape(width, inner), new BaseShapes.Shape(inner, width)))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static LayerNorm norm(long width) {
        return new LayerNorm(torch.ones(width).set_requires_grad(true), zeros(width), NORM_EPSILON);
    }

    private static Tensor zeros(long count) {
        return torch.zeros(count).set_requires_grad(true);
    }

    /// What leaves the last block, `[batch, width]`.
    public Tensor hidden(Tensor x, Pass pass) {
        Tensor h = input.forward(x, pass);
        for (Block block : blocks) {
            h = block.forward(h, pass);
        }
        return h;
    }

    /// From `[batch, features]` to `[batch, outputs]`.
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return head.forward(norm.forward(hidden(x, pass), pass), pass);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Parameter.under("input", input.parameters()));
        for (int i = 0; i < blocks.size(); i++) {
            all.addAll(Parameter.under("blocks." + i, blocks.get(i).parameters()));
        }
        all.addAll(Parameter.under("norm", norm.parameters()));
        all.addAll(Parameter.under("head", head.parameters()));
        return List.copyOf(all);
    }

    /// Multiply-adds of all matrices for one row, forward.
    public long macsPerRow() {
        return input.map().macsPerRow() + blockMacsPerRow() + head.map().macsPerRow();
    }

    /// Multiply-adds of the blocks' matrices for one row, forward.
    public long blockMacsPerRow() {
        return blocks.stream().mapToLong(block -> block.inner().macsPerRow()).sum();
    }
}
