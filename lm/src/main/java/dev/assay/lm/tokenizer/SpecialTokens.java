package dev.assay.lm.tokenizer;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Which ids begin, end and fill sequences, and how they are put around a text.
///
/// @param bos   begins a sequence
/// @param eos   ends a sequence
/// @param pad   fills a batch
/// @param ends  all ids at which generation should stop
/// @param frame who adds special tokens to a text
record SpecialTokens(OptionalInt bos, OptionalInt eos, OptionalInt pad, Set<Integer> ends, Frame frame) {

    /// Who adds special tokens to a text.
    sealed interface Frame {
        /// The `post_processor` of `tokenizer.json`.
        record Template() implements Frame {}

        /// `add_bos_token` and `add_eos_token` of `tokenizer_config.json`, which overrule the template.
        record Named(OptionalInt first, OptionalInt last) implements Frame {}
    }

    boolean byTemplate() {
        return frame instanceof Frame.Template;
    }

    /// The ids with what the frame adds.
    int[] around(int[] ids, boolean wanted) {
        return wanted && frame instanceof Frame.Named named
                ? joined(named.first(), ids, named.last(), id -> id, id -> id)
                : ids;
    }

    /// The encoding with what the frame adds; `length` is that of the text.
    Encoding around(Encoding encoding, boolean wanted, int length) {
        if (!wanted || !(frame instanceof Frame.Named named)) {
            return encoding;
        }
        return new Encoding(
                around(encoding.ids(), true),
                joined(named.first(), encoding.starts(), named.last(), id -> 0, id -> length),
                joined(named.first(), encoding.ends(), named.last(), id -> 0, id -> length));
    }

    private static int[] joined(
            OptionalInt first, int[] middle, OptionalInt last, IntUnaryOperator ofFirst, IntUnaryOperator ofLast) {
        IntStream before = first.stream().map(ofFirst);
        IntStream after = last.stream().map(ofLast);
        return IntStream.concat(IntStream.concat(before, Arrays.stream(middle)), after)
                .toArray();
    }
}
