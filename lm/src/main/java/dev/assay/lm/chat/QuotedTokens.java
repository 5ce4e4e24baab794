package dev.assay.lm.chat;

import dev.assay.lm.tokenizer.Encoding;
import dev.assay.lm.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Keeps special tokens that somebody spells out in a message from being read as such.
///
/// A tokenizer reads `<|im_end|>` as the end of a turn wherever it stands. Where users write it, their
/// text could go on as the system's. So the spelling is [cut][#cut] before a chat is rendered, and the
/// rendered text is [encoded][#encoding] from cut to cut: the model sees the same characters as
/// ordinary text.
public final class QuotedTokens {
    /// Stands where a spelling is cut; from the range that Unicode leaves to private use.
    private static final String CUT = "\uE0F1\uF8E2\uE0F1";

    private final Tokenizer tokenizer;
    private final List<String> spellings;

    private QuotedTokens(Tokenizer tokenizer, List<String> spellings) {
        this.tokenizer = tokenizer;
        this.spellings = spellings;
    }

    /// Of a tokenizer's special tokens, and those that end an answer.
    public static QuotedTokens of(Tokenizer tokenizer) {
        Set<String> all = new TreeSet<>();
        Stream.of(tokenizer.specialIds(), tokenizer.endIds())
                .flatMap(Set::stream)
                .map(tokenizer::token)
                .filter(token -> token.codePointCount(0, token.length()) > 1)
                .forEach(all::add);
        return new QuotedTokens(tokenizer, List.copyOf(all));
    }

    /// The content of a message with a cut in each special token that is spelled out in it.
    public String cut(String content) {
        if (spellings.stream().noneMatch(content::contains)) {
            return content;
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0, next; at < content.length(); at = next) {
            next = content.offsetByCodePoints(at, 1);
            text.append(content, at, next);
            int here = at;
            // Every place where a spelling begins is cut, so that none is left, whichever a tokenizer prefers.
            if (spellings.stream().anyMatch(spelling -> content.startsWith(spelling, here))) {
                text.append(CUT);
            }
        }
        return text.toString();
    }

    /// The ids of a rendered chat, without any that the tokenizer adds around texts.
    ///
    /// @param rendered with the cuts of its messages; spans count its characters, those of the cuts
    ///     among them
    public Encoding encoding(String rendered) {
        int cut = rendered.indexOf(CUT);
        Encoding first = tokenizer.encoding(cut < 0 ? rendered : rendered.substring(0, cut), false);
        if (cut < 0) {
            return first;
        }
        List<Encoding> pieces = new ArrayList<>(List.of(first));
        while (cut >= 0) {
            int from = cut + CUT.length();
            cut = rendered.indexOf(CUT, from);
            pieces.add(after(rendered.substring(from, cut < 0 ? rendered.length() : cut), from));
        }
        return joined(pieces);
    }

    /// What follows a cut, read as what follows a special token: many tokenizers put a blank before
    /// what begins a text, and this does not begin one.
    private Encoding after(String piece, int from) {
        String before = spellings.isEmpty() ? "" : spellings.getFirst();
        Encoding all = tokenizer.encoding(before + piece, false);
        int[] kept = IntStream.range(0, all.size())
                .filter(i -> all.ends()[i] > before.length())
                .toArray();
        int shift = from - before.length();
        return new Encoding(
                IntStream.of(kept).map(i -> all.ids()[i]).toArray(),
                IntStream.of(kept)
                        .map(i -> Math.max(from, all.starts()[i] + shift))
                        .toArray(),
                IntStream.of(kept).map(i -> all.ends()[i] + shift).toArray());
    }

    private static Encoding joined(List<Encoding> pieces) {
        return new Encoding(
                joined(pieces, Encoding::ids), joined(pieces, Encoding::starts), joined(pieces, Encoding::ends));
    }

    private static int[] joined(List<Encoding> pieces, Function<Encoding, int[]> column) {
        return pieces.stream().map(column).flatMapToInt(IntStream::of).toArray();
    }
}
