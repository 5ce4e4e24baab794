package dev.assay.lm;

import dev.assay.base.AssayException;
import dev.assay.lm.chat.QuotedTokens;
import dev.assay.lm.score.Scorer;
import dev.assay.lm.tokenizer.Encoding;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import java.util.Arrays;

/// Turns prompts into ids: a chat through the chat format, which spells out all special tokens, a text
/// with what the tokenizer puts before a text.
///
/// A special token that a message of a chat spells out is read as ordinary text; one that a text spells
/// out is the token.
///
/// @param tokenizer of the model
/// @param format    of its chats
/// @param quoted    keeps what messages spell out from being special
public record PromptIds(Tokenizer tokenizer, ChatFormat format, QuotedTokens quoted) {
    /// For a tokenizer's special tokens.
    public PromptIds(Tokenizer tokenizer, ChatFormat format) {
        this(tokenizer, format, QuotedTokens.of(tokenizer));
    }

    /// The ids after which an answer begins; at least one.
    ///
    /// @throws AssayException `ASSAY-4061` if there is none and the tokenizer has no token to begin
    ///     with
    public int[] of(Prompt prompt) {
        int[] ids = encoded(text(prompt), prompt instanceof Prompt.Text).ids();
        return ids.length == 0 ? begun(ids) : ids;
    }

    /// A prompt and a text that joins it, parted before the first token that reaches past the prompt.
    ///
    /// @throws AssayException as [#of(Prompt)]
    Scorer.Item with(Prompt prompt, String continuation) {
        String before = text(prompt);
        int border = before.length();
        Encoding all = encoded(before + continuation, prompt instanceof Prompt.Text);
        int first = 0;
        while (first < all.size() && all.ends()[first] <= border) {
            first++;
        }
        int[] context = Arrays.copyOf(all.ids(), first);
        return new Scorer.Item(first == 0 ? begun(context) : context, Arrays.copyOfRange(all.ids(), first, all.size()));
    }

    private String text(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text(String text) -> text;
            case Prompt.Chat chat -> format.render(cut(chat));
        };
    }

    private Prompt.Chat cut(Prompt.Chat chat) {
        return new Prompt.Chat(chat.messages().stream()
                .map(message -> new Message(message.role(), quoted.cut(message.content())))
                .toList());
    }

    private Encoding encoded(String text, boolean framed) {
        Encoding all = framed ? tokenizer.encoding(text, true) : quoted.encoding(text);
        // What a tokenizer adds after a text would say that it has ended.
        int size = all.size();
        while (size > 0 && all.starts()[size - 1] == all.ends()[size - 1] && !begins(all, size - 1)) {
            size--;
        }
        return new Encoding(
                Arrays.copyOf(all.ids(), size), Arrays.copyOf(all.starts(), size), Arrays.copyOf(all.ends(), size));
    }

    private boolean begins(Encoding all, int place) {
        return place == 0
                && tokenizer.bos().isPresent()
                && all.ids()[0] == tokenizer.bos().getAsInt();
    }

    private int[] begun(int[] ids) {
        int first = tokenizer
                .bos()
                .orElseGet(() -> tokenizer
                        .eos()
                        .orElseThrow(() -> AssayException.of(
                                "ASSAY-4061",
                                "The prompt is empty, and the tokenizer names no token to begin with.",
                                "prompt",
                                "begin with at least one character")));
        int[] begun = new int[ids.length + 1];
        begun[0] = first;
        System.arraycopy(ids, 0, begun, 1, ids.length);
        return begun;
    }
}
