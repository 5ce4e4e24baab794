package dev.assay.cli.demo;

import dev.assay.base.Progress;
import dev.assay.base.evidence.Evidence;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.score.Perplexity;
import dev.assay.lm.score.PerplexityReport;
import dev.assay.tiny.data.BundledFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The model predicts text that it was not trained on.
final class Prediction implements Chapter {
    @Override
    public String title() {
        return "score held-out text";
    }

    @Override
    public List<Evidence> run(Stage stage) {
        PretrainedModel model = stage.model().pretrained();
        String text = BundledFile.HELD_OUT_TEXT.text();
        int[] ids = model.tokenizer().encode(text);
        int window = model.decoder().config().context();
        Perplexity.Plan plan =
                Perplexity.Plan.of(window, window / 2).withTextBytes(text.getBytes(StandardCharsets.UTF_8).length);
        Perplexity result;
        try (Progress.Bar bar = stage.progress().start("score", ids.length, "token")) {
            long[] before = {0};
            result = Perplexity.of(model.decoder(), ids, plan, (done, all) -> {
                bar.advance(done - before[0]);
                before[0] = done;
            });
        }
        String name = BundledFile.HELD_OUT_TEXT.fileName();
        return List.of(new PerplexityReport(model.name(), name, result, plan, stage.provenance()).evidence());
    }
}
