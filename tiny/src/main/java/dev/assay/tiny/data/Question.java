package dev.assay.tiny.data;

import java.util.List;

/// A question with its answer, as an evaluator needs it.
///
/// Where `choices` is not empty the answer is one of them: an evaluator may compare the log-probabilities of the
/// choices after the prompt, or generate and compare the text. Where it is empty the answer is free text.
///
/// @param template which kind of question it is
/// @param prompt   the user's message
/// @param choices  the closed set of answers, or nothing
/// @param answer   the right one
public record Question(Template template, String prompt, List<String> choices, String answer) {
    /// @throws IllegalArgumentException if prompt or answer is blank, or the answer is not among the choices
    public Question {
        choices = List.copyOf(choices);
        if (prompt.isBlank() || answer.isBlank()) {
            throw new IllegalArgumentException("a question has a prompt and an answer: " + prompt);
        }
        if (!choices.isEmpty() && !choices.contains(answer)) {
            throw new IllegalArgumentException("the answer \"" + answer + "\" is not one of " + choices);
        }
    }

    /// A question of a template, with the template's choices.
    static Question of(Template template, String prompt, String answer) {
        return new Question(template, prompt, template.choices(), answer);
    }
}
