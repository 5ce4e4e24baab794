package dev.assay.lm.chat;

import dev.assay.base.AssayException;
import dev.assay.lm.chat.RenderedChat.Answer;
import dev.assay.lm.chat.jinja.Rendered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the assistant's answers in a rendered conversation.
final class AnswerSearch {
    private final ChatTemplate template;
    private final List<ChatMessage> messages;
    private final Rendered whole;
    private final Set<String> marks;
    private final String where;

    AnswerSearch(ChatTemplate template, List<ChatMessage> messages, Rendered whole, Set<String> marks, String where) {
        this.template = template;
        this.messages = messages;
        this.whole = whole;
        this.marks = marks;
        this.where = where;
    }

    List<Answer> answers() {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).isAnswer()) {
                places.add(i);
            }
        }
        return whole.generations().size() == places.size() ? marked(places) : searched(places);
    }

    private List<Answer> marked(List<Integer> places) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Rendered.Span span = whole.generations().get(i);
            answers.add(new Answer(places.get(i), span.start(), span.end()));
        }
        return answers;
    }

    private List<Answer> searched(List<Integer> places) {
        List<Answer> answers = new ArrayList<>();
        int covered = 0;
        for (int place : places) {
            Answer answer =
                    byPrefix(place).or(() -> byContent(place)).orElseThrow(() -> ChatRefusal.noSpan(place, where));
            if (answer.start() < covered) {
                throw ChatRefusal.noSpan(place, where);
            }
            covered = answer.end();
            answers.add(answer);
        }
        return answers;
    }

    /// What the text gains when the answer is added to the conversation before it.
    private Optional<Answer> byPrefix(int place) {
        boolean last = place == messages.size() - 1;
        Optional<String> before = tried(messages.subList(0, place), true);
        Optional<String> after = last ? Optional.of(whole.text()) : tried(messages.subList(0, place + 1), false);
        boolean grows = before.isPresent()
                && after.isPresent()
                && whole.text().startsWith(after.get())
                && after.get().startsWith(before.get())
                && after.get().length() > before.get().length();
        return grows
                ? Optional.of(new Answer(
                        place, before.get().length(), end(place, before.get().length(), after.get())))
                : Optional.empty();
    }

    /// White space after the mark that ends a turn is the template's; white space that is the mark itself stays.
    private int end(int place, int start, String after) {
        String answer = after.substring(start);
        String content = messages.get(place).content().strip();
        int said = answer.lastIndexOf(content);
        boolean onlySpaceFollows =
                said >= 0 && answer.substring(said + content.length()).isBlank();
        return onlySpaceFollows
                ? after.length()
                : start + answer.stripTrailing().length();
    }

    /// What changes in the text when the answer's content does, and the special token after it.
    private Optional<Answer> byContent(int place) {
        String stand = standIn(place);
        List<ChatMessage> changed = new ArrayList<>(messages);
        changed.set(place, messages.get(place).withContent(stand));
        Optional<String> other = tried(changed, false).filter(text -> text.indexOf(stand) == text.lastIndexOf(stand));
        int at = other.map(text -> text.indexOf(stand)).orElse(-1);
        if (at < 0) {
            return Optional.empty();
        }
        String before = other.orElseThrow().substring(0, at);
        String after = other.orElseThrow().substring(at + stand.length());
        String text = whole.text();
        boolean stable =
                text.startsWith(before) && text.endsWith(after) && text.length() >= before.length() + after.length();
        int end = text.length() - after.length();
        return stable ? Optional.of(new Answer(place, at, end + markAfter(end))) : Optional.empty();
    }

    /// The length of the special token that follows, with white space before it; 0 if none does.
    private int markAfter(int end) {
        String rest = whole.text().substring(end);
        int space = rest.length() - rest.stripLeading().length();
        return marks.stream()
                .filter(mark -> !mark.isEmpty() && rest.startsWith(mark, space))
                .max(Comparator.comparingInt(String::length))
                .map(mark -> space + mark.length())
                .orElse(0);
    }

    private Optional<String> tried(List<ChatMessage> some, boolean prompt) {
        return tried(template, some, prompt);
    }

    private static Optional<String> tried(ChatTemplate template, List<ChatMessage> some, boolean prompt) {
        try {
            return Optional.of(template.run(some, prompt).text());
        } catch (AssayException refused) {
            return Optional.empty();
        }
    }

    /// A content that no message has.
    private static String standIn(int place) {
        return "\uE000" + place + "\uE001";
    }

    /// The first message, said by neither user nor assistant, that the template leaves out; -1 if there is none.
    static int lost(ChatTemplate template, List<ChatMessage> messages) {
        List<ChatMessage> changed = new ArrayList<>(messages);
        boolean any = false;
        for (int i = 0; i < messages.size(); i++) {
            if (!messages.get(i).isAnswer() && !messages.get(i).role().equals("user")) {
                changed.set(i, messages.get(i).withContent(standIn(i)));
                any = true;
            }
        }
        Optional<String> text = any ? tried(template, changed, false) : Optional.empty();
        for (int i = 0; text.isPresent() && i < messages.size(); i++) {
            boolean stands = !changed.get(i).equals(messages.get(i));
            if (stands && !text.get().contains(standIn(i))) {
                return i;
            }
        }
        return -1;
    }
}
