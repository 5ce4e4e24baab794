package dev.assay.lm;

import dev.assay.lm.chat.ChatMessage;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import java.util.ArrayList;
import java.util.List;

/// Writes chats by a model's template.
///
/// @param template of the model
record TemplateFormat(ChatTemplate template) implements ChatFormat {
    /// Stands for the place where the model goes on; from the range that Unicode leaves to private use.
    private static final String HERE = "\uE0F0\uF8E1\uE0F0";

    @Override
    public String render(Prompt.Chat chat) {
        return chat.prefilled() ? open(chat.messages()) : template.render(written(chat.messages()), true);
    }

    /// The last turn without what would end it. Templates trim and search the content, so the end of the content
    /// is marked before and found after.
    private String open(List<Message> messages) {
        Message last = messages.getLast();
        List<ChatMessage> before = written(messages.subList(0, messages.size() - 1));
        List<ChatMessage> marked = new ArrayList<>(before);
        marked.add(new ChatMessage(last.role().word(), last.content() + HERE));
        String text = template.render(marked, false);
        int at = text.lastIndexOf(HERE);
        return at >= 0 ? text.substring(0, at) : template.render(before, true) + last.content();
    }

    private static List<ChatMessage> written(List<Message> messages) {
        return messages.stream()
                .map(message -> new ChatMessage(message.role().word(), message.content()))
                .toList();
    }
}
