package dev.assay.lm.pretrain;

import dev.assay.base.AssayException;
import dev.assay.base.Default;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.lm.family.Structures;
import dev.assay.lm.structure.ModelRewriter;
import dev.assay.nn.Parameter;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.BaseShapes;
import dev.assay.nn.optim.MuP;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/// The `[structure]` table of a recipe: linear layers of a new model that are not dense.
///
/// What ends a branch (`o_proj`, `down_proj`) begins at zero. With a base width every tensor's learning
/// rate is that of [MuP] aware of the structure.
///
/// @param words   such as `btt:rank=2,capped` or `btt:capped,experts=8,active=2`
/// @param layers  words in the layers' paths; none for all but the output layer
/// @param baseDim width of the model for which the learning rate was found; 0 takes it for every tensor as it is
public record StructurePlan(
        String words,
        @Default("[]") List<String> layers,
        @Default("0") int baseDim) {
    public StructurePlan {
        layers = List.copyOf(layers);
        LayerDesign.parse(words);
        if (baseDim < 0) {
            throw new IllegalArgumentException("base-dim is at least 0, not " + baseDim);
        }
    }

    /// A decoder with new structured layers in place of its dense ones.
    ///
    /// @throws AssayException `ASSAY-2136` if a layer cannot have the structure, or none is named
    Decoder applied(Decoder dense, Device device, Precision precision, Randomness randomness) {
        Predicate<String> named = ModelRewriter.named(layers);
        try {
            Decoder changed = DecoderSurgery.replaceLinears(
                    dense,
                    (path, old) -> named.test(path)
                            ? old.withMap(placed(
                                    design(path),
                                    design(path)
                                            .build(old.map().inputs(), old.map().outputs(), randomness.split(path)),
                                    device,
                                    precision))
                            : old);
            if (designs(dense).designs().isEmpty()) {
                throw new IllegalArgumentException("layers names none of the model's");
            }
            return changed;
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2136",
                    "The model cannot have the structure: " + e.getMessage() + ".",
                    "structure.words = " + words,
                    "try it with assay layers describe, or name other layers");
        }
    }

    private LayerDesign design(String path) {
        LayerDesign design = LayerDesign.parse(words);
        boolean last = path.endsWith("o_proj") || path.endsWith("down_proj");
        return last ? design.fromZero() : design;
    }

    private static SizedLayer placed(LayerDesign design, SizedLayer made, Device device, Precision precision) {
        Map<String, Tensor> tensors = made.parameters().stream()
                .collect(Collectors.toMap(
                        Parameter::name,
                        parameter -> parameter
                                .tensor()
                                .detach()
                                .to(device.torchDevice(), precision.scalarType())
                                .set_requires_grad(true)));
        return design.of(
                made.inputs(), made.outputs(), (name, shape) -> Objects.requireNonNull(tensors.get(name), name));
    }

    /// Which layers of a decoder have which structure.
    Structures designs(Decoder decoder) {
        Predicate<String> named = ModelRewriter.named(layers);
        Map<String, LayerDesign> designs = new TreeMap<>();
        DecoderSurgery.replaceLinears(decoder, (path, old) -> {
            if (named.test(path)) {
                designs.put(path, design(path));
            }
            return old;
        });
        return new Structures(designs);
    }

    /// A decoder's parameters with the factors on their learning rates.
    ///
    /// @param dense the same decoder without the structure
    List<Parameter> scaled(Decoder decoder, Decoder dense, OptimizerPlan optimizer) {
        if (baseDim == 0) {
            return decoder.parameters();
        }
        double ratio = (double) baseDim / decoder.config().dim();
        Map<String, BaseShapes.Shape> shapes = new LinkedHashMap<>();
        DecoderSurgery.replaceLinears(dense, (path, old) -> {
            long inputs = Math.max(1, Math.round(old.map().inputs() * ratio));
            boolean head = path.equals("lm_head");
            long outputs = head
                    ? old.map().outputs()
                    : Math.max(1, Math.round(old.map().outputs() * ratio));
            shapes.put(path, new BaseShapes.Shape(inputs, outputs));
            shapes.put(
                    path + ".router",
                    new BaseShapes.Shape(inputs, LayerDesign.parse(words).experts()));
            return old;
        });
        return new MuP(MuP.Mode.AWARE, new BaseShapes(shapes)).scaled(decoder.parameters(), optimizer);
    }
}
