package dev.assay.livebench.fresh.instructions;

import java.util.HashMap;
import java.util.Map;

/// An instruction as a question has it.
///
/// @param kind      what it is about
/// @param arguments its arguments, by the names that the checker knows
/// @param sentence  how the question says it
record Instruction(InstructionKind kind, Map<String, Object> arguments, String sentence) {
    Instruction {
        arguments = Map.copyOf(arguments);
    }

    /// The same with two sentences to spare, so that an answer follows it whoever counts: where a
    /// sentence ends is the one thing that checkers do not agree on.
    Instruction withRoom() {
        if (kind != InstructionKind.SENTENCES) {
            return this;
        }
        Map<String, Object> roomy = new HashMap<>(arguments);
        boolean least = "at least".equals(arguments.get("relation"));
        roomy.computeIfPresent("num_sentences", (name, number) -> (Integer) number + (least ? 2 : -2));
        return new Instruction(kind, roomy, sentence);
    }
}
