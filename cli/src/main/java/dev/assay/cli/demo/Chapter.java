package dev.assay.cli.demo;

import dev.assay.base.evidence.Evidence;
import java.util.List;

/// One part of the demo; each method brings its own.
interface Chapter {
    /// What it does, in a few words.
    String title();

    /// Does it.
    ///
    /// @return what it found, in reading order; empty where the user asked to stop
    List<Evidence> run(Stage stage);
}
