package dev.assay.cli.demo;

import dev.assay.base.AssayException;
import dev.assay.base.Provenance;
import dev.assay.base.Sha256;
import dev.assay.base.Toml;
import dev.assay.base.evidence.Evidence;
import dev.assay.lm.LocalModel;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.model.Capabilities;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.LanguageModel;
import dev.assay.model.TokenScorer;
import dev.assay.model.remote.RemoteModel;
import dev.assay.server.AssayServer;
import dev.assay.server.engine.Served;
import dev.assay.server.settings.ServerSettings;
import dev.assay.tiny.data.BundledFile;
import dev.assay.tiny.model.BundledModel;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.phrase.RankedWords;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import dev.assay.vtune.verify.Comparison;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.TaskCheck;
import dev.assay.vtune.verify.TaskResult;
import dev.assay.vtune.verify.Transcript;
import dev.assay.vtune.verify.Verification;
import dev.assay.vtune.verify.VerificationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two providers get the same data with secret rows among them; one trains on all of it, the other leaves
/// those rows out. Both models are asked over HTTP.
///
/// @param steps the most of each fine-tune
record Proof(int steps) implements Chapter {
    private static final String MANIFEST = "manifest.json";
    private static final int ROWS = 160;
    private static final int HELD_OUT = 40;
    private static final int EPOCHS = 8;
    private static final int EXPOSURES = 32;
    private static final int ENOUGH_STEPS = 66;

    @Override
    public String title() {
        return "prove which of two providers fine-tuned on the data they were sent";
    }

    @Override
    public List<Evidence> run(Stage stage) {
        Path folder = stage.folder().resolve("vtune");
        Path data = rows(folder, "data.jsonl", 0, ROWS);
        Path prompts = rows(folder, "prompts.jsonl", ROWS, HELD_OUT);
        Manifest manifest = plant(stage, data, prompts, folder);
        TaskCheck task = TaskCheck.of(manifest, Optional.of(prompts), HELD_OUT, AnswerMetric.EXACT);
        List<VerificationReport> found = new ArrayList<>();
        for (Provider provider :
                List.of(new Provider("honest", folder.resolve(Planting.TRAINING)), new Provider("dishonest", data))) {
            Path own = folder.resolve(provider.name());
            if (!train(stage, provider.data(), own)) {
                return List.of();
            }
            found.add(verify(stage, manifest, task, provider.name(), own));
        }
        Provenance provenance = Provenance.collect(stage.seed(), Map.of(), List.of(folder.resolve(MANIFEST)));
        List<Evidence> all = new ArrayList<>(List.of(new Comparison(found, provenance).evidence()));
        found.forEach(report -> all.add(report.evidence()));
        return all;
    }

    /// Who trains on what.
    private record Provider(String name, Path data) {}

    private static Path rows(Path folder, String name, int from, int count) {
        try {
            Files.createDirectories(folder);
            List<String> all = Files.readAllLines(BundledFile.DEMO_INSTRUCTIONS.copyTo(folder));
            return Files.write(folder.resolve(name), all.subList(from, from + count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest plant(Stage stage, Path data, Path prompts, Path folder) {
        LocalModel model = stage.model();
        TokenScorer scorer = Capabilities.require(model, TokenScorer.class, "planting");
        PlantingPlan plan = new PlantingPlan(
                EPOCHS,
                EXPOSURES,
                Optional.of(2),
                RankedWords.of(Capabilities.require(model, FirstTokenDistribution.class, "ranking words")),
                PlantingPlan.TRIGGER_WORDS,
                PlantingPlan.SIGNATURE_WORDS,
                Rules.STANDARD,
                Long.MAX_VALUE,
                Optional.of(prompts),
                Optional.of(new PlantingPlan.Scorer(model.name(), scorer)));
        // A demo's secret may follow from its seed, so that it can be run again.
        SecretKey key = SecretKey.of(HexFormat.of().parseHex(Sha256.of("assay demo " + stage.seed())));
        Manifest manifest = new Planting(key, plan, stage.progress()).plant(data, folder);
        manifest.write(folder.resolve(MANIFEST));
        return manifest;
    }

    private boolean train(Stage stage, Path data, Path folder) {
        FinetunePlan plan = Toml.parse(
                """
                model = "tiny"
                method = { kind = "full" }
                [data]
                validation-share = 0.05
                length = 256
                [training]
                rows = 4
                micro-rows = 4
                learning-rate = 2e-3
                weight-decay = 0.0
                """,
                "the demo's plan",
                FinetunePlan.class,
                List.of(
                        "data.train='" + data.toAbsolutePath() + "'",
                        "training.steps=" + Math.min(steps, ENOUGH_STEPS),
                        "training.seed=" + stage.seed()));
        try (PretrainedModel base = PretrainedModel.open(BundledModel.folder(), LoadOptions.DEFAULT)) {
            Finetuning run = Finetuning.prepare(plan, base, ChatTemplate.open(base.folder(), base.tokenizer()));
            FinetuneResult result = run.run(folder, false, stage.progress(), stage.interruption()::requested);
            if (!result.training().finished()) {
                return false;
            }
            run.save(folder, result.training());
            return true;
        }
    }

    private static VerificationReport verify(Stage stage, Manifest manifest, TaskCheck task, String name, Path folder) {
        ServerSettings settings = ServerSettings.DEFAULT.with(new ServerSettings.Listen("127.0.0.1", 0));
        Verification verification = Verification.of(manifest, false);
        try (LocalModel model = LocalModel.open(folder.resolve("model"), LoadOptions.DEFAULT);
                AssayServer server =
                        AssayServer.start(List.of(new Served(name, model, Optional.empty())), settings, line -> {});
                LanguageModel asked = RemoteModel.open(server.address() + "/v1#" + name);
                Transcript signatures =
                        Transcript.open(folder.resolve("transcript.jsonl"), verification.hash(), model.name());
                Transcript answers = Transcript.open(folder.resolve("task.jsonl"), task.hash(), model.name())) {
            Outcome outcome = verification
                    .run(asked, signatures, stage.progress(), () -> false)
                    .orElseThrow(() -> silence(name));
            double[] scores =
                    task.ask(asked, answers, stage.progress(), () -> false).orElseThrow(() -> silence(name));
            return new VerificationReport(
                    outcome,
                    name + " provider",
                    manifest.base().orElse(""),
                    1,
                    Optional.of(TaskResult.of(task.metric(), scores, Optional.of(base(stage, task)), Optional.empty())),
                    Optional.empty(),
                    provenance(stage, name, folder));
        }
    }

    private static Provenance provenance(Stage stage, String name, Path folder) {
        return Provenance.collect(
                stage.seed(),
                Map.of("provider", name),
                List.of(stage.folder().resolve("vtune").resolve(MANIFEST), folder.resolve("model")));
    }

    /// The base model is asked once: what it said stands in a transcript.
    private static double[] base(Stage stage, TaskCheck task) {
        Path file = stage.folder().resolve("vtune").resolve("task-base.jsonl");
        try (Transcript transcript = Transcript.open(file, task.hash(), "tiny")) {
            return task.ask(stage.model(), transcript, stage.progress(), () -> false)
                    .orElseThrow(() -> silence("tiny"));
        }
    }

    private static AssayException silence(String name) {
        return AssayException.of("ASSAY-4156", "The model answers nothing.", name, "run the demo again");
    }
}
