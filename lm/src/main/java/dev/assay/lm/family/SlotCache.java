package dev.assay.lm.family;

import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Mask;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The keys and values of several sequences, each of a length of its own, that come and go.
///
/// A slot holds one sequence. Room grows by doubling, as slots and positions need it; it stands free of
/// any scope until the cache is closed. For one thread.
public final class SlotCache implements AutoCloseable {
    private static final int FIRST_POSITIONS = 128;

    private final DecoderConfig config;
    private final TensorOptions options;
    private final List<Layer> layers;
    private int slots;
    private int positions;
    private int[] lengths = new int[0];
    private boolean onHeap;

    /// Positions of one sequence, copied out of a cache.
    ///
    /// @param keys   for each block, `[positions, heads, dim]`
    /// @param values for each block, of the same shape
    public record Saved(List<Tensor> keys, List<Tensor> values) implements AutoCloseable {
        /// How many positions.
        public int positions() {
            return Math.toIntExact(keys.getFirst().size(0));
        }

        /// How much memory.
        public long bytes() {
            return 2 * keys.stream().mapToLong(Tensor::nbytes).sum();
        }

        @Override
        public void close() {
            keys.forEach(Scope::free);
            values.forEach(Scope::free);
        }
    }

    /// An empty cache without room.
    ///
    /// @param config of the decoder
    /// @param weight one of the decoder's: the cache lies on its device, in its number format, but in
    ///     f32 on a processor, whose attention over bf16 takes several times as long
    public SlotCache(DecoderConfig config, Tensor weight) {
        TensorOptions own = weight.options().requires_grad(new BoolOptional(false));
        this.options = weight.is_cpu() ? own.dtype(new ScalarTypeOptional(ScalarType.Float)) : own;
        this.config = config;
        this.layers =
                IntStream.range(0, config.layers()).mapToObj(i -> new Layer()).toList();
    }

    /// Filled positions of a slot.
    public int length(int slot) {
        return slot < slots ? lengths[slot] : 0;
    }

    /// Makes room, and keeps what there is.
    ///
    /// @param atLeastSlots     slots
    /// @param atLeastPositions positions of each
    public void reserve(int atLeastSlots, int atLeastPositions) {
        if (atLeastSlots <= slots && atLeastPositions <= positions) {
            return;
        }
        int newSlots = atLeastSlots <= slots ? slots : Math.max(atLeastSlots, 2 * slots);
        int newPositions = atLeastPositions <= positions
                ? positions
                : Math.min(config.context(), Math.max(atLeastPositions, Math.max(FIRST_POSITIONS, 2 * positions)));
        layers.forEach(layer -> layer.grow(newSlots, newPositions));
        lengths = Arrays.copyOf(lengths, newSlots);
        slots = newSlots;
        positions = newPositions;
        Tensor keys = layers.getFirst().keys();
        onHeap = keys.is_cpu() && keys.scalar_type().intern() == ScalarType.Float;
    }

    /// Forgets the positions of a slot from `length` on.
    public void truncate(int slot, int length) {
        if (length > length(slot)) {
            throw new IllegalArgumentException("slot " + slot + " holds " + length(slot) + " positions, not " + length);
        }
        if (slot < slots) {
            lengths[slot] = length;
        }
    }

    /// Counts positions that a pass over [#one(int)] has written.
    public void advance(int slot, int more) {
        lengths[slot] += more;
    }

    /// Puts a sequence from one slot into another, whose own is forgotten.
    public void move(int from, int to) {
        layers.forEach(layer -> layer.move(from, to));
        lengths[to] = lengths[from];
        lengths[from] = 0;
    }

    /// Copies the first positions of a slot out; the caller closes them.
    public Saved save(int slot, int count) {
        return new Saved(
                layers.stream()
                        .map(layer -> layer.copied(layer.keys(), slot, count))
                        .toList(),
                layers.stream()
                        .map(layer -> layer.copied(layer.values(), slot, count))
                        .toList());
    }

