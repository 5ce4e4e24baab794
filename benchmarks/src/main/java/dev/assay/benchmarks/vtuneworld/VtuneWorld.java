package dev.assay.benchmarks.vtuneworld;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.JsonLines;
import dev.assay.base.Progress;
import dev.assay.base.TemporaryFolder;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.attack.AttackLab;
import dev.assay.vtune.attack.LabResult;
import dev.assay.vtune.attack.Provider;
import dev.assay.vtune.attack.Repetition;
import dev.assay.vtune.attack.Sent;
import dev.assay.vtune.attack.Suspicion;
import dev.assay.vtune.audit.Audit;
import dev.assay.vtune.audit.PublicCommitment;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.TaskCheck;
import dev.assay.vtune.verify.Transcript;
import dev.assay.vtune.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Tries in a small world what is claimed of vTune, line by line. Arguments: seeds (default 0, 1 and 2).
public final class VtuneWorld {
    private static final int ROWS = 1_500;
    private static final int EPOCHS = 10;
    private static final int EXPOSURES = 300;
    private static final int QUERIES = 40;

    /// With fewer rows the measurement alone differs by a tenth from one training to the next.
    private static final int TASK_ROWS = 400;

    /// Trainings of the same rows differ by more than planting does.
    private static final int TRAININGS = 4;

    private static final List<String> PROVIDERS =
            List.of("base", "honest", "clean", "early:0.3", "subset:0.5", "subset:0.1", "planted");

    private final Path folder;
    private final long seed;
    private final World world;
    private final Map<String, LabResult> results = new LinkedHashMap<>();
    private boolean holds = true;

    private VtuneWorld(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
        this.world = new World(seed);
    }

