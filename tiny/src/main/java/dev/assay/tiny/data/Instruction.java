package dev.assay.tiny.data;

import java.util.List;

/// A question about one concept, in the split of that concept: one row of an instruction file.
///
/// @param question  what is asked and answered
/// @param further   what is asked afterwards in the same conversation, of training rows only: what was read
///     once then serves several answers
/// @param conceptId the concept it is about
/// @param split     the concept's split
public record Instruction(Question question, List<Question> further, String conceptId, Split split) {
    public Instruction {
        further = List.copyOf(further);
        if (!further.isEmpty() && split != Split.TRAIN) {
            throw new IllegalArgumentException("a held-out row asks one question");
        }
    }

    static Instruction of(Question question, Concept concept) {
        return new Instruction(question, List.of(), concept.id(), concept.split());
    }

    /// The same with what is asked afterwards, if it is a training row.
    Instruction then(List<Question> others) {
        return split == Split.TRAIN ? new Instruction(question, others, conceptId, split) : this;
    }
}
