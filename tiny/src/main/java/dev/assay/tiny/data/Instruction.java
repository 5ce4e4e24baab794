package dev.assay.tiny.data;

/// A question about one concept, in the split of that concept: one row of an instruction file.
///
/// @param question  what is asked and answered
/// @param conceptId the concept it is about
/// @param split     the concept's split
public record Instruction(Question question, String conceptId, Split split) {
    static Instruction of(Question question, Concept concept) {
        return new Instruction(question, concept.id(), concept.split());
    }
}
