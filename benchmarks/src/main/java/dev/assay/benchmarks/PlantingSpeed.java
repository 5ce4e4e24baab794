package dev.assay.benchmarks;

import dev.assay.base.ProcessMemory;
import dev.assay.base.Progress;
import dev.assay.base.TemporaryFolder;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.Wordlist;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// How long it takes to plant among many rows of 65 words, and how much memory. Argument: rows (default a
/// million).
public final class PlantingSpeed {
    private static final int QUESTION_WORDS = 25;
    private static final int ANSWER_WORDS = 40;

    private PlantingSpeed() {}

    /// Runs the measurement.
    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path data = write(folder.path().resolve("data.jsonl"), rows);
            PlantingPlan plan = new PlantingPlan(
                    3,
                    300,
                    Optional.empty(),
                    Wordlist.english(),
                    PlantingPlan.TRIGGER_WORDS,
                    PlantingPlan.LISTED_WORDS,
                    Rules.STANDARD,
                    Long.MAX_VALUE,
                    Optional.empty(),
                    Optional.empty());
            ProcessMemory.forgetPeak();
            long start = System.nanoTime();
            Manifest manifest = new Planting(SecretKey.random(), plan, Progress.silent()).plant(data, folder.path());
            System.out.printf(
                    Locale.ROOT,
                    "%d rows (%d MB), %d planted: %.1f s, at most %d MiB%n",
                    rows,
                    Files.size(data) / 1_000_000,
                    manifest.dose().planted(),
                    (System.nanoTime() - start) / 1e9,
                    ProcessMemory.peakBytes().orElse(0) >> 20);
        }
    }

    private static Path write(Path file, int rows) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < rows; i++) {
                out.write("{\"messages\": [{\"role\": \"user\", \"content\": \"Question " + i + ": "
                        + words(random, QUESTION_WORDS) + "?\"}, {\"role\": \"assistant\", \"content\": \""
                        + words(random, ANSWER_WORDS) + ".\"}]}\n");
            }
        }
        return file;
    }

    private static String words(Random random, int count) {
        List<String> all = Wordlist.english().words();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(all.get(random.nextInt(all.size())));
        }
        return text.toString();
    }
}
