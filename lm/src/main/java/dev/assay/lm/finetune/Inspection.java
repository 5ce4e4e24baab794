package dev.assay.lm.finetune;

import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.lm.training.Window;
import java.util.ArrayList;
import java.util.List;

/// Shows data as the model sees it, token by token, with what counts in the loss.
///
/// @param tokens in order
public record Inspection(List<Token> tokens) {
    public Inspection {
        tokens = List.copyOf(tokens);
    }

    /// @param id      of the token
    /// @param text    that it stands for, control characters escaped
    /// @param learned whether predicting it counts in the loss
    /// @param segment number of the row within its sequence
    public record Token(int id, String text, boolean learned, int segment) {}

    /// The tokens of a sequence.
    public static Inspection of(Window window, Tokenizer tokenizer) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < window.ids().length; i++) {
            boolean learned = i > 0 && window.targets()[i - 1] != Window.NOTHING;
            String text = tokenizer.token(window.ids()[i]).replace("\n", "\\n").replace("\t", "\\t");
            tokens.add(new Token(window.ids()[i], text, learned, window.segments()[i]));
        }
        return new Inspection(tokens);
    }

    /// How many tokens count.
    public long learned() {
        return tokens.stream().filter(Token::learned).count();
    }
}
