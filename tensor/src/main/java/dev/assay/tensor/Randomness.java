package dev.assay.tensor;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// A source of randomness as a value: the same seed and the same path of names give the same numbers, whatever
/// else was drawn before.
///
/// Nothing in Assay is seeded in secret; what needs randomness takes one of these. Streams are split by name or
/// by number, never shared, so that work may be stopped, resumed and spread over threads without changing a
/// number.
///
/// @param seed the state; any value is fine
public record Randomness(long seed) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /// The randomness with this seed.
    public static Randomness of(long seed) {
        return new Randomness(seed);
    }

    /// An independent stream for a named purpose.
    public Randomness split(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return split(hash);
    }

    /// An independent stream for the `index`-th of many, such as a step of training.
    public Randomness split(long index) {
        return new Randomness(mix(mix(seed + GOLDEN_GAMMA) ^ mix(index * GOLDEN_GAMMA + 1)));
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection that scatters every bit.
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /// A generator of the JDK that starts at this state.
    public RandomGenerator numbers() {
        return new java.util.SplittableRandom(seed);
    }

    /// A generator of the engine that starts at this state; belongs to the scope that is open.
    public Generator generator() {
        Natives.load();
        return torch.make_generator_cpu(seed);
    }

    /// Independent normal numbers of mean 0, f32, made on the processor so that every device sees the same.
    ///
    /// @param deviation standard deviation
    /// @param shape     of the result
    public Tensor normal(double deviation, long... shape) {
        Natives.load();
        return torch.empty(
                        shape,
                        new TensorOptions(torch.ScalarType.Float),
                        new org.bytedeco.pytorch.MemoryFormatOptional())
                .normal_(0, deviation, new GeneratorOptional(generator()));
    }

    /// Independent numbers, uniform in `[low, high)`, f32, made on the processor.
    public Tensor uniform(double low, double high, long... shape) {
        Natives.load();
        return torch.empty(
                        shape,
                        new TensorOptions(torch.ScalarType.Float),
                        new org.bytedeco.pytorch.MemoryFormatOptional())
                .uniform_(low, high, new GeneratorOptional(generator()));
    }
}
