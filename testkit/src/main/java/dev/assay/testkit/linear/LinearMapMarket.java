package dev.assay.testkit.linear;

import dev.assay.nn.Dropout;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.Int4Dense;
import dev.assay.nn.linear.Int8Dense;
import dev.assay.nn.linear.Int8Split;
import dev.assay.nn.linear.LinearMap;
import dev.assay.nn.linear.Lora;
import dev.assay.nn.linear.PackedDense;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.linear.structured.EinsumSizes;
import dev.assay.nn.linear.structured.LinearSpec;
import dev.assay.nn.linear.structured.Structured;
import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/// All linear maps there are: a new one is not done until it stands here.
public final class LinearMapMarket {
    private static final EinsumSizes ALL_INDICES = new EinsumSizes(8, 6, 4, 4, 8, 4, 2);

    private LinearMapMarket() {}

    /// A kind of map.
    ///
    /// @param name      of the kind
    /// @param type      its class
    /// @param maker     of one for a matrix `[outputs, inputs]`
    /// @param tolerance see [LinearMapContract#of]
    public record Stall(
            String name, Class<? extends LinearMap> type, Function<Tensor, LinearMap> maker, double tolerance) {}

    /// Those that this processor has.
    public static List<Stall> stalls() {
        List<Stall> all = new ArrayList<>(List.of(
                new Stall("dense", Dense.class, w -> new Dense(w.set_requires_grad(true)), 1e-5),
                new Stall("low-rank update", Lora.class, LinearMapMarket::lora, 1e-5),
                new Stall("eight bits, weights alone", Int8Dense.class, Int8Dense::of, 0.02),
                new Stall("four bits", Int4Dense.class, Int4Dense::of, 0.02)));
        all.addAll(structured());
        if (Int8Split.isAvailable()) {
            all.add(new Stall("eight bits, whole numbers", Int8Split.class, Int8Split::of, 5e-4));
        }
        if (PackedDense.isAvailable()) {
            all.add(new Stall("dense, packed", PackedDense.class, w -> PackedDense.of(new Dense(w)), 1e-5));
        }
        return List.copyOf(all);
    }

    private static List<Stall> structured() {
        Map<String, Design> designs = new LinkedHashMap<>();
        designs.put("low rank", Design.of(new LinearSpec.LowRank(24)));
        designs.put("Kronecker", Design.of(new LinearSpec.Kronecker()));
        designs.put("tensor train of three cores", Design.of(new LinearSpec.TensorTrain(3, 2)));
        designs.put("block tensor train", Design.of(new LinearSpec.BlockTensorTrain(2, 2)));
        designs.put(
                "block tensor train, capped",
                Design.of(new LinearSpec.BlockTensorTrain(2, 2)).capped());
        designs.put("block tensor train of three cores", Design.of(new LinearSpec.BlockTensorTrain(3, 2)));
        designs.put("Monarch", Design.of(new LinearSpec.Monarch(0)));
        designs.put("blocks along the diagonal", Design.of(new LinearSpec.BlockDiagonal(4)));
        designs.put("einsum of all indices", Design.of(new LinearSpec.SizedEinsum(ALL_INDICES)));
        designs.put(
                "einsum of all indices, capped",
                Design.of(new LinearSpec.SizedEinsum(ALL_INDICES)).capped());
        return designs.entrySet().stream()
                .map(entry -> new Stall(
                        entry.getKey(),
                        Structured.class,
                        w -> entry.getValue().build(w.size(1), w.size(0), Randomness.of(6)),
                        1e-5))
                .toList();
    }

    private static LinearMap lora(Tensor weight) {
        Randomness randomness = Randomness.of(5);
        Tensor a = randomness.split("a").normal(0.1, 4, weight.size(1)).set_requires_grad(true);
        Tensor b = randomness.split("b").normal(0.1, weight.size(0), 4).set_requires_grad(true);
        return new Lora(new Dense(weight), a, b, 2, Dropout.NONE);
    }
}
