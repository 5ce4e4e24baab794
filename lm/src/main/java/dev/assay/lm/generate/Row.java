package dev.assay.lm.generate;

import dev.assay.lm.tokenizer.StreamingDecoder;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.model.FinishReason;
import dev.assay.model.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One sequence that is being generated.
final class Row implements LogitProcessor.Sequence {
    private static final String WORD = "a";

    private final int index;
    private final int[] prompt;
    private final int room;
    private final Sampling sampling;
    private final Set<Integer> ends;
    private final Sampler sampler;
    private final GenerationListener listener;
    private final StreamingDecoder decoder;
    private final StringBuilder text = new StringBuilder();
    private int told;
    private int[] ids = new int[64];
    private int count;
    private final List<Double> logProbabilities = new ArrayList<>();
    private final List<Generated.TopTokens> top = new ArrayList<>();
    private Optional<FinishReason> finish = Optional.empty();

    Row(
            int index,
            int[] prompt,
            int room,
            Sampling sampling,
            Tokenizer tokenizer,
            Set<Integer> ends,
            Sampler sampler,
            GenerationListener listener) {
        this.ends = ends;
        this.index = index;
        this.prompt = prompt;
        this.room = room;
        this.sampling = sampling;
        this.sampler = sampler;
        this.listener = listener;
        this.decoder = stream(tokenizer, prompt);
    }

    /// Some tokenizers drop the space before the first word of a text; an answer is not the first word
    /// where the prompt has one.
    private static StreamingDecoder stream(Tokenizer tokenizer, int[] prompt) {
        StreamingDecoder begun = tokenizer.stream(true);
        if (Arrays.stream(prompt).allMatch(id -> tokenizer.specialIds().contains(id))) {
            return begun;
        }
        String first = Arrays.stream(tokenizer.encode(WORD, false))
                .mapToObj(begun::push)
                .collect(Collectors.joining());
        return first.equals(WORD) ? begun : tokenizer.stream(true);
    }

    @Override
    public int length() {
        return prompt.length + count;
    }

    @Override
    public int at(int place) {
        return place < prompt.length ? prompt[place] : ids[place - prompt.length];
    }

    boolean finished() {
        return finish.isPresent();
    }

    /// The id that goes into the model next.
    int last() {
        return at(length() - 1);
    }

    /// Chooses the next token from its logits and takes it in.
    ///
    /// @param all        where the logits stand; they stay as they are
    /// @param first      the place of the first of them
    /// @param width      how many there are
    /// @param normaliser see [Logits#logSumExp()]
    void advance(float[] all, int first, int width, double normaliser, List<LogitProcessor> processors) {
        float[] logits = Arrays.copyOfRange(all, first, first + width);
        for (LogitProcessor processor : processors) {
            processor.process(this, prompt.length, logits);
        }
        int id = sampler.choose(this, prompt.length, logits);
        if (ends.contains(id)) {
            end(FinishReason.STOP);
            return;
        }
        append(id);
        logProbabilities.add(all[first + id] - normaliser);
        if (sampling.topLogprobs() > 0) {
            Logits own = new Logits(Arrays.copyOfRange(all, first, first + width));
            top.add(own.top(sampling.topLogprobs(), normaliser));
        }
        text.append(decoder.push(id));
        if (stopsAt() >= 0) {
            text.setLength(stopsAt());
            end(FinishReason.STOP_STRING);
        } else if (count >= room) {
            end(FinishReason.LENGTH);
        } else {
            tell(false);
        }
    }

    private void append(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    /// Where the earliest stop string begins, or -1.
    private int stopsAt() {
        int earliest = -1;
        for (String stop : sampling.stop()) {
            int at = text.indexOf(stop, Math.max(0, told - stop.length()));
            if (at >= 0 && (earliest < 0 || at < earliest)) {
                earliest = at;
            }
        }
        return earliest;
    }

    private void end(FinishReason reason) {
        finish = Optional.of(reason);
        if (reason != FinishReason.STOP_STRING) {
            text.append(decoder.finish());
            if (stopsAt() >= 0) {
                text.setLength(stopsAt());
                finish = Optional.of(FinishReason.STOP_STRING);
            }
        }
        tell(true);
    }

    /// Tells the listener what can no longer become part of a stop string.
    private void tell(boolean all) {
        int safe = all ? text.length() : text.length() - held();
        if (safe > told) {
            String piece = text.substring(told, safe);
            told = safe;
            if (!listener.text(index, piece) && finish.isEmpty()) {
                text.setLength(told);
                finish = Optional.of(FinishReason.OTHER);
            }
        }
    }

    /// How many characters at the end may be the beginning of a stop string.
    private int held() {
        int longest = 0;
        for (String stop : sampling.stop()) {
            for (int length = Math.min(stop.length() - 1, text.length()); length > longest; length--) {
                if (stop.startsWith(text.substring(text.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    /// Ends it before its end.
    void stop() {
        if (!finished()) {
            end(FinishReason.OTHER);
        }
    }

    /// How many tokens were chosen.
    int count() {
        return count;
    }

    /// A chosen token.
    SequenceEvent.Token token(int place) {
        return new SequenceEvent.Token(
                ids[place],
                logProbabilities.get(place),
                top.isEmpty() ? Optional.empty() : Optional.of(top.get(place)));
    }

    Generated result() {
        return new Generated(
                Arrays.copyOf(ids, count),
                text.toString(),
                logProbabilities.stream().mapToDouble(Double::doubleValue).toArray(),
                top.toArray(Generated.TopTokens[]::new),
                finish.orElse(FinishReason.LENGTH));
    }
}
