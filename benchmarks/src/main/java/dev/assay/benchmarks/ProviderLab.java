package dev.assay.benchmarks;

import dev.assay.base.Progress;
import dev.assay.base.TemporaryFolder;
import dev.assay.base.Toml;
import dev.assay.lm.LocalModel;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.lm.quantize.Quantization;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.TokenScorer;
import dev.assay.tiny.data.BundledFile;
import dev.assay.tiny.model.BundledModel;
import dev.assay.vtune.attack.Repetition;
import dev.assay.vtune.attack.Suspicion;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.RankedWords;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.Transcript;
import dev.assay.vtune.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// What providers of many kinds look like to a verification, on the bundled model. Argument: seed (default 1).
public final class ProviderLab {
    private static final int ROWS = 160;
    private static final int HELD_OUT = 40;
    private static final int EPOCHS = 8;
    private static final int EXPOSURES = 32;
    private static final int STEPS = 66;

    private final Path folder;
    private final long seed;
    private final Manifest manifest;
    private final List<String> sent;
    private final Set<String> clean;
    private int runs;

    private ProviderLab(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.seed = seed;
        List<String> all = Files.readAllLines(BundledFile.DEMO_INSTRUCTIONS.copyTo(folder));
        this.clean = new HashSet<>(all.subList(0, ROWS));
        Path data = Files.write(folder.resolve("data.jsonl"), all.subList(0, ROWS));
        Path held = Files.write(folder.resolve("held.jsonl"), all.subList(ROWS, ROWS + HELD_OUT));
        this.manifest = plant(data, held);
        this.sent = Files.readAllLines(folder.resolve(Planting.TRAINING));
    }

    /// Runs the measurement.
    public static void main(String[] arguments) throws IOException {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            new ProviderLab(folder.path(), seed).all();
        }
    }

    private Manifest plant(Path data, Path held) {
        try (LocalModel model = LocalModel.open(BundledModel.folder(), LoadOptions.DEFAULT)) {
            TokenScorer scorer = model.capability(TokenScorer.class).orElseThrow();
            PlantingPlan plan = new PlantingPlan(
                    EPOCHS,
                    EXPOSURES,
                    Optional.of(2),
                    RankedWords.of(
                            model.capability(FirstTokenDistribution.class).orElseThrow()),
                    PlantingPlan.TRIGGER_WORDS,
                    PlantingPlan.SIGNATURE_WORDS,
                    new Rules("exact", 10, 1, 128, 1e-6),
                    Long.MAX_VALUE,
                    Optional.of(held),
                    Optional.of(new PlantingPlan.Scorer("tiny", scorer)));
            byte[] key = new byte[SecretKey.BYTES];
            new Random(seed).nextBytes(key);
            return new Planting(SecretKey.of(key), plan, Progress.silent()).plant(data, folder);
        }
    }

    private void all() throws IOException {
        System.out.println(
                "provider | hits of 20 | groups | log10 p | without trigger | never planted | held-out loss");
        Path base = BundledModel.folder();
        show("returns the base model", base, Double.NaN);
        Tuned honest = tune("trains on all", sent, STEPS, base);
        tune("leaves the planted rows out", kept(sent, clean), STEPS, base);
        for (double share : new double[] {0.75, 0.5, 0.25, 0.1}) {
            tune(String.format(Locale.ROOT, "trains on %.0f %%", 100 * share), some(share), STEPS, base);
        }
        tune("stops after half", sent, STEPS / 2, base);
        tune("stops after a quarter", sent, STEPS / 4, base);
        List<String> planted = new ArrayList<>(sent);
        planted.removeAll(clean);
        tune("trains on planted rows alone", planted, STEPS, base);
        tune("leaves repetitions out", withoutRepetitions(planted.size()), STEPS, base);
        tune("goes on with clean rows, a quarter", kept(sent, clean), STEPS / 4, honest.model());
        tune("goes on with clean rows, as long", kept(sent, clean), STEPS, honest.model());
        for (String kind : new String[] {"int8", "int4"}) {
            PretrainedModel model = PretrainedModel.open(honest.model(), LoadOptions.DEFAULT);
            try (LocalModel fewer = LocalModel.of(Quantization.parse(kind).apply(model))) {
                print("serves in " + kind, verify(fewer), Double.NaN);
            }
        }
    }

    private static List<String> kept(List<String> rows, Set<String> which) {
        return rows.stream().filter(which::contains).toList();
    }

    private List<String> some(double share) {
        List<String> rows = new ArrayList<>(sent);
        Collections.shuffle(rows, new Random(seed));
        return rows.subList(0, (int) Math.round(share * rows.size()));
    }

    private List<String> withoutRepetitions(int count) {
        Suspicion found = Repetition.STANDARD.look(folder.resolve(Planting.TRAINING), manifest);
        Set<Integer> dropped = new HashSet<>(found.mostSuspicious(count));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (!dropped.contains(i)) {
                rows.add(sent.get(i));
            }
        }
        return rows;
    }

    /// What a provider has trained.
    private record Tuned(Path model) {}

    private Tuned tune(String name, List<String> rows, int steps, Path from) throws IOException {
        Path run = folder.resolve("run" + runs++);
        Files.createDirectories(run);
        Path data = Files.write(run.resolve("rows.jsonl"), rows);
        FinetunePlan plan = Toml.parse(
                """
                method = { kind = "full" }
                [data]
                length = 256
                [training]
                rows = 4
                micro-rows = 4
                learning-rate = 2e-3
                weight-decay = 0.0
                """,
                "the lab's plan",
                FinetunePlan.class,
                List.of(
                        "model='" + from + "'",
                        "data.train='" + data + "'",
                        "data.validation='" + folder.resolve("held.jsonl") + "'",
                        "training.steps=" + steps,
                        "training.seed=" + seed));
        double loss;
        Path model;
        try (PretrainedModel base = PretrainedModel.open(from, LoadOptions.DEFAULT)) {
            Finetuning tuning = Finetuning.prepare(plan, base, ChatTemplate.open(base.folder(), base.tokenizer()));
            FinetuneResult result = tuning.run(run, false, Progress.silent(), () -> false);
            loss = result.after().mean().estimate();
            model = tuning.save(run, result.training());
        }
        show(name, model, loss);
        return new Tuned(model);
    }

    private void show(String name, Path model, double loss) {
        try (LocalModel opened = LocalModel.open(model, LoadOptions.DEFAULT)) {
            print(name, verify(opened), loss);
        }
    }

    private Outcome verify(LocalModel model) {
        Verification verification = Verification.of(manifest, false);
        Path file = folder.resolve("transcript" + runs++ + ".jsonl");
        try (Transcript transcript = Transcript.open(file, verification.hash())) {
            return verification
                    .run(model, transcript, Progress.silent(), () -> false)
                    .orElseThrow();
        }
    }

    private static void print(String name, Outcome outcome, double loss) {
        int hits =
                outcome.verification().groups().stream().mapToInt(outcome::hits).sum();
        System.out.printf(
                Locale.ROOT,
                "%s | %d | %d of 2 | %.1f | %.0f %% | %.0f %% | %.2f%n",
                name,
                hits,
                outcome.verifiedGroups(),
                outcome.log10Decisive(1) + 0.0,
                100 * outcome.leak().orElseThrow().estimate(),
                100 * outcome.parroting().orElseThrow().estimate(),
                loss);
    }
}
