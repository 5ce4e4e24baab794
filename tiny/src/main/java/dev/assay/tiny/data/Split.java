package dev.assay.tiny.data;

import java.util.Locale;

/// Which part of the data a concept belongs to: each concept lies in exactly one.
///
/// 90 % of the concepts are for training, 5 % for validation, 5 % for the test.
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    private static final int TRAIN_PERCENT = 90;
    private static final int VALIDATION_PERCENT = 5;

    /// The split of the concept with this identity, by a hash of identity and seed and of nothing else.
    static Split of(String conceptId, long seed) {
        long percent = Long.remainderUnsigned(Dice.hash(seed, conceptId), 100);
        if (percent < TRAIN_PERCENT) {
            return TRAIN;
        }
        return percent < TRAIN_PERCENT + VALIDATION_PERCENT ? VALIDATION : TEST;
    }

    /// `train`, `validation` or `test`, as it stands in file names and rows.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a text of this split may mention a concept of the other one: its own kind, or training.
    boolean maySee(Split other) {
        return other == this || other == TRAIN;
    }
}
