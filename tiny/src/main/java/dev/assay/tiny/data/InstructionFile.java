package dev.assay.tiny.data;

import dev.assay.base.Json;
import java.util.List;
import java.util.stream.Stream;

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

    private static List<Message> messages(Instruction instruction) {
        return Stream.concat(Stream.of(instruction.question()), instruction.further().stream())
                .flatMap(q -> Stream.of(new Message("user", q.prompt()), new Message("assistant", q.answer())))
                .toList();
    }

    /// One row with its line feed.
    public static String line(Instruction instruction) {
        Question question = instruction.question();
        var row = new Row(
                messages(instruction),
                question.template().label(),
                instruction.conceptId(),
                instruction.split().label(),
                question.answer(),
                question.choices());
        return Json.line(row) + "\n";
    }
}
