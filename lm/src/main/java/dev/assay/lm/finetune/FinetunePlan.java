package dev.assay.lm.finetune;

import dev.assay.base.Default;
import dev.assay.lm.checkpoint.AdapterPlan;
import dev.assay.lm.training.TrainingSettings;
import dev.assay.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `assay lm finetune` reads.
///
/// @param model    a model's folder, or `tiny`
/// @param data     what it learns from
/// @param method   what of the model is trained
/// @param training how it learns
public record FinetunePlan(
        String model,
        Data data,
        @Default("{ kind = \"lora\" }") Method method,
        TrainingSettings training) {
    /// The `[data]` table.
    ///
    /// @param train           instruction data in the chat or Alpaca form
    /// @param validation      such data that is not trained on
    /// @param validationShare share of the training rows that is held back where there is no validation file
    /// @param length          most tokens of a row; 0 takes the model's context
    /// @param packing         whether several rows share a sequence, none seeing another
    public record Data(
            Path train,
            Optional<Path> validation,
            @Default("0.1") double validationShare,
            @Default("0") int length,
            @Default("true") boolean packing) {
        public Data {
            if (!(validationShare >= 0 && validationShare < 1)) {
                throw new IllegalArgumentException("validation-share lies in [0, 1), not " + validationShare);
            }
            if (length < 0) {
                throw new IllegalArgumentException("length is at least 0, not " + length);
            }
        }
    }

    /// What of the model is trained.
    public sealed interface Method {
        /// Low-rank adapters beside frozen weights.
        ///
        /// @param rank    of the update
        /// @param alpha   the update is scaled by `alpha / rank`
        /// @param dropout on the update's input
        /// @param targets layers by the last part of their names, or `all-linear`
        record Lora(
                @Default("8") int rank,
                @Default("16.0") double alpha,
                @Default("0.0") double dropout,
                @Default("[\"all-linear\"]") List<String> targets)
                implements Method {
            public Lora {
                plan(rank, alpha, dropout, targets);
            }

            /// The adapter's shape.
            public AdapterPlan plan() {
                return plan(rank, alpha, dropout, targets);
            }

            private static AdapterPlan plan(int rank, double alpha, double dropout, List<String> targets) {
                return new AdapterPlan(rank, alpha, dropout, targets);
            }
        }

        /// All weights.
        ///
        /// @param savedAs number format of the file of weights that is written
        record Full(@Default("f32") Precision savedAs) implements Method {}
    }
}
