package dev.assay.tiny.data;

import dev.assay.base.AssayException;
import dev.assay.base.Checks;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Questions as lines of JSON, and back.
///
/// ```json
/// {"template":"is-a","prompt":"Is a poodle (...) a kind of animal?","choices":["Yes","No"],"answer":"Yes"}
/// ```
public final class QuestionFile {
    private QuestionFile() {}

    /// A line as it is written.
    private record Row(String template, String prompt, List<String> choices, String answer) {}

    private record Message(String role, String content) {}

    /// A line as it is read: a question, or an instruction whose user turn is the question.
    private record Line(
            String template,
            Optional<String> prompt,
            Optional<List<Message>> messages,
            Optional<String> synset,
            Optional<String> split,
            List<String> choices,
            String answer) {
        String question() {
            return prompt.or(() -> messages.flatMap(turns -> turns.stream()
                            .filter(turn -> turn.role().equals("user"))
                            .map(Message::content)
                            .findFirst()))
                    .orElse("");
        }
    }

    /// Reads a file of questions, or of instructions as [InstructionFile] writes them.
    ///
    /// @throws AssayException `ASSAY-4001`, `ASSAY-4003` or `ASSAY-4004` if it cannot be read or a line is no
    ///     question at all, `ASSAY-4082` with every line whose template, prompt or answer is wrong
    public static List<Question> read(Path file) {
        var questions = new ArrayList<Question>();
        var checks = new Checks();
        try (JsonLines lines = JsonLines.open(file)) {
            lines.forEachRemaining(line -> add(line.to(Line.class), line.where(), questions, checks));
        }
        checks.throwIfAny();
        return List.copyOf(questions);
    }

    /// Reads the text of such a file.
    ///
    /// @param source what a problem names as its place
    /// @throws AssayException as [#read]
    static List<Question> parse(String text, String source) {
        var questions = new ArrayList<Question>();
        var checks = new Checks();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String where = source + ", line " + number;
            add(Json.parse(line, where, Line.class), where, questions, checks);
        }
        checks.throwIfAny();
        return List.copyOf(questions);
    }

    /// The text of a file with these questions, one on each line.
    public static String text(List<Question> questions) {
        return questions.stream().map(QuestionFile::line).collect(Collectors.joining());
    }

    private static String line(Question question) {
        var row = new Row(question.template().label(), question.prompt(), question.choices(), question.answer());
        return Json.line(row) + "\n";
    }

    private static void add(Line row, String where, List<Question> questions, Checks checks) {
        String labels = String.join(", ", labels());
        if (!labels().contains(row.template())) {
            checks.add(problem("There is no template '" + row.template() + "'.", where, "use one of " + labels));
            return;
        }
        Template template = Template.of(row.template()).orElseThrow();
        try {
            questions.add(new Question(template, row.question(), row.choices(), row.answer()));
        } catch (IllegalArgumentException e) {
            checks.add(problem("The question cannot be asked: " + e.getMessage() + ".", where, "mend the line"));
        }
    }

    private static List<String> labels() {
        return List.of(Template.values()).stream().map(Template::label).toList();
    }

    private static Problem problem(String what, String where, String mend) {
        return new Problem("ASSAY-4082", what, where, mend);
    }
}
