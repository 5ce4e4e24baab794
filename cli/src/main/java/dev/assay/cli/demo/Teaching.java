package dev.assay.cli.demo;

import dev.assay.base.Toml;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.RunFolder;
import dev.assay.lm.LocalModel;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneReport;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.tiny.data.BundledFile;
import dev.assay.tiny.data.Question;
import dev.assay.tiny.exam.ComparisonReport;
import dev.assay.tiny.exam.ExamResult;
import java.nio.file.Path;
import java.util.List;

/// The model learns a convention that it cannot know: which wing of a museum a thing belongs in.
record Teaching(int steps) implements Chapter {
    @Override
    public String title() {
        return "fine-tune a low-rank adapter on a convention the model cannot know";
    }

    @Override
    public List<Evidence> run(Stage stage) {
        RunFolder folder = RunFolder.create(stage.folder(), "finetune");
        Path data = BundledFile.DEMO_INSTRUCTIONS.copyTo(folder.path());
        FinetunePlan plan = plan(data, stage.seed());
        folder.writeConfiguration(plan);
        List<Question> questions = BundledFile.DEMO_QUESTIONS.questions();
        ExamResult before = stage.exam(stage.model(), questions);
        PretrainedModel base = stage.model().pretrained();
        Finetuning run = Finetuning.prepare(plan, base, ChatTemplate.open(base.folder(), base.tokenizer()));
        FinetuneResult result = run.run(folder.path(), false, stage.progress(), stage.interruption()::requested);
        if (!result.training().finished()) {
            return List.of();
        }
        run.save(folder.path(), result.training());
        Evidence trained = FinetuneReport.of(run, result, folder).evidence();
        folder.writeEvidence(trained);
        // Not closed: it shares the weights of the stage's model.
        ExamResult after = stage.exam(LocalModel.of(run.model()), questions);
        return List.of(trained, new ComparisonReport(before, after, stage.provenance()).evidence());
    }

    private FinetunePlan plan(Path data, long seed) {
        return Toml.parse(
                """
                model = "tiny"
                method = { kind = "lora", rank = 16, alpha = 32.0 }
                [data]
                validation-share = 0.1
                length = 256
                [training]
                rows = 8
                micro-rows = 4
                learning-rate = 2e-3
                weight-decay = 0.0
                """,
                "the demo's plan",
                FinetunePlan.class,
                List.of("data.train=" + quoted(data), "training.steps=" + steps, "training.seed=" + seed));
    }

    /// A TOML string that is taken as it stands.
    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath() + "'";
    }
}
