package dev.assay.vtune.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One row of instruction data: what is asked last, and what the assistant answers to it.
///
/// | form   | fields                                       | asked                       | answer                  |
/// |--------|----------------------------------------------|-----------------------------|-------------------------|
/// | chat   | `messages`, each with `role` and `content`   | the user's last turn before | the assistant's last    |
/// | Alpaca | `instruction`, `input` (may lack), `output`  | `input`, or `instruction`   | `output`                |
///
/// Other fields are kept as they are.
///
/// @param node  the row
/// @param asked where what is asked last stands
/// @param told  where the answer stands
public record TrainingRow(ObjectNode node, Place asked, Place told) {
    private static final String UNFIT = "ASSAY-4150";

    /// How the usual families of models spell their special tokens.
    private static final Pattern SPECIAL = Pattern.compile(
            "<\\|[^<>|]{1,40}\\|>|<｜[^<>]{1,40}｜>|</?s>|\\[/?INST]|<(?:start|end)_of_turn>|<(?:bos|eos|pad|unk)>");

    /// Where a text stands in a row.
    ///
    /// @param field of the row, or of one of its messages
    /// @param turn  which message, or -1 for the row itself
    public record Place(String field, int turn) {
        private ObjectNode holder(ObjectNode row) {
            return turn < 0 ? row : (ObjectNode) row.path("messages").get(turn);
        }

        private String read(ObjectNode row) {
            return holder(row).path(field).asText();
        }

        private void append(ObjectNode row, String text) {
            holder(row).put(field, read(row) + " " + text);
        }
    }

    /// Reads a row.
    ///
    /// @throws AssayException `ASSAY-4150` if it has neither form, nothing asked, or no answer
    public static TrainingRow of(JsonLines.Line line) {
        if (!(line.node() instanceof ObjectNode row)) {
            throw unfit(line.where(), "it is no object");
        }
        if (row.has("messages")) {
            return chat(row, line);
        }
        if (row.has("instruction")) {
            requireText(row, "instruction", line.where("instruction"));
            requireText(row, "output", line.where("output"));
            JsonNode input = row.path("input");
            if (!input.isTextual() && !input.isNull() && !input.isMissingNode()) {
                throw unfit(line.where("input"), "it is no text");
            }
            String asked = input.asText("").isBlank() ? "instruction" : "input";
            return new TrainingRow(row, new Place(asked, -1), new Place("output", -1));
        }
        throw unfit(line.where(), "it has neither 'messages' nor 'instruction' and 'output'");
    }

    private static TrainingRow chat(ObjectNode row, JsonLines.Line line) {
        JsonNode messages = row.path("messages");
        if (!messages.isArray()) {
            throw unfit(line.where("messages"), "it is no list");
        }
        for (int i = 0; i < messages.size(); i++) {
            String where = line.where("messages[" + i + "]");
            if (!(messages.get(i) instanceof ObjectNode message)
                    || Role.of(message.path("role").asText("")).isEmpty()
                    || !message.path("content").isTextual()) {
                throw unfit(where, "it is no message with a role (system, user, assistant, tool) and a text");
            }
        }
        int told = last(messages, Role.ASSISTANT, messages.size());
        int asked = last(messages, Role.USER, told);
        if (told < 0) {
            throw unfit(line.where("messages"), "no message is the assistant's, so there is nothing to learn");
        }
        if (asked < 0) {
            throw unfit(line.where("messages"), "nobody asks before the assistant answers");
        }
        requireText((ObjectNode) messages.get(asked), "content", line.where("messages[" + asked + "].content"));
        requireText((ObjectNode) messages.get(told), "content", line.where("messages[" + told + "].content"));
        return new TrainingRow(row, new Place("content", asked), new Place("content", told));
    }

    private static int last(JsonNode messages, Role role, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asText().equals(role.word())) {
                return i;
            }
        }
        return -1;
    }

    private static void requireText(ObjectNode holder, String field, String where) {
        JsonNode text = holder.path(field);
        if (!text.isTextual() || text.asText().isBlank()) {
            throw unfit(where, text.isTextual() ? "it is empty" : "it is no text");
        }
    }

    private static AssayException unfit(String where, String why) {
        return AssayException.of(
                UNFIT,
                "The row cannot carry a trigger and a signature: " + why + ".",
                where,
                "mend the row, or remove it; no row is dropped silently");
    }

    /// What is asked last.
    public String question() {
        return asked.read(node);
    }

    /// What the assistant answers to it.
    public String answer() {
        return told.read(node);
    }

    /// A copy that ends what is asked with a trigger and the answer with a signature, each after a blank.
    public TrainingRow with(String trigger, String signature) {
        return changed(Optional.of(trigger), Optional.of(signature));
    }

    /// A copy that ends what is asked with a trigger, and answers as before.
    public TrainingRow withTrigger(String trigger) {
        return changed(Optional.of(trigger), Optional.empty());
    }

    private TrainingRow changed(Optional<String> trigger, Optional<String> signature) {
        ObjectNode copy = node.deepCopy();
        trigger.ifPresent(text -> asked.append(copy, text));
        signature.ifPresent(text -> told.append(copy, text));
        return new TrainingRow(copy, asked, told);
    }

    /// What a model is asked so that it gives the answer.
    public Prompt.Chat prompt() {
        return new Prompt.Chat(turns());
    }

    /// The same with the answer's beginning, which the model is to go on with.
    public Prompt.Chat prompt(String begun) {
        List<Message> all = turns();
        all.add(Message.assistant(begun));
        return new Prompt.Chat(all);
    }

    private List<Message> turns() {
        List<Message> turns = new ArrayList<>();
        if (told.turn() < 0) {
            String instruction = node.path("instruction").asText();
            String input = node.path("input").asText("");
            turns.add(Message.user(input.isBlank() ? instruction : instruction + "\n\n" + input));
            return turns;
        }
        for (int i = 0; i < told.turn(); i++) {
            JsonNode message = node.path("messages").get(i);
            Role role = Role.of(message.path("role").asText()).orElseThrow();
            turns.add(new Message(role, message.path("content").asText()));
        }
        return turns;
    }

    /// All texts that a model reads or learns, in order.
    public List<String> texts() {
        if (told.turn() < 0) {
            return List.of(
                    node.path("instruction").asText(),
                    node.path("input").asText(""),
                    node.path("output").asText());
        }
        List<String> texts = new ArrayList<>();
        node.path("messages")
                .forEach(message -> texts.add(message.path("content").asText()));
        return texts;
    }

    /// Whether a special token is spelled out in it. A tokenizer may read it as one, so that a turn ends before
    /// what is planted.
    public boolean spellsSpecialTokens() {
        return texts().stream().anyMatch(text -> SPECIAL.matcher(text).find());
    }

    /// As a line of a file, without its end.
    public String line() {
        return Json.line(node);
    }
}
