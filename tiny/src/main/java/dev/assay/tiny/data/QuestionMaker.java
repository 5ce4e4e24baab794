package dev.assay.tiny.data;

import java.util.List;

/// Makes the rows of one template for a split.
interface QuestionMaker {
    Template template();

    /// At most `limit` rows about concepts of the split, in an order that the seed decides.
    ///
    /// Other concepts that a row mentions are of the same split or of the training split; in a training row all
    /// are of the training split.
    List<Instruction> make(Split split, int limit);
}
