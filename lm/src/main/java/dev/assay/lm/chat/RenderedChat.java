package dev.assay.lm.chat;

import dev.assay.lm.tokenizer.Encoding;
import java.util.List;

/// A conversation as text, and where in it the assistant speaks.
///
/// Special tokens are part of the text: encode it without adding any (`encode(text, false)`).
///
/// @param text    the text
/// @param answers what the assistant says, in order, without overlap
public record RenderedChat(String text, List<Answer> answers) {
    public RenderedChat {
        answers = List.copyOf(answers);
    }

    /// One answer, with the mark that ends the assistant's turn.
    ///
    /// @param message which message it is, from 0
    /// @param start   where it begins in the text, in UTF-16 units
    /// @param end     one past its end
    public record Answer(int message, int start, int end) {}

    /// Which tokens belong to an answer; a token that only reaches into one belongs to it.
    ///
    /// @param encoding the encoding of [#text()]
    public boolean[] answerTokens(Encoding encoding) {
        boolean[] mask = new boolean[encoding.size()];
        for (int i = 0; i < mask.length; i++) {
            int token = i;
            mask[i] = answers.stream().anyMatch(answer -> encoding.touches(token, answer.start(), answer.end()));
        }
        return mask;
    }
}
