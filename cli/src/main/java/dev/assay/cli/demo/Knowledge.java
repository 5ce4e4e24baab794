package dev.assay.cli.demo;

import dev.assay.base.evidence.Evidence;
import dev.assay.tiny.data.BundledFile;
import dev.assay.tiny.exam.ExamReport;
import dev.assay.tiny.exam.ExamResult;
import java.util.List;

/// The model answers questions about words that it was not trained on.
final class Knowledge implements Chapter {
    @Override
    public String title() {
        return "ask questions about held-out words";
    }

    @Override
    public List<Evidence> run(Stage stage) {
        ExamResult result = stage.exam(stage.model(), BundledFile.HELD_OUT_QUESTIONS.questions());
        return List.of(new ExamReport(stage.model().name(), result, stage.provenance()).evidence());
    }
}
