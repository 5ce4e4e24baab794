package dev.assay.vtune.attack;

import dev.assay.model.LanguageModel;
import java.nio.file.Path;
import java.util.Optional;

/// Where a lab has its models made and changed.
public interface Workshop {
    /// Trains on rows as was agreed on.
    ///
    /// @param rows   chat or Alpaca form, JSON lines
    /// @param passes over them, as a multiple of what was agreed on
    /// @param from   where it begins; empty for the base model
    /// @param into   the training's folder, with nothing but the rows, or of one that was stopped and goes on
    /// @param seed   of all that is random
    /// @return the model, somewhere in that folder; empty if it was stopped
    Optional<Path> tune(Path rows, double passes, Optional<Path> from, Path into, long seed);

    /// Opens a model.
    ///
    /// @param model   that was trained; empty for the base model
    /// @param edit    done to its weights before; the lab itself cuts answers
    /// @param scratch an empty folder
    /// @param seed    of all that is random
    LanguageModel open(Optional<Path> model, Optional<Edit> edit, Path scratch, long seed);
}
