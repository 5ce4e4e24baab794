package dev.assay.lm.pretrain;

import dev.assay.base.Default;
import dev.assay.lm.training.TrainingSettings;
import dev.assay.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A recipe for training a model from nothing, as `assay lm train` reads it.
///
/// @param data      what it learns from
/// @param tokenizer how text becomes tokens
/// @param model     its shape
/// @param training  how it learns
/// @param structure of linear layers that are not dense
/// @param savedAs   number format of the weights that are written
public record Recipe(
        Data data,
        Vocabulary tokenizer,
        Shape model,
        TrainingSettings training,
        Optional<StructurePlan> structure,
        @Default("f32") Precision savedAs) {
    /// The `[data]` table.
    ///
    /// @param text          files of plain text; an empty line ends a document
    /// @param validation    such a file that is not trained on
    /// @param conversations instruction data in the chat or Alpaca form
    /// @param share         share of each step's rows that are conversations, where there are any
    /// @param answerWeight  how many times as much as a token of text a token of an answer counts in
    ///     the loss, since there are far fewer of them
    /// @param packed        tokens of the windows into which conversations are packed; 0 takes the context
    public record Data(
            List<Path> text,
            Optional<Path> validation,
            @Default("[]") List<Path> conversations,
            @Default("0.5") double share,
            @Default("1.0") double answerWeight,
            @Default("0") int packed) {
        public Data {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("text names no file");
            }
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share lies in [0, 1], not " + share);
            }
            if (!(answerWeight > 0 && answerWeight <= 1_000)) {
                throw new IllegalArgumentException("answer-weight lies in (0, 1000], not " + answerWeight);
            }
            if (packed < 0) {
                throw new IllegalArgumentException("packed is at least 0, not " + packed);
            }
        }
    }

    /// The `[tokenizer]` table: a byte-level BPE of one's own, with the tokens of the ChatML form.
    ///
    /// @param vocabulary how many tokens
    public record Vocabulary(@Default("4096") int vocabulary) {
        public Vocabulary {
            if (vocabulary < 300 || vocabulary > 1_000_000) {
                throw new IllegalArgumentException("vocabulary lies between 300 and 1000000, not " + vocabulary);
            }
        }
    }
}
