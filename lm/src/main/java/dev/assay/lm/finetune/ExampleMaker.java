package dev.assay.lm.finetune;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.lm.chat.ChatMessage;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.chat.QuotedTokens;
import dev.assay.lm.chat.RenderedChat;
import dev.assay.lm.tokenizer.Encoding;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.lm.training.Example;
import dev.assay.model.Message;
import dev.assay.model.Role;
import java.util.ArrayList;
import java.util.List;

/// Turns conversations into tokens, of which only the assistant's count in the loss.
///
/// @param tokenizer of the model
/// @param template  how the model writes a conversation
/// @param length    most tokens that a row may have
public record ExampleMaker(Tokenizer tokenizer, ChatTemplate template, int length) {
    private static final int MOST_PROBLEMS = 20;

    /// The rows as the model sees them, in order.
    ///
    /// @throws AssayException `ASSAY-4074` for rows that are too long, with both counts; none is cut
    public List<Example> examples(List<Conversation> conversations) {
        List<Example> examples = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Conversation conversation : conversations) {
            Example example = example(conversation);
            if (example.ids().length > length && problems.size() < MOST_PROBLEMS) {
                problems.add(tooLong(example));
            }
            examples.add(example);
        }
        if (!problems.isEmpty()) {
            throw new AssayException(problems);
        }
        return examples;
    }

    private Problem tooLong(Example example) {
        return new Problem(
                "ASSAY-4074",
                "The row has " + example.ids().length + " tokens; a sequence holds " + length + ".",
                example.where(),
                "shorten or remove the row, or raise data.length (in a recipe for lm train: data.packed) up to the model's context");
    }

    /// One row. Special tokens that are spelled out are read as such in answers, which may teach them,
    /// and as text in what others say, as when the model is asked.
    public Example example(Conversation conversation) {
        QuotedTokens quoted = QuotedTokens.of(tokenizer);
        List<ChatMessage> messages =
                conversation.messages().stream().map(m -> message(m, quoted)).toList();
        RenderedChat rendered = template.renderAnswers(messages);
        Encoding encoding = quoted.encoding(rendered.text());
        boolean[] learned = rendered.answerTokens(encoding);
        return new Example(encoding.ids(), learned, conversation.where());
    }

    private static ChatMessage message(Message said, QuotedTokens quoted) {
        String content = said.role() == Role.ASSISTANT ? said.content() : quoted.cut(said.content());
        return new ChatMessage(said.role().word(), content);
    }
}
