package dev.assay.lm.generate;

import dev.assay.base.AssayException;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.Input;
import dev.assay.lm.family.Masks;
import dev.assay.lm.family.RowCache;
import dev.assay.lm.family.RowDecoder;
import dev.assay.lm.family.SlotCache;
import dev.assay.nn.Pass;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Sequences that are generated together and join and leave between steps: continuous batching.
///
/// A step reads a piece of the prompts of those that join, then gives each of the others one more
/// token. A sequence's numbers depend on its own prompt, sampling and seed alone, up to rounding. For
/// the thread that made it, whose scope at that time outlives it.
///
/// Source: Yu et al., "Orca: A Distributed Serving System for Transformer-Based Generative Models"
/// (2022), section 3.1.
public final class RunningBatch implements AutoCloseable {
    /// So many tokens of prompts are read between two steps of the others, so that they do not wait for
    /// a long one.
    private static final int PROMPT_TOKENS = 256;

    /// Beyond so many sequences the engine's own way is as fast.
    private static final int MOST_ROWS = 64;

    private final Generator generator;
    private final Decoder decoder;
    private final SlotCache cache;
    private final PrefixCache prefixes;
    private final Optional<RowDecoder> rows;
    private final int most;
    private final Optional<Heap.Written> logits;
    private final Deque<Member> joining = new ArrayDeque<>();

    /// Those beyond their prompt; the place of each is its slot. The first of those that join has the
    /// slot after them.
    private final List<Member> members = new ArrayList<>();

    /// An empty batch.
    ///
    /// @param generator the decoder, its tokenizer and the ids that end a sequence; its processors come
    ///     before a sequence's own
    /// @param prefixes  which this batch closes in the end
    /// @param sequences that there will be at a time, about
    public RunningBatch(Generator generator, PrefixCache prefixes, int sequences) {
        this.generator = generator;
        this.decoder = generator.decoder();
        this.prefixes = prefixes;
        this.cache = new SlotCache(decoder.config(), decoder.tokens().weight());
        try (var ignored = new InferenceMode(true)) {
            this.most = Math.clamp(sequences, 1, MOST_ROWS);
            this.rows = RowDecoder.of(decoder, most);
            this.logits = rows.map(ready ->
                    Heap.written(ScalarType.Float, most, decoder.config().vocabulary()));
        }
    }

    /// Takes a sequence in at the next step.
    ///
    /// @throws AssayException as [Generator#requireRoom], and then nothing is told of it
    public void join(SequenceRequest request) {
        generator.requireRoom(request.prompt(), "prompt");
        joining.add(new Member(request));
    }

    /// How many sequences there are.
    public int size() {
        return joining.size() + members.size();
    }

    /// Memory of what is remembered of earlier sequences.
    public long prefixBytes() {
        return prefixes.bytes();
    }