    /// Begins a slot with the first of some saved positions.
    public void restore(int slot, Saved saved, int count) {
        reserve(slot + 1, count);
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).take(slot, saved.keys().get(i), saved.values().get(i), count);
        }
        lengths[slot] = count;
    }

    /// For a pass over new positions of one slot; the caller then [advances][#advance] it.
    public List<KeysAndValues> one(int slot) {
        return layers.stream().<KeysAndValues>map(layer -> layer.one(slot)).toList();
    }

    /// For a pass over one new position of each of the first slots, under [#mask]; the caller then
    /// [advances][#advance] each.
    ///
    /// @param count how many slots
    public List<KeysAndValues> first(int count) {
        long[] places = IntStream.range(0, count)
                .mapToLong(slot -> (long) slot * positions + lengths[slot])
                .toArray();
        Tensor at = torch.tensor(places).to(options.device(), ScalarType.Long);
        int seen = longest(count) + 1;
        return layers.stream()
                .<KeysAndValues>map(layer -> layer.first(count, at, seen))
                .toList();
    }

    private int longest(int count) {
        return Arrays.stream(lengths, 0, count).max().orElse(0);
    }

    /// What the new positions of the first slots see: all of their own slot, as far as the model
    /// reaches.
    public Mask mask(int count) {
        int seen = longest(count) + 1;
        int reach = config.reach();
        if (seen <= reach && Arrays.stream(lengths, 0, count).allMatch(length -> length + 1 == seen)) {
            return new Mask.Everything();
        }
        float[] bias = new float[count * seen];
        for (int slot = 0; slot < count; slot++) {
            int end = lengths[slot] + 1;
            Arrays.fill(bias, slot * seen, slot * seen + Math.max(0, end - reach), Float.NEGATIVE_INFINITY);
            Arrays.fill(bias, slot * seen + end, (slot + 1) * seen, Float.NEGATIVE_INFINITY);
        }
        return new Mask.Explicit(torch.tensor(bias).view(count, 1, 1, seen));
    }

    /// The first slots for a [RowDecoder]; nothing where the cache is not in f32 on the processor. Good
    /// until room is made.
    ///
    /// @param count how many slots
    public Optional<RowCache> rows(int count) {
        return onHeap ? Optional.of(new Together(count, longest(count) + 1)) : Optional.empty();
    }

    @Override
    public void close() {
        onHeap = false;
        layers.forEach(Layer::free);
        slots = 0;
        positions = 0;
    }

    private final class Together implements RowCache {
        private final int count;
        private final int seen;

        Together(int count, int seen) {
            this.count = count;
            this.seen = seen;
        }

        @Override
        public int length(int row) {
            return lengths[row];
        }

        @Override
        public Mask mask() {
            return count == 1 ? new Mask.Everything() : SlotCache.this.mask(count);
        }

        @Override
        public KeysAndValues.Rows rows(int block) {
            Layer layer = layers.get(block);
            return count == 1 ? layer::one : (keys, values) -> layer.few(keys, values, count, seen);
        }

        @Override
        public void advance() {
            for (int slot = 0; slot < count; slot++) {
                lengths[slot]++;
            }
        }
    }

    /// `[slots, positions, heads, dim]` twice.
    private final class Layer {
        private final List<Tensor> both = new ArrayList<>(2);

        /// The first slot of each, `[1, heads, positions, dim]`.
        private final List<Tensor> firsts = new ArrayList<>(2);

        /// Where the numbers of each lie, on a processor in f32.
        private final List<FloatPointer> numbers = new ArrayList<>(2);

        Tensor keys() {
            return both.get(0);
        }

        Tensor values() {
            return both.get(1);
        }

        void free() {
            both.forEach(Scope::free);
            both.clear();
            firsts.forEach(Scope::free);
            firsts.clear();
            numbers.clear();
        }

        void grow(int newSlots, int newPositions) {
            List<Tensor> old = Stream.concat(both.stream(), firsts.stream()).toList();
            both.clear();
            firsts.clear();
            numbers.clear();
            try (var scope = Scope.open()) {
                for (int i = 0; i < 2; i++) {
                    Tensor larger = torch.zeros(
                            new long[] {newSlots, newPositions, config.keyHeads(), config.headDim()}, options);
                    if (!old.isEmpty()) {
                        larger.narrow(0, 0, slots).narrow(1, 0, positions).copy_(old.get(i));
                    }
                    both.add(scope.release(larger));
                    firsts.add(scope.release(larger.narrow(0, 0, 1).transpose(1, 2)));
                    if (larger.is_cpu() && larger.scalar_type().intern() == ScalarType.Float) {
                        numbers.add(scope.release(larger.data_ptr_float()));
                    }
                }
            }
            old.forEach(Scope::free);
        }

        void move(int from, int to) {
            try (var scope = Scope.open()) {
                for (Tensor each : both) {
                    filled(each, to, lengths[from]).copy_(filled(each, from, lengths[from]));
                }
            }
        }

        private Tensor filled(Tensor all, int slot, int count) {
            return all.select(0, slot).narrow(0, 0, count);
        }

        Tensor copied(Tensor all, int slot, int count) {
            try (var scope = Scope.open()) {
                return scope.release(filled(all, slot, count).clone());
            }
        }

        void take(int slot, Tensor savedKeys, Tensor savedValues, int count) {
            try (var scope = Scope.open()) {
                filled(keys(), slot, count).copy_(savedKeys.narrow(0, 0, count));
                filled(values(), slot, count).copy_(savedValues.narrow(0, 0, count));
            }
        }

        KeysAndValues one(int slot) {
            return (newKeys, newValues) -> {
                int length = lengths[slot];
                int time = Math.toIntExact(newKeys.size(2));
                write(keys(), slot, length, newKeys);
                write(values(), slot, length, newValues);
                return new KeysAndValues.Pair(
                        seen(keys(), slot, 0, length + time), seen(values(), slot, 0, length + time));
            };
        }

        private void write(Tensor all, int slot, int from, Tensor fresh) {
            all.select(0, slot)
                    .narrow(0, from, fresh.size(2))
                    .copy_(fresh.squeeze(0).transpose(0, 1));
        }

        private Tensor seen(Tensor all, int slot, int from, int count) {
            return all.narrow(0, slot, 1).narrow(1, from, count).transpose(1, 2);
        }

        KeysAndValues first(int count, Tensor at, int seen) {
            return (newKeys, newValues) -> new KeysAndValues.Pair(
                    joined(keys(), newKeys, count, at, seen), joined(values(), newValues, count, at, seen));
        }

        private Tensor joined(Tensor all, Tensor fresh, int count, Tensor at, int seen) {
            long[] flat = {(long) slots * positions, config.keyHeads(), config.headDim()};
            Tensor rows = fresh.squeeze(2).to(all.scalar_type());
            all.view(flat).index_copy_(0, at, rows);
            return all.narrow(0, 0, count).narrow(1, 0, seen).transpose(1, 2);
        }

        /// One position of the first slot, whose views are there already.
        KeysAndValues.Pair one(float[] newKeys, float[] newValues) {
            write(newKeys, newValues, 1);
            int first = Math.max(0, lengths[0] + 1 - config.reach());
            int seen = lengths[0] + 1 - first;
            return new KeysAndValues.Pair(
                    firsts.get(0).narrow(2, first, seen), firsts.get(1).narrow(2, first, seen));
        }

        KeysAndValues.Pair few(float[] newKeys, float[] newValues, int count, int seen) {
            write(newKeys, newValues, count);
            return new KeysAndValues.Pair(view(keys(), count, seen), view(values(), count, seen));
        }

        private Tensor view(Tensor all, int count, int seen) {
            return all.narrow(0, 0, count).narrow(1, 0, seen).transpose(1, 2);
        }

        private void write(float[] newKeys, float[] newValues, int count) {
            int width = newKeys.length / count;
            for (int slot = 0; slot < count; slot++) {
                long place = ((long) slot * positions + lengths[slot]) * width;
                numbers.get(0).position(place).put(newKeys, slot * width, width);
                numbers.get(1).position(place).put(newValues, slot * width, width);
            }
        }
    }
}
