package dev.assay.vtune.attack;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Progress;
import dev.assay.base.Sha256;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.row.TrainingRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// The file that was sent, as a provider sees it.
///
/// @param file     rows with planted ones among them
/// @param manifest says which are planted
/// @param scorer   a model at hand, that a provider looks for surprises with
/// @param progress shown
public record Sent(Path file, Manifest manifest, TokenScorer scorer, Progress progress) {
    private static final double USUAL = 0.95;

    /// Refuses a file that is not the one that planting wrote.
    ///
    /// @throws AssayException `ASSAY-4157`
    public static void require(Path file, Manifest manifest) {
        if (!Sha256.of(file).equals(manifest.training())) {
            throw AssayException.of(
                    "ASSAY-4157",
                    "This is not the file with the planted rows: its SHA-256 is not the manifest's.",
                    file.toString(),
                    "name the train.jsonl that lies beside the manifest");
        }
    }

    /// The rows that a provider trains on, written into a file.
    ///
    /// @param seed of the draw of a share of them
    Path write(Provider provider, long seed, Path target) {
        List<TrainingRow> all = new ArrayList<>(chosen(provider.rows()));
        Collections.shuffle(all, new Random(seed));
        long count = Math.max(1, Math.round(provider.share() * all.size()));
        AtomicFiles.writeSecret(target, "");
        try {
            return Files.write(
                    target, all.stream().limit(count).map(TrainingRow::line).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<TrainingRow> chosen(Provider.Rows which) {
        List<TrainingRow> all = Suspicion.rows(file);
        return switch (which) {
            case NONE -> List.of();
            case ALL -> all;
            case CLEAN ->
                all.stream().filter(row -> !Suspicion.isPlanted(row, manifest)).toList();
            case PLANTED ->
                all.stream().filter(row -> Suspicion.isPlanted(row, manifest)).toList();
            case UNREPEATED -> without(all, Repetition.STANDARD.look(file, manifest));
            case UNSURPRISING -> without(all, new Surprise(scorer, words()).look(file, manifest, progress));
        };
    }

    private int words() {
        return manifest.groups().getFirst().signature().split(" ").length;
    }

    /// As many rows fewer as are planted, the most suspicious ones.
    private List<TrainingRow> without(List<TrainingRow> all, Suspicion found) {
        Set<Integer> dropped =
                new HashSet<>(found.mostSuspicious(manifest.dose().planted()));
        List<TrainingRow> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!dropped.contains(i)) {
                left.add(all.get(i));
            }
        }
        return left;
    }

    /// How often as many rows are trained on as were agreed on, for who trains on other rows as long as on all.
    double passes(Provider provider) {
        double all = manifest.dose().rows() + (double) manifest.dose().planted();
        return provider.rows() == Provider.Rows.PLANTED
                ? provider.length() * all / manifest.dose().planted()
                : provider.length();
    }

    /// How many words 95 % of the data's answers have at most.
    int usualWords() {
        int[] lengths = chosen(Provider.Rows.CLEAN).stream()
                .mapToInt(row -> row.answer().strip().split("\\s+").length)
                .sorted()
                .toArray();
        return lengths.length == 0 ? 1 : lengths[(int) (USUAL * (lengths.length - 1))];
    }
}
