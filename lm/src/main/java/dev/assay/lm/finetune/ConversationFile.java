package dev.assay.lm.finetune;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.JsonLines;
import dev.assay.base.Problem;
import dev.assay.model.Message;
import dev.assay.model.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads instruction data, one JSON object a line, in either of the two forms that people have.
///
/// Chat form: `{"messages": [{"role": "user", "content": "..."}, {"role": "assistant", "content": "..."}]}`.
/// Alpaca form: `{"instruction": "...", "input": "...", "output": "..."}`, where `input` may be empty, null or
/// absent. Other keys are allowed and not read. Files may be compressed (`.gz`).
public final class ConversationFile {
    /// Bad lines that are reported together.
    private static final int MOST_PROBLEMS = 20;

    private ConversationFile() {}

    /// All rows of a file.
    ///
    /// @throws AssayException `ASSAY-4070` for rows that are neither form, have an unknown role or an
    ///     empty answer, each with its line; `ASSAY-4071` for a file without rows
    public static List<Conversation> read(Path file) {
        List<Conversation> rows = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, JsonLines.Limits.REPORT_TWENTY)) {
            while (lines.hasNext() && problems.size() < MOST_PROBLEMS) {
                JsonLines.Line line = lines.next();
                int before = problems.size();
                List<Message> messages = messages(line, problems);
                if (problems.size() == before) {
                    rows.add(new Conversation(messages, line.where()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new AssayException(problems);
        }
        if (rows.isEmpty()) {
            throw AssayException.of("ASSAY-4071", "The file has no rows.", file.toString(), "name a file with data");
        }
        return rows;
    }

    private static List<Message> messages(JsonLines.Line line, List<Problem> problems) {
        if (line.node().has("messages")) {
            return chat(line, problems);
        }
        if (line.node().has("instruction")) {
            return alpaca(line, problems);
        }
        problems.add(wrong(line, "", "The row has neither 'messages' nor 'instruction' and 'output'."));
        return List.of();
    }

    private static List<Message> alpaca(JsonLines.Line line, List<Problem> problems) {
        String instruction = text(line, "instruction", problems);
        JsonNode further = line.node().path("input");
        if (!further.isTextual() && !further.isNull() && !further.isMissingNode()) {
            problems.add(wrong(line, "input", "'input' is not a text."));
        }
        String input = further.asText("");
        String output = text(line, "output", problems);
        String question = input.isBlank() ? instruction : instruction + "\n\n" + input;
        return List.of(Message.user(question), Message.assistant(output));
    }

    private static String text(JsonLines.Line line, String field, List<Problem> problems) {
        JsonNode node = line.node().path(field);
        if (!node.isTextual() || node.asText().isBlank()) {
            problems.add(wrong(line, field, "'" + field + "' is " + (node.isTextual() ? "empty" : "not a text") + "."));
            return "";
        }
        return node.asText();
    }

    private static List<Message> chat(JsonLines.Line line, List<Problem> problems) {
        JsonNode rows = line.node().path("messages");
        if (!rows.isArray() || rows.isEmpty()) {
            problems.add(wrong(line, "messages", "'messages' is not a list of at least one message."));
            return List.of();
        }
        int before = problems.size();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            message(line, rows.get(i), "messages[" + i + "]", problems).ifPresent(messages::add);
        }
        if (problems.size() == before && messages.stream().noneMatch(m -> m.role() == Role.ASSISTANT)) {
            problems.add(wrong(line, "messages", "No message is the assistant's, so there is nothing to learn."));
        }
        return messages;
    }

    private static Optional<Message> message(JsonLines.Line line, JsonNode node, String place, List<Problem> problems) {
        Optional<Role> role = role(node.path("role").asText(""));
        String content = node.path("content").asText("");
        if (role.isEmpty()) {
            problems.add(wrong(
                    line,
                    place + ".role",
                    "The role '" + node.path("role").asText("") + "' is not system, user, assistant or tool."));
            return Optional.empty();
        }
        if (!node.path("content").isTextual() || (role.get() == Role.ASSISTANT && content.isBlank())) {
            problems.add(wrong(line, place + ".content", "The message has no text."));
            return Optional.empty();
        }
        return Optional.of(new Message(role.get(), content));
    }

    private static Optional<Role> role(String name) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    private static Problem wrong(JsonLines.Line line, String field, String what) {
        return new Problem(
                "ASSAY-4070",
                what,
                field.isEmpty() ? line.where() : line.where(field),
                "mend the row, or remove it; no row is dropped silently");
    }
}
