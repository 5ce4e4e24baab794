package dev.assay.lm.chat;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.lm.chat.jinja.JinjaException;
import java.util.Collection;

/// The problems of this package, each with its code in one place.
final class ChatRefusal {
    private ChatRefusal() {}

    static AssayException of(JinjaException fault, String where) {
        String place = fault.line() > 0 ? where + ", line " + fault.line() : where;
        Problem problem = switch (fault.kind()) {
            case SYNTAX ->
                new Problem(
                        "ASSAY-4044",
                        "The chat template cannot be read: " + fault.reason() + ".",
                        place,
                        "correct the template, or use one that stays within the parts of Jinja that"
                                + " docs/problems/ASSAY-4044.md lists");
            case RAISED ->
                new Problem(
                        "ASSAY-4045",
                        "The chat template refuses this conversation: " + fault.reason(),
                        place,
                        "arrange the messages as the template says");
            case FAILED ->
                new Problem(
                        "ASSAY-4046",
                        "The chat template failed: " + fault.reason() + ".",
                        place,
                        "give the template the messages and variables that it uses, or correct it");
            case TOO_MUCH ->
                new Problem(
                        "ASSAY-4046",
                        "The chat template was stopped: " + fault.reason() + ".",
                        place,
                        "shorten the conversation, or use another template");
        };
        return new AssayException(problem, fault);
    }

    static AssayException unreadable(String where, String what) {
        return AssayException.of("ASSAY-4044", what, where, "fetch the file again");
    }

    static AssayException noSuchTemplate(String name, Collection<String> names, String where) {
        return AssayException.of(
                "ASSAY-2041",
                "There is no chat template named \"" + name + "\".",
                where,
                names.isEmpty() ? "the model has none" : "name one of " + String.join(", ", names));
    }

    static AssayException noSpan(int message, String where) {
        return AssayException.of(
                "ASSAY-4047",
                "It cannot be told which part of the text is the assistant's answer in message " + (message + 1) + ".",
                where,
                "put {% generation %} and {% endgeneration %} around the answer in the template");
    }

    static AssayException unknownRole(int message, String role, String where) {
        return AssayException.of(
                "ASSAY-4048",
                "The chat template has no place for the role \"" + role + "\" of message " + (message + 1) + ".",
                where,
                "use system, user and assistant, as far as the template has them");
    }
}
