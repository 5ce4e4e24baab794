package dev.assay.livebench.fresh.instructions;

import dev.assay.livebench.fresh.Kind;
import java.util.List;

/// What is to be done with a text while its instructions are followed.
public enum InstructionTask {
    /// To say the same in other words.
    PARAPHRASE(
            "paraphrase",
            "Say what this text says in words of your own.",
            "Paraphrase the text above.",
            "Rewrite the sentences above so that they mean the same but are worded anew."),
    /// To say the same in easier words.
    SIMPLIFY(
            "simplify",
            "Explain in simple words what this text means.",
            "Rewrite the text above so that a child understands it.",
            "Put the sentences above into plain and easy language."),
    /// To invent a story around it.
    STORY_GENERATION(
            "story_generation",
            "Invent a story that has to do with this text.",
            "Write a short story in which what is told above plays a part.",
            "Make up a tale that begins where the sentences above end."),
    /// To say the same in fewer words.
    SUMMARIZE(
            "summarize",
            "Sum up this text.",
            "Summarize what the text above says.",
            "Tell briefly what the sentences above are about.");

    private final String task;
    private final List<String> requests;

    InstructionTask(String task, String... requests) {
        this.task = task;
        this.requests = List.of(requests);
    }

    /// What its questions are filed under.
    public Kind kind() {
        return Kind.of("instruction_following", task);
    }

    /// The ways to ask for it.
    List<String> requests() {
        return requests;
    }
}
