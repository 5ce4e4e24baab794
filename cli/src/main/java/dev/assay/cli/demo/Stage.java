package dev.assay.cli.demo;

import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.lm.LocalModel;
import dev.assay.tiny.data.Question;
import dev.assay.tiny.exam.Exam;
import dev.assay.tiny.exam.ExamResult;
import dev.assay.tiny.model.BundledModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the chapters of a demo share.
///
/// @param model        the bundled model
/// @param folder       of the demo's run
/// @param seed         of everything random
/// @param console      where it speaks
/// @param interruption whether the user has asked to stop
record Stage(LocalModel model, Path folder, long seed, Console console, Interruption interruption) {
    Progress progress() {
        return Progress.onStandardError(console.quiet());
    }

    /// Asks a model questions, with a bar.
    ExamResult exam(LocalModel asked, List<Question> questions) {
        try (Progress.Bar bar = progress().start("ask", questions.size(), "question")) {
            return Exam.of(asked, questions, bar::advance);
        }
    }

    Provenance provenance() {
        return Provenance.collect(
                seed,
                Map.of("model", BundledModel.NAME),
                List.of(model.pretrained().folder()));
    }
}