    /// Does one step, if there is anything to do.
    public void step() {
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            dropCancelled();
            int left = PROMPT_TOKENS;
            while (left > 0 && !joining.isEmpty()) {
                left -= read(joining.getFirst(), left);
            }
            write();
        }
    }

    /// Ends all sequences where they are.
    public void stop() {
        Stream.of(joining, members).flatMap(Collection::stream).forEach(Member::stop);
        joining.clear();
        members.clear();
    }

    /// Tells all sequences that there will be no answer, and forgets them.
    public void fail(RuntimeException cause) {
        Stream.of(joining, members).flatMap(Collection::stream).forEach(member -> member.failed(cause));
        joining.clear();
        members.clear();
    }

    @Override
    public void close() {
        stop();
        prefixes.close();
        cache.close();
    }

    private void dropCancelled() {
        for (int slot = members.size() - 1; slot >= 0; slot--) {
            if (members.get(slot).cancelled()) {
                members.get(slot).stop();
                leave(slot);
            }
        }
        for (Iterator<Member> each = joining.iterator(); each.hasNext(); ) {
            Member member = each.next();
            if (member.cancelled()) {
                member.stop();
                each.remove();
            }
        }
    }

    /// Reads at most so many tokens of a prompt, and says how many.
    private int read(Member member, int most) {
        int slot = members.size();
        int[] prompt = member.request.prompt();
        if (!member.begun) {
            cache.truncate(slot, 0);
            member.begin(prefixes.restore(prompt, cache, slot));
        }
        int from = cache.length(slot);
        if (from == prompt.length - 1 && !member.request.observed()) {
            // The last token goes with those of the others.
            joining.removeFirst();
            member.tellBegun(Optional.empty());
            members.add(member);
            return 1;
        }
        int time = Math.min(most, prompt.length - from);
        cache.reserve(slot + 1, from + time);
        Tensor ids = ids(Arrays.copyOfRange(prompt, from, from + time)).view(1, time);
        Input input = new Input(
                ids,
                Optional.empty(),
                from,
                Masks.padded(time, from, new int[1], decoder.config().slidingWindow()),
                cache.one(slot));
        Tensor hidden = decoder.hidden(input, Pass.inference());
        cache.advance(slot, time);
        if (from + time == prompt.length) {
            joining.removeFirst();
            prefixes.keep(prompt, cache, slot);
            begin(member, hidden.narrow(1, time - 1L, 1));
        }
        return time;
    }

    private void begin(Member member, Tensor state) {
        member.tellBegun(member.request.observed() ? Optional.of(Heap.numbers(state)) : Optional.empty());
        members.add(member);
        Tensor logits = decoder.head().forward(state, Pass.inference());
        take(List.of(member), logits.view(1, logits.size(-1)));
    }

    /// Gives each sequence one more token.
    private void write() {
        int count = members.size();
        if (count == 0) {
            return;
        }
        int longest = IntStream.range(0, count).map(cache::length).max().orElse(0);
        cache.reserve(count, longest + 1);
        Optional<RowCache> few = count <= most && rows.isPresent() ? cache.rows(count) : Optional.empty();
        int[] last = members.stream().mapToInt(member -> member.row.last()).toArray();
        if (few.isPresent()) {
            float[] all = rows.orElseThrow().logits(last, few.get());
            Heap.Written written = logits.orElseThrow();
            written.write(all);
            take(List.copyOf(members), all, normalisers(written.first(count)));
        } else {
            take(List.copyOf(members), together(last));
        }
    }

    /// The logits after the last token of each, `[count, vocabulary]`.
    private Tensor together(int[] last) {
        int count = last.length;
        Tensor ids = ids(last);
        Tensor positions = ids(IntStream.range(0, count).map(cache::length).toArray());
        Input input = new Input(
                ids.view(count, 1), Optional.of(positions.view(count, 1)), 0, cache.mask(count), cache.first(count));
        Tensor hidden = decoder.hidden(input, Pass.inference());
        for (int slot = 0; slot < count; slot++) {
            cache.advance(slot, 1);
        }
        Tensor logits = decoder.head().forward(hidden, Pass.inference());
        return logits.view(count, logits.size(-1));
    }

    private Tensor ids(int[] values) {
        Tensor ids = torch.tensor(Arrays.stream(values).asLongStream().toArray());
        Tensor weight = decoder.tokens().weight();
        return weight.is_cpu() ? ids : ids.to(weight.device(), ScalarType.Long);
    }

    /// Lets the last members choose from their logits, one row each.
    private void take(List<Member> some, Tensor logits) {
        Tensor whole = logits.to(ScalarType.Float);
        take(some, Heap.numbers(whole), normalisers(whole));
    }

    /// As [Logits#logSumExp()] of each row. The engine's log-softmax is one pass over the numbers where
    /// its log-sum-exp is several.
    private static float[] normalisers(Tensor logits) {
        Tensor first = logits.narrow(-1, 0, 1);
        return Heap.numbers(first.sub(torch.log_softmax(logits, -1).narrow(-1, 0, 1)));
    }

    private void take(List<Member> some, float[] all, float[] normalisers) {
        int width = all.length / some.size();
        for (int i = 0; i < some.size(); i++) {
            advance(some.get(i), all, i * width, width, normalisers[i]);
        }
        for (int slot = members.size() - 1; slot >= 0; slot--) {
            leaveIfFinished(slot);
        }
    }

    private void advance(Member member, float[] all, int first, int width, double normaliser) {
        try {
            double known = Double.isFinite(normaliser)
                    ? normaliser
                    : new Logits(Arrays.copyOfRange(all, first, first + width)).logSumExp();
            member.advance(all, first, width, known);
        } catch (RuntimeException e) {
            // What a sequence asks for must not end the others.
            member.failed(e);
        }
    }

    private void leaveIfFinished(int slot) {
        Member member = members.get(slot);
        if (member.finished()) {
            prefixes.keep(member.ids(), cache, slot);
            leave(slot);
        }
    }

    /// The last takes the place that becomes free, and who joins the one after.
    private void leave(int slot) {
        int last = members.size() - 1;
        if (slot != last) {
            cache.move(last, slot);
            members.set(slot, members.get(last));
        }
        cache.truncate(last, 0);
        members.remove(last);
        if (!joining.isEmpty() && joining.getFirst().begun) {
            cache.move(last + 1, last);
        }
    }

    private final class Member {
        private final SequenceRequest request;
        private final List<LogitProcessor> processors;
        private final Row row;
        private final StringBuilder text = new StringBuilder();
        private int told;
        private int cached;
        private boolean begun;
        private boolean failed;

        Member(SequenceRequest request) {
            this.request = request;
            this.processors = Stream.concat(generator.processors().stream(), request.processors().stream())
                    .toList();
            int[] prompt = request.prompt();
            int room = Math.min(request.sampling().maxTokens(), decoder.config().context() - prompt.length);
            Sampler sampler = new Sampler(
                    request.sampling(), Generator.randomness(request.sampling()).numbers());
            row = new Row(
                    0,
                    prompt,
                    room,
                    request.sampling(),
                    generator.tokenizer(),
                    generator.ends(),
                    sampler,
                    (i, piece) -> {
                        text.append(piece);
                        return true;
                    });
        }

        boolean cancelled() {
            return request.cancelled().getAsBoolean();
        }

        boolean finished() {
            return failed || row.finished();
        }

        int[] ids() {
            int[] all = new int[row.length()];
            Arrays.setAll(all, row::at);
            return all;
        }

        void begin(int remembered) {
            begun = true;
            cached = remembered;
        }

        void tellBegun(Optional<float[]> seen) {
            request.events().accept(new SequenceEvent.Began(cached, seen));
        }

        void advance(float[] all, int first, int width, double normaliser) {
            row.advance(all, first, width, normaliser, processors);
            tell();
            if (row.finished()) {
                request.events().accept(new SequenceEvent.Ended(row.result()));
            }
        }

        private void tell() {
            List<SequenceEvent.Token> tokens = new ArrayList<>();
            while (told < row.count()) {
                tokens.add(row.token(told++));
            }
            if (!tokens.isEmpty() || !text.isEmpty()) {
                request.events().accept(new SequenceEvent.Wrote(text.toString(), tokens));
                text.setLength(0);
            }
        }

        void stop() {
            if (!finished()) {
                row.stop();
                tell();
                request.events().accept(new SequenceEvent.Ended(row.result()));
            }
        }

        void failed(RuntimeException cause) {
            if (!finished()) {
                failed = true;
                request.events().accept(new SequenceEvent.Failed(cause));
            }
        }
    }
}
