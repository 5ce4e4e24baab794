package dev.assay.lm.structure;

import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.lm.family.Structures;
import dev.assay.lm.family.Weights;
import dev.assay.nn.Parameter;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.structured.LinearSpec;
import dev.assay.nn.linear.structured.Projection;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.moe.Router;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Swaps dense linear layers of a decoder for structured ones.
///
/// @param design of the new layers
/// @param which  layers, by path such as `model.layers.3.mlp.up_proj` or `lm_head`
public record ModelRewriter(LayerDesign design, Predicate<String> which) {
    /// Of all layers but the one that makes the logits.
    public static ModelRewriter allButHead(LayerDesign design) {
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
    /// @throws IllegalArgumentException if a layer cannot have the structure, or it is a mixture of experts
    public Rewritten projected(PretrainedModel model) {
        if (design.isMixture()) {
            throw new IllegalArgumentException("experts do not come near to a matrix; they begin anew");
        }
        return rewritten(model, (path, dense) -> {
            Projection projection = Projection.of(design.map(), dense.weight());
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

    /// Each MLP becomes a mixture of copies of itself, which computes the same until training parts them.
    ///
    /// The design's map is dense; whole MLPs are chosen by their paths, such as `model.layers.3.mlp`.
    /// Source: Komatsuzaki et al., "Sparse Upcycling" (2023).
    ///
    /// @throws IllegalArgumentException if the design is no mixture of dense maps
    public Rewritten upcycled(PretrainedModel model) {
        if (!design.isMixture() || !(design.map().spec() instanceof LinearSpec.Dense)) {
            throw new IllegalArgumentException("an MLP becomes dense:experts=8,active=2, not " + design);
        }
        List<Change> changes = new ArrayList<>();
        List<Pointer> made = new ArrayList<>();
        Map<String, LayerDesign> designs =
                new TreeMap<>(Structures.of("config.json", model.config()).designs());
        Decoder decoder = DecoderSurgery.replaceMlps(model.decoder(), (path, old) -> {
            if (!which.test(path) || old instanceof FeedForward.OfExperts) {
                return old;
            }
            FeedForward mixture = copies(path, old, model.decoder().config().dim(), made);
            designs.put(path, design);
            changes.add(new Change(
                    path,
                    old.macsPerRow(),
                    mixture.macsPerRow(),
                    old.parameterCount(),
                    mixture.parameterCount(),
                    OptionalDouble.of(0)));
            return mixture;
        });
        return new Rewritten(model.withStructures(decoder, new Structures(designs), made), changes);
    }

    private FeedForward copies(String path, FeedForward old, int dim, List<Pointer> made) {
        Weights weights = (name, shape) -> {
            try (var scope = Scope.open();
                    var ignored = new NoGradGuard()) {
                Tensor like = old.parameters().getFirst().tensor();
                Tensor tensor = torch.zeros(shape, like.detach().options()).set_requires_grad(like.requires_grad());
                made.add(scope.release(tensor));
                return tensor;
            }
        };
        Router router = new Router(weights.take(path + ".router.weight", design.experts(), dim), design.active());
        List<FeedForward> experts = new ArrayList<>(List.of(old));
        while (experts.size() < design.experts()) {
            experts.add(copy(old, made));
        }
        return new FeedForward.OfExperts(router, experts);
    }

    private static FeedForward copy(FeedForward old, List<Pointer> made) {
        return switch (old) {
            case FeedForward.Plain plain ->
                new FeedForward.Plain(copy(plain.up(), made), plain.activation(), copy(plain.down(), made));
            case FeedForward.Gated gated ->
                new FeedForward.Gated(
                        copy(gated.gate(), made), copy(gated.up(), made), gated.activation(), copy(gated.down(), made));
            default -> throw new IllegalArgumentException("only plain and gated MLPs are copied");
        };
    }

    private static Linear copy(Linear old, List<Pointer> made) {
        if (!(old.map() instanceof Dense dense)) {
            throw new IllegalArgumentException("only dense MLPs are copied");
        }
        Linear copy = old.withMap(new Dense(copy(dense.weight(), made)));
        return old.bias().map(bias -> copy.withBias(copy(bias, made))).orElse(copy);
    }

    private static Tensor copy(Tensor old, List<Pointer> made) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor copy = old.detach().clone().set_requires_grad(old.requires_grad());
            made.add(scope.release(copy));
            return copy;
        }
    }

    private record Swap(SizedLayer map, OptionalDouble error) {}

    @FunctionalInterface
    private interface Swapping {
        Swap of(String path, Dense dense);
    }

    private Rewritten rewritten(PretrainedModel model, Swapping swapping) {
        List<Change> changes = new ArrayList<>();
        List<Pointer> made = new ArrayList<>();
        Map<String, LayerDesign> designs =
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
            SizedLayer map = swap.map();
            map.parameters().stream().map(Parameter::tensor).forEach(tensor -> made.add(scope.release(tensor)));
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
