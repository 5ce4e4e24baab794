package dev.assay.testkit.reference;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/// What a random checkpoint looks like.
///
/// @param name    how tests call it
/// @param family  which model
/// @param sizes   the sizes outside attention
/// @param heads   how attention is divided
/// @param tied    whether the head is the embedding
/// @param storage type of the stored numbers
/// @param shards  files the tensors are spread over; 1 for a single `model.safetensors`
/// @param biases  optional biases; GPT-2 and Qwen2 have theirs always
/// @param rope    rotary positions; GPT-2 has none
/// @param window  sliding window of Mistral and Qwen2 (there from the second layer on)
/// @param quirks  things that real folders have
public record Shape(
        String name,
        Family family,
        Sizes sizes,
        Heads heads,
        boolean tied,
        StorageType storage,
        int shards,
        Biases biases,
        Rope rope,
        OptionalInt window,
        Set<Quirk> quirks) {

    /// The sizes outside attention.
    ///
    /// @param vocabulary   tokens; with 259 or more a tokenizer.json is written too
    /// @param hidden       numbers per position
    /// @param layers       blocks
    /// @param intermediate numbers inside the MLP
    /// @param context      `n_positions` or `max_position_embeddings`
    public record Sizes(int vocabulary, int hidden, int layers, int intermediate, int context) {
        public Sizes {
            if (vocabulary < 2 || hidden < 2 || layers < 1 || intermediate < 1 || context < 2) {
                throw new IllegalArgumentException("vocabulary " + vocabulary + ", hidden " + hidden + ", layers "
                        + layers + ", intermediate " + intermediate + ", context " + context + ": one is too small");
            }
        }
    }

    /// How attention is divided.
    ///
    /// @param heads         query heads
    /// @param keyValueHeads key and value heads, a divisor of `heads`
    /// @param headDim       numbers per head, even
    public record Heads(int heads, int keyValueHeads, int headDim) {
        public Heads {
            if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0 || headDim < 2 || headDim % 2 != 0) {
                throw new IllegalArgumentException("heads " + heads + ", key/value heads " + keyValueHeads
                        + ", head size " + headDim + ": the first must be a multiple of the second, the last even");
            }
        }
    }

    /// Llama's optional biases.
    ///
    /// @param attention `attention_bias`: on q, k, v and o
    /// @param mlp       `mlp_bias`: on gate, up and down
    public record Biases(boolean attention, boolean mlp) {}

    /// Rotary positions.
    ///
    /// @param theta   `rope_theta`
    /// @param scaling `rope_scaling`
    public record Rope(double theta, RopeScaling scaling) {}

    public Shape {
        quirks = Set.copyOf(quirks);
        boolean gpt2 = family == Family.GPT2;
        boolean llama = family == Family.LLAMA;
        boolean gpt2Only = quirks.contains(Quirk.BARE_NAMES) || quirks.contains(Quirk.INVERSE_LAYER_SCALE);
        boolean plainHeads =
                heads.keyValueHeads() == heads.heads() && heads.heads() * heads.headDim() == sizes.hidden();
        require(shards > 0, name, "there is at least one file");
        require(!gpt2 || plainHeads, name, "GPT-2 divides its hidden size evenly among equal heads");
        require(!gpt2 || rope.scaling() instanceof RopeScaling.None, name, "GPT-2 has no rotary positions");
        require(!(gpt2 || llama) || window.isEmpty(), name, "only Mistral and Qwen2 have a window");
        require(llama || !(biases.attention() || biases.mlp()), name, "only Llama's biases are optional");
        require(shards == 1 || !quirks.contains(Quirk.LEFTOVERS), name, "leftovers stand in a single file");
        require(gpt2 || !gpt2Only, name, "bare names and inverse layer scale are GPT-2's");
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + rule);
        }
    }

    /// A small plain shape of a family: vocabulary 97, hidden 24, 2 layers, 4 heads, context 48, single f32
    /// file.
    public static Shape of(Family family) {
        boolean gpt2 = family == Family.GPT2;
        Sizes sizes = new Sizes(97, 24, 2, gpt2 ? 96 : 40, 48);
        Heads heads = new Heads(4, gpt2 ? 4 : 2, 6);
        Biases biases = new Biases(false, false);
        Rope rope = new Rope(10_000, new RopeScaling.None());
        return new Shape(
                family.modelType(),
                family,
                sizes,
                heads,
                gpt2,
                StorageType.F32,
                1,
                biases,
                rope,
                OptionalInt.empty(),
                Set.of());
    }

    /// How many tokens there are.
    public int vocabulary() {
        return sizes.vocabulary();
    }

    /// How many numbers a position has.
    public int hidden() {
        return sizes.hidden();
    }

    /// How many blocks there are.
    public int layers() {
        return sizes.layers();
    }

    /// How many numbers the MLP has inside.
    public int intermediate() {
        return sizes.intermediate();
    }

    /// How many positions the config promises.
    public int context() {
        return sizes.context();
    }

    /// Whether a quirk is asked for.
    public boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /// This shape under another name.
    public Shape withName(String to) {
        return new Shape(to, family, sizes, heads, tied, storage, shards, biases, rope, window, quirks);
    }

    /// This shape with other sizes.
    public Shape withSizes(Sizes to) {
        return new Shape(name, family, to, heads, tied, storage, shards, biases, rope, window, quirks);
    }

    /// This shape with another number of tokens.
    public Shape withVocabulary(int to) {
        return withSizes(new Sizes(to, hidden(), layers(), intermediate(), context()));
    }

    /// This shape with another number of blocks.
    public Shape withLayers(int to) {
        return withSizes(new Sizes(vocabulary(), hidden(), to, intermediate(), context()));
    }

    /// This shape with another promised length.
    public Shape withContext(int to) {
        return withSizes(new Sizes(vocabulary(), hidden(), layers(), intermediate(), to));
    }

    /// This shape with attention divided otherwise.
    public Shape withHeads(int queryHeads, int keyValueHeads, int headDim) {
        Heads to = new Heads(queryHeads, keyValueHeads, headDim);
        return new Shape(name, family, sizes, to, tied, storage, shards, biases, rope, window, quirks);
    }

    /// This shape with the head tied to the embedding or not.
    public Shape withTied(boolean to) {
        return new Shape(name, family, sizes, heads, to, storage, shards, biases, rope, window, quirks);
    }

    /// This shape stored in another type, in this many files.
    public Shape withStorage(StorageType type, int files) {
        return new Shape(name, family, sizes, heads, tied, type, files, biases, rope, window, quirks);
    }

    /// This shape with Llama's optional biases.
    public Shape withBiases(boolean attention, boolean mlp) {
        Biases to = new Biases(attention, mlp);
        return new Shape(name, family, sizes, heads, tied, storage, shards, to, rope, window, quirks);
    }

    /// This shape with other rotary positions.
    public Shape withRope(double theta, RopeScaling scaling) {
        Rope to = new Rope(theta, scaling);
        return new Shape(name, family, sizes, heads, tied, storage, shards, biases, to, window, quirks);
    }

    /// This shape with a sliding window of this many positions, the own one included.
    public Shape withWindow(int positions) {
        OptionalInt to = OptionalInt.of(positions);
        return new Shape(name, family, sizes, heads, tied, storage, shards, biases, rope, to, quirks);
    }

    /// This shape with more quirks.
    public Shape with(Quirk... more) {
        Set<Quirk> all = EnumSet.noneOf(Quirk.class);
        all.addAll(quirks);
        all.addAll(Arrays.asList(more));
        return new Shape(name, family, sizes, heads, tied, storage, shards, biases, rope, window, all);
    }

    /// The name, so that parameterised tests are readable.
    @Override
    public String toString() {
        return name;
    }
}