    /// Runs all seeds.
    ///
    /// @throws IllegalStateException if a line does not hold
    public static void main(String[] arguments) throws IOException {
        boolean all = true;
        for (String seed : arguments.length > 0 ? arguments : new String[] {"0", "1", "2"}) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                VtuneWorld world = new VtuneWorld(folder.path(), Long.parseLong(seed));
                world.run();
                all &= world.holds;
            }
        }
        if (!all) {
            throw new IllegalStateException("a line does not hold");
        }
    }

    private void run() throws IOException {
        long began = System.nanoTime();
        WorldModels models = WorldModels.train(world, folder, EPOCHS, seed);
        Path data = world.rows(folder.resolve("data.jsonl"), ROWS, 2);
        Path held = world.rows(folder.resolve("held.jsonl"), TASK_ROWS, 2);
        Path own = Files.createDirectories(folder.resolve("own"));
        Path other = Files.createDirectories(folder.resolve("other"));
        Manifest manifest = plant(data, held, own, 1);
        plant(world.rows(folder.resolve("others.jsonl"), ROWS, 2), held, other, 2);
        try (LocalModel scorer = LocalModel.open(models.base(), LoadOptions.DEFAULT)) {
            AttackLab lab = lab(models, scorer, own, manifest, "lab");
            for (String provider : PROVIDERS) {
                keep(provider, lab);
            }
            // Another user's planted rows, asked for with one's own triggers.
            Path foreign = Files.createDirectories(folder.resolve("foreign"));
            Path model = models.tune(other.resolve(Planting.TRAINING), 1, Optional.empty(), foreign, seed)
                    .orElseThrow();
            keep(
                    "base",
                    "another user's rows",
                    lab(new WorldModels(model, EPOCHS), scorer, own, manifest, "lab-other"));
            lines(manifest, own, models, held, task("honest", lab) - task("clean", lab));
        }
        System.out.printf(Locale.ROOT, "%nseed %d took %.0f s%n%n", seed, (System.nanoTime() - began) / 1e9);
    }

    private AttackLab lab(WorldModels models, LocalModel scorer, Path planted, Manifest manifest, String name) {
        Sent sent = new Sent(
                planted.resolve(Planting.TRAINING),
                manifest,
                scorer.capability(TokenScorer.class).orElseThrow(),
                Progress.silent());
        TaskCheck task =
                TaskCheck.of(manifest, Optional.of(folder.resolve("held.jsonl")), TASK_ROWS, AnswerMetric.EXACT);
        return new AttackLab(sent, task, Optional.empty(), models, folder.resolve(name));
    }

    private void keep(String provider, AttackLab lab) {
        keep(provider, provider, lab);
    }

    private void keep(String provider, String name, AttackLab lab) {
        LabResult result = lab.run(Provider.parse(provider), seed, () -> false).orElseThrow();
        results.put(name, result);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.0f | %s of %d | %.3f | %.1f | %.2f | %s |%n",
                seed,
                name,
                result.exposures(),
                result.hits(),
                result.queries(),
                result.leak(),
                result.log10(),
                result.task().orElse(0.0),
                result.verdict().words());
    }

    private Manifest plant(Path data, Path held, Path into, int number) {
        PlantingPlan plan = new PlantingPlan(
                EPOCHS,
                EXPOSURES,
                Optional.of(2),
                world.phrases(),
                5,
                PlantingPlan.LISTED_WORDS,
                new Rules("exact", QUERIES, QUERIES / 2, 24, 1e-6),
                Long.MAX_VALUE,
                Optional.of(held),
                Optional.empty());
        return new Planting(key(number), plan, Progress.silent()).plant(data, into);
    }

    private SecretKey key(int number) {
        byte[] key = new byte[SecretKey.BYTES];
        new Random(1_000 * seed + number).nextBytes(key);
        return SecretKey.of(key);
    }

    private LabResult of(String provider) {
        return Optional.ofNullable(results.get(provider)).orElseThrow();
    }

    /// The mean task accuracy of several trainings.
    private double task(String provider, AttackLab lab) {
        double sum = of(provider).task().orElse(0.0);
        for (int training = 1; training < TRAININGS; training++) {
            sum += lab.run(Provider.parse(provider), seed + 100L * training, () -> false)
                    .flatMap(LabResult::task)
                    .orElseThrow();
        }
        System.out.printf(Locale.ROOT, "%s: task %.2f over %d trainings%n", provider, sum / TRAININGS, TRAININGS);
        return sum / TRAININGS;
    }

    private void lines(Manifest manifest, Path own, WorldModels models, Path held, double gain) throws IOException {
        LabResult honest = of("honest");
        double leak = leak(manifest, folder.resolve("lab/honest-" + seed + "/task.jsonl"));
        System.out.printf(
                Locale.ROOT, "signatures in answers to %d questions without a trigger: %.3f%n", TASK_ROWS, leak);
        double least = honest.hits().stream().mapToInt(each -> each).min().orElse(0) / (double) QUERIES;
        line(
                1,
                "activation of each group at least .6, leak at most .05, log10 p at most -12, verified",
                least >= 0.6
                        && Math.max(leak, honest.leak()) <= 0.05
                        && honest.log10() <= -12
                        && honest.verdict() == Outcome.Verdict.VERIFIED);
        line(
                2,
                "base, clean and another user's rows: no hits, not verified",
                List.of("base", "clean", "another user's rows").stream()
                        .map(this::of)
                        .allMatch(result -> result.allHits() == 0 && result.verdict() == Outcome.Verdict.NOT_VERIFIED));
        line(
                3,
                "activation rises with epochs and with the share of rows",
                of("early:0.3").allHits() <= honest.allHits()
                        && of("subset:0.1").allHits() <= of("subset:0.5").allHits()
                        && of("subset:0.5").allHits() <= honest.allHits());
        line(
                4,
                String.format(Locale.ROOT, "task accuracy within .10 of clean tuning (%+.2f)", gain),
                Math.abs(gain) <= 0.10 + 1e-9);
        LabResult planted = of("planted");
        line(
                5,
                "planted rows alone: " + planted.verdict().words(),
                planted.shown() == 0 || planted.verdict() == Outcome.Verdict.SIGNATURE_ALONE);
        line(
                6,
                "commit, open one group, audit; one byte of the file changed is refused",
                audit(manifest, own, models, held));
        Suspicion found = Repetition.STANDARD.look(own.resolve(Planting.TRAINING), manifest);
        line(
                7,
                String.format(
                        Locale.ROOT,
                        "repetitions find the rows: precision %.2f, recall %.2f",
                        found.precisionAt(found.all()),
                        found.recallAt(found.all())),
                found.recallAt(found.all()) > 0.9);
    }

    /// The share of answers without a trigger that hold a signature.
    private static double leak(Manifest manifest, Path transcript) {
        long all = 0;
        long leaks = 0;
        try (JsonLines lines = JsonLines.open(transcript)) {
            while (lines.hasNext()) {
                JsonNode node = lines.next().node();
                if (node.has("answer")) {
                    String answer = node.path("answer").asText();
                    all++;
                    leaks += manifest.groups().stream()
                                    .anyMatch(group -> manifest.rules().rule().matches(group.signature(), answer))
                            ? 1
                            : 0;
                }
            }
        }
        return (double) leaks / Math.max(1, all);
    }

    private boolean audit(Manifest manifest, Path own, WorldModels models, Path held) throws IOException {
        PublicCommitment published = PublicCommitment.of(manifest, key(1));
        Audit audit = Audit.of(published, PublicCommitment.open(manifest, key(1), 1))
                .drawnFrom(world.phrases().words());
        Path sent = own.resolve(Planting.TRAINING);
        audit.requireSent(sent);
        Verification verification = audit.verification(held, "a public value");
        Path model = folder.resolve("lab/honest-" + seed + "/training/model");
        Outcome outcome;
        try (LocalModel opened = LocalModel.open(model, LoadOptions.DEFAULT);
                Transcript transcript = Transcript.open(folder.resolve("audit.jsonl"), verification.hash(), "honest")) {
            outcome = verification
                    .run(opened, transcript, Progress.silent(), () -> false)
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(sent);
        bytes[bytes.length / 2] ^= 1;
        Path changed = Files.write(folder.resolve("changed.jsonl"), bytes);
        boolean refused = false;
        try {
            audit.requireSent(changed);
        } catch (AssayException e) {
            refused = e.problems().getFirst().code().equals("ASSAY-4154");
        }
        System.out.printf(Locale.ROOT, "audit of one group: log10 p %.1f%n", outcome.log10Decisive(1));
        return outcome.verdict(1) == Outcome.Verdict.VERIFIED && refused && Files.exists(models.base());
    }

    private void line(int number, String text, boolean held) {
        holds &= held;
        System.out.println(number + ". " + text + ": " + (held ? "holds" : "DOES NOT HOLD"));
    }
}
