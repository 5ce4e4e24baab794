package dev.assay.benchmarks;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.TemporaryFolder;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.TokenScorer;
import dev.assay.tiny.model.BundledModel;
import dev.assay.vtune.attack.Repetition;
import dev.assay.vtune.attack.Surprise;
import dev.assay.vtune.attack.Suspicion;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.PhraseMaker;
import dev.assay.vtune.phrase.RankedWords;
import dev.assay.vtune.phrase.SampledWords;
import dev.assay.vtune.phrase.Wordlist;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import dev.assay.vtune.row.TrainingRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// How well planted rows are found, by how phrases are drawn and by how many rows a group has. Arguments: a file of
/// rows, how many seeds (default 3), and a model's folder (default the bundled one), which draws and looks.
public final class Detectability {
    private static final int GROUPS = 4;

    /// Fewer than five rows are never planted.
    private static final int GROUPS_OF_ONE = 8;

    private static final int[] RANKS = {0, 5, 20, 80};
    private static final int[] ROWS = {1, 2, 4};
    private static final int USUAL_ROWS = 4;

    private final Path data;
    private final int seeds;
    private final LocalModel model;
    private final TokenScorer scorer;

    private Detectability(Path data, int seeds, LocalModel model) {
        this.data = data;
        this.seeds = seeds;
        this.model = model;
        this.scorer = model.capability(TokenScorer.class).orElseThrow();
    }

    /// Runs the measurement.
    public static void main(String[] arguments) {
        Path folder = arguments.length > 2 ? Path.of(arguments[2]) : BundledModel.folder();
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (LocalModel model = LocalModel.open(folder, LoadOptions.DEFAULT)) {
            new Detectability(Path.of(arguments[0]), seeds, model).run();
        }
    }

    private void run() {
        System.out.println(
                "generator | rows a group | surprise: AUROC, recall | repetition: AUROC, precision, recall | length: AUROC");
        FirstTokenDistribution ranking =
                model.capability(FirstTokenDistribution.class).orElseThrow();
        for (int rows : ROWS) {
            show("uniform_rank from 5", RankedWords.of(ranking), rows);
        }
        for (int first : RANKS) {
            RankedWords maker = new RankedWords(ranking, first, RankedWords.CHOICES, Set.of());
            show("uniform_rank from " + first, maker, USUAL_ROWS);
        }
        show("wordlist", Wordlist.english(), USUAL_ROWS);
        show("lm_sampled", new SampledWords(model, scorer, SampledWords.TEMPERATURE), USUAL_ROWS);
        mitigations(RankedWords.of(ranking));
    }

    /// Whether other triggers for one signature, or further rows that nobody will ask for, hide a group's rows.
    private void mitigations(PhraseMaker maker) {
        System.out.println(
                "mitigation | repetition of both, AUROC, recall | of answers alone, AUROC, recall | precision");
        for (int seed = 1; seed <= seeds; seed++) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                Manifest one = plant(maker, 1, GROUPS * USUAL_ROWS, seed, data, folder.path());
                show("four triggers for each signature", paraphrased(folder.path(), one), one);
                Manifest four = plant(maker, USUAL_ROWS, GROUPS, seed, data, folder.path());
                Path decoys = Files.createDirectories(folder.path().resolve("decoys"));
                plant(maker, USUAL_ROWS, GROUPS, 1000 + seed, folder.path().resolve(Planting.TRAINING), decoys);
                show("as many decoys", decoys.resolve(Planting.TRAINING), four);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The file with the signature of every fourth group in place of those of the three after it.
    private static Path paraphrased(Path folder, Manifest manifest) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(Planting.TRAINING)));
        for (PlantedGroup group : manifest.groups()) {
            String shared = manifest.groups()
                    .get(group.index() / USUAL_ROWS * USUAL_ROWS)
                    .signature();
            lines.replaceAll(line -> line.replace(group.signature(), shared));
        }
        return Files.write(folder.resolve("paraphrased.jsonl"), lines);
    }

    private static void show(String name, Path sent, Manifest manifest) {
        List<TrainingRow> rows = Suspicion.rows(sent);
        boolean[] planted = new boolean[rows.size()];
        for (int i = 0; i < planted.length; i++) {
            String question = rows.get(i).question();
            planted[i] = manifest.groups().stream().anyMatch(group -> question.endsWith(" " + group.trigger()));
        }
        Suspicion both = new Suspicion(Repetition.STANDARD.scores(rows), planted);
        Suspicion answers = new Suspicion(
                new Repetition(Repetition.STANDARD.words(), Repetition.Ends.ANSWERS).scores(rows), planted);
        int repeated = answers.above(1);
        System.out.printf(
                Locale.ROOT,
                "%s | %.3f, %.2f | %.3f, %.2f | %.2f%n",
                name,
                both.auroc(),
                both.recallAt(both.all()),
                answers.auroc(),
                answers.recallAt(repeated),
                answers.precisionAt(repeated));
    }

    private void show(String name, PhraseMaker maker, int rows) {
        double[] sums = new double[6];
        for (int seed = 1; seed <= seeds; seed++) {
            try {
                double[] seen = look(maker, rows, seed);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += seen[i] / seeds;
                }
            } catch (AssayException e) {
                System.out.println(
                        name + " | " + rows + " | " + e.problems().getFirst().what());
                return;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s | %d | %.3f, %.2f | %.3f, %.2f, %.2f | %.3f%n",
                name,
                rows,
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                sums[5]);
    }

    private double[] look(PhraseMaker maker, int rows, int seed) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            int words = words(maker);
            Manifest manifest = plant(maker, rows, rows == 1 ? GROUPS_OF_ONE : GROUPS, seed, data, folder.path());
            Path sent = folder.path().resolve(Planting.TRAINING);
            Suspicion surprise = new Surprise(scorer, words).look(sent, manifest, Progress.silent());
            Suspicion repetition = Repetition.STANDARD.look(sent, manifest);
            return new double[] {
                surprise.auroc(),
                surprise.recallAt(surprise.all()),
                repetition.auroc(),
                repetition.precisionAt(repetition.all()),
                repetition.recallAt(repetition.all()),
                new Suspicion(lengths(sent), repetition.planted()).auroc()
            };
        }
    }

    private static double[] lengths(Path sent) {
        return Suspicion.rows(sent).stream()
                .mapToDouble(row -> row.answer().strip().split("\\s+").length)
                .toArray();
    }

    private static int words(PhraseMaker maker) {
        return maker instanceof Wordlist ? PlantingPlan.LISTED_WORDS : PlantingPlan.SIGNATURE_WORDS;
    }

    private Manifest plant(PhraseMaker maker, int rows, int groups, int seed, Path from, Path folder) {
        byte[] key = new byte[SecretKey.BYTES];
        new Random(seed).nextBytes(key);
        PlantingPlan plan = new PlantingPlan(
                1,
                rows,
                Optional.of(groups),
                maker,
                PlantingPlan.TRIGGER_WORDS,
                words(maker),
                Rules.STANDARD,
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.of(new PlantingPlan.Scorer("scorer", scorer)));
        return new Planting(SecretKey.of(key), plan, Progress.silent()).plant(from, folder);
    }
}
