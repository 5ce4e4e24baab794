package dev.assay.lm.structure;

import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.lm.family.Structures;
import dev.assay.nn.Parameter;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.linear.structured.Projection;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Pointer;

/// Swaps dense linear layers of a decoder for structured ones.
///
/// @param design of the new layers
/// @param which  layers, by path such as `model.layers.3.mlp.up_proj` or `lm_head`
public record ModelRewriter(Design design, Predicate<String> which) {
    /// Of all layers but the one that makes the logits.
    public static ModelRewriter allButHead(Design design) {
        return new ModelRewriter(design, path -> !path.equals("lm_head"));
    }

    /// A layer that was swapped.
    ///
    /// @param path             of the layer
    /// @param macsBefore       multiply-adds for one row
    /// @param macsAfter        multiply-adds for one row
    /// @param parametersBefore numbers of the matrix
    /// @param parametersAfter  numbers of the factors
    /// @param error            what the structure leaves of the matrix, `‖W − Ŵ‖ / ‖W‖`; none where it begins anew
    public record Change(
            String path,
            long macsBefore,
            long macsAfter,
            long parametersBefore,
            long parametersAfter,
            OptionalDouble error) {}

    /// A model after the swap.
    ///
    /// @param model   shares all else with the old one; closing either closes both
    /// @param changes in the order of the layers
    public record Rewritten(PretrainedModel model, List<Change> changes) {
        public Rewritten {
            changes = List.copyOf(changes);
        }
    }

    /// Each structure comes near to the matrix that stood there.
    ///
    /// @throws IllegalArgumentException if a layer cannot have the structure
    public Rewritten projected(PretrainedModel model) {
        return rewritten(model, (path, dense) -> {
            Projection projection = Projection.of(design, dense.weight());
            return new Swap(projection.map(), OptionalDouble.of(projection.error()));
        });
    }

    /// Each structure begins at random, to be trained.
    ///
    /// @throws IllegalArgumentException as [#projected]
    public Rewritten fresh(PretrainedModel model, Randomness randomness) {
        return rewritten(
                model,
                (path, dense) -> new Swap(
                        design.build(dense.inputs(), dense.outputs(), randomness.split(path)), OptionalDouble.empty()));
    }

    private record Swap(LinearMap map, OptionalDouble error) {}

    @FunctionalInterface
    private interface Swapping {
        Swap of(String path, Dense dense);
    }

    private Rewritten rewritten(PretrainedModel model, Swapping swapping) {
        List<Change> changes = new ArrayList<>();
        List<Pointer> made = new ArrayList<>();
        Map<String, Design> designs =
                new TreeMap<>(Structures.of("config.json", model.config()).designs());
        Decoder decoder = DecoderSurgery.replaceLinears(model.decoder(), (path, old) -> {
            if (!which.test(path) || !(old.map() instanceof Dense dense)) {
                return old;
            }
            Linear swapped = swapped(path, old, dense, swapping, changes, made);
            designs.put(path, design);
            return swapped;
        });
        return new Rewritten(model.withStructures(decoder, new Structures(designs), made), changes);
    }

    private static Linear swapped(
            String path, Linear old, Dense dense, Swapping swapping, List<Change> changes, List<Pointer> made) {
        try (var scope = Scope.open()) {
            Swap swap = swapping.of(path, dense);
            LinearMap map = swap.map();
            map.factors().stream().map(Parameter::tensor).forEach(tensor -> made.add(scope.release(tensor)));
            changes.add(new Change(
                    path,
                    dense.macsPerRow(),
                    map.macsPerRow(),
                    dense.parameterCount(),
                    map.parameterCount(),
                    swap.error()));
            return old.withMap(map);
        }
    }

    /// Layers whose path holds one of some words, such as `mlp`, `self_attn` or `up_proj`.
    ///
    /// @param words of which none for all but `lm_head`
    public static Predicate<String> named(List<String> words) {
        return words.isEmpty()
                ? path -> !path.equals("lm_head")
                : path -> words.stream().anyMatch(path::contains);
    }
}
