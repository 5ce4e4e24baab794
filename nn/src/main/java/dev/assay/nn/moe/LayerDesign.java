package dev.assay.nn.moe;

import dev.assay.nn.SizedLayer;
import dev.assay.nn.linear.LinearMap;
import dev.assay.nn.linear.structured.Description;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.linear.structured.LinearSpec;
import dev.assay.nn.linear.structured.Normalization;
import dev.assay.nn.linear.structured.PairForm;
import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What a new layer is to be, for layers of any size: a linear map, or a mixture of such maps.
///
/// Experts that are block tensor trains of two cores and rank 1 are held together, as
/// [Bank.BlockTrain]; others stand by themselves. Source: Potapczynski et al., "Searching for Efficient
/// Linear Layers" (2024), section on mixtures.
///
/// @param map     the linear map, or each expert
/// @param experts of the mixture; 1 for a plain linear map
/// @param active  experts of each row; more than there are count as all
public record LayerDesign(Design map, int experts, int active) {
    private static final int MOST = 1 << 12;
    private static final int USUAL_ACTIVE = 2;

    public LayerDesign {
        if (experts < 1 || experts > MOST) {
            throw new IllegalArgumentException("there are from 1 to " + MOST + " experts, not " + experts);
        }
        if (active < 1) {
            throw new IllegalArgumentException("a row has at least one expert, not " + active);
        }
        active = Math.min(active, experts);
    }

    /// A plain linear map.
    public static LayerDesign of(Design map) {
        return new LayerDesign(map, 1, 1);
    }

    /// Dense.
    public static LayerDesign dense() {
        return of(Design.of(new LinearSpec.Dense()));
    }

    /// From [words of a design][Design#parse], and `experts=8` and `active=2` for a mixture.
    ///
    /// @throws IllegalArgumentException if they make no layer
    public static LayerDesign parse(String text) {
        String[] parts = text.strip().split(":", 2);
        List<String> words = parts.length < 2 ? List.of() : Arrays.asList(parts[1].split(",", -1));
        List<String> own = words.stream().filter(word -> !isMixing(word)).toList();
        Design map = Design.parse(own.isEmpty() ? parts[0] : parts[0] + ":" + String.join(",", own));
        int experts = number(words, "experts", 1);
        return new LayerDesign(map, experts, number(words, "active", Math.min(experts, USUAL_ACTIVE)));
    }

    private static boolean isMixing(String word) {
        return word.strip().startsWith("experts=") || word.strip().startsWith("active=");
    }

    private static int number(List<String> words, String name, int otherwise) {
        return words.stream()
                .map(String::strip)
                .filter(word -> word.startsWith(name + "="))
                .reduce((first, second) -> second)
                .map(word -> whole(name, word.substring(name.length() + 1)))
                .orElse(otherwise);
    }

    private static int whole(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is a whole number, not '" + value + "'", e);
        }
    }

    /// In words that [#parse] reads.
    public String text() {
        String plain = map.text();
        return isMixture()
                ? plain + (plain.contains(":") ? "," : ":") + "experts=" + experts + ",active=" + active
                : plain;
    }

    @Override
    public String toString() {
        return text();
    }

    /// Whether it has experts.
    public boolean isMixture() {
        return experts > 1;
    }

    /// The same, beginning as the map to zero.
    public LayerDesign fromZero() {
        return new LayerDesign(map.fromZero(), experts, active);
    }

    /// The same number of experts with dense maps, as in a base model.
    public LayerDesign ofDenseMaps() {
        return new LayerDesign(Design.of(new LinearSpec.Dense()), experts, active);
    }

    /// What it costs at a size: all experts' numbers, the active ones' multiply-adds, the router's of both.
    ///
    /// @throws IllegalArgumentException as [Design#form]
    public Description describe(long inputs, long outputs) {
        Description one = Description.of(map, inputs, outputs);
        if (!isMixture()) {
            return one;
        }
        long router = inputs * experts;
        return one.withCosts(experts * one.parameters() + router, active * one.macsPerRow() + router);
    }

    /// A new layer with weights drawn at random.
    ///
    /// @throws IllegalArgumentException as [Design#form]
    public SizedLayer build(long inputs, long outputs, Randomness randomness) {
        if (!isMixture()) {
            return map.build(inputs, outputs, randomness);
        }
        Randomness own = randomness.split("experts");
        Bank bank = isBlockTrain()
                ? Bank.BlockTrain.of(form(inputs, outputs), experts, cap(), map.zero(), own)
                : new Bank.Separate(IntStream.range(0, experts)
                        .mapToObj(i -> map.build(inputs, outputs, own.split(i)))
                        .toList());
        return new MixtureOfExperts(Router.of(inputs, experts, active), bank);
    }

    /// A layer with given weights, as when it is read from a file.
    ///
    /// @throws IllegalArgumentException as [Design#form]
    public SizedLayer of(long inputs, long outputs, Design.Weights weights) {
        if (!isMixture()) {
            return map.of(inputs, outputs, weights);
        }
        Router router = new Router(weights.take("router.weight", experts, inputs), active);
        return new MixtureOfExperts(
                router, isBlockTrain() ? train(inputs, outputs, weights) : separate(inputs, outputs, weights));
    }

    private Bank separate(long inputs, long outputs, Design.Weights weights) {
        List<LinearMap> maps = new ArrayList<>();
        for (int i = 0; i < experts; i++) {
            String prefix = "experts." + i + ".";
            maps.add(map.of(inputs, outputs, (name, shape) -> weights.take(prefix + name, shape)));
        }
        return new Bank.Separate(maps);
    }

    private Bank train(long inputs, long outputs, Design.Weights weights) {
        PairForm form = form(inputs, outputs);
        return new Bank.BlockTrain(
                form,
                weights.take("A", experts, form.groups(), form.width(), form.outGroups()),
                weights.take("B", experts, form.outGroups(), 1, form.groups(), form.outWidth()),
                map.normalized()
                        ? Optional.of(new Normalization(
                                Normalization.FINE,
                                map.gains()
                                        ? List.of(weights.take("A_gain", 1), weights.take("B_gain", 1))
                                        : List.of()))
                        : Optional.empty());
    }

    private boolean isBlockTrain() {
        return map.spec() instanceof LinearSpec.BlockTensorTrain(int cores, long rank) && cores == 2 && rank == 1;
    }

    private PairForm form(long inputs, long outputs) {
        return (PairForm) map.form(inputs, outputs);
    }

    private Optional<Normalization> cap() {
        if (!map.normalized()) {
            return Optional.empty();
        }
        List<Tensor> gains = map.gains() ? List.of(one(), one()) : List.of();
        return Optional.of(new Normalization(Normalization.FINE, gains));
    }

    private static Tensor one() {
        return torch.ones(1).set_requires_grad(true);
    }
}
