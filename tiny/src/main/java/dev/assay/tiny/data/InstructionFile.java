package dev.assay.tiny.data;

import dev.assay.base.Json;
import java.util.List;

/// Instruction rows as lines of JSON in the chat form, with what an evaluator wants to know beside it.
///
/// ```json
/// {"messages":[{"role":"user","content":"..."},{"role":"assistant","content":"Yes"}],"template":"is-a",
///  "synset":"02116752-n","split":"train","answer":"Yes","choices":["Yes","No"]}
/// ```
///
/// (on one line).
public final class InstructionFile {
    private InstructionFile() {}

    private record Message(String role, String content) {}

    private record Row(
            List<Message> messages,
            String template,
            String synset,
            String split,
            String answer,
            List<String> choices) {}

    /// One row with its line feed.
    public static String line(Instruction instruction) {
        Question question = instruction.question();
        var row = new Row(
                List.of(new Message("user", question.prompt()), new Message("assistant", question.answer())),
                question.template().label(),
                instruction.conceptId(),
                instruction.split().label(),
                question.answer(),
                question.choices());
        return Json.line(row) + "\n";
    }
}
