package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Progress;
import dev.assay.base.Sha256;
import dev.assay.vtune.commitment.Commitment;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.Phrase;
import dev.assay.vtune.plan.Dose;
import dev.assay.vtune.row.TrainingRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Plants secret rows among the data: copies of some rows, in which what is asked ends with a group's
/// trigger and the answer with its signature.
///
/// All draws follow from the key. Originals are kept, byte for byte; the whole is written in a keyed order.
/// Cost: two passes over the data; in memory lie 12 bytes a row.
///
/// @param key      that everything follows from
/// @param plan     how
/// @param progress shown
public record Planting(SecretKey key, PlantingPlan plan, Progress progress) {
    /// The name of the file that is sent.
    public static final String TRAINING = "train.jsonl";

    private static final String COPY = "rows.copy";

    /// Writes the file that is sent, and says all about it.
    ///
    /// @param data   rows in chat or Alpaca form, JSON lines, plain or `.gz`
    /// @param folder that exists, where [#TRAINING] is written
    /// @throws AssayException `ASSAY-4150` for a row of neither form, `ASSAY-2151` if the dose does not fit the
    ///     data, `ASSAY-2154` if no phrases are fit
    public Manifest plant(Path data, Path folder) {
        try (SpooledRows rows = read(data, folder.resolve(COPY))) {
            Dose dose = plan.groups()
                    .map(groups -> Dose.plan(rows.size(), plan.epochs(), plan.exposures(), groups))
                    .orElseGet(() -> Dose.plan(rows.size(), plan.epochs(), plan.exposures()));
            List<List<Integer>> chosen = choose(rows, dose);
            Phrases.Drawn drawn = Phrases.of(key, plan, rows, progress).draw(rows, chosen);
            Rules rules = plan.rules().withWords(words(rows, chosen));
            String training = write(folder.resolve(TRAINING), rows, chosen, drawn);
            List<PlannedPrompt> prompts =
                    new Prompts(key, plan).choose(rows, chosen, drawn, folder.resolve("prompts.copy"));
            return new Manifest(
                    Manifest.VERSION,
                    key.fingerprint(),
                    Sha256.of(data),
                    training,
                    dose,
                    plan.maker().name(),
                    plan.maker().choices(),
                    drawn.accepted(),
                    rules,
                    plan.scorer().map(PlantingPlan.Scorer::name),
                    groups(chosen, drawn, prompts),
                    drawn.controls().stream().map(Phrase::text).toList(),
                    prompts);
        }
    }

    private SpooledRows read(Path data, Path copy) {
        try (Progress.Bar bar = progress.start("read", 0, "row")) {
            return SpooledRows.of(data, copy, row -> bar.advance(1));
        }
    }

    /// The rows of each group, drawn without repetition; rows that are unfit or the same as one that was drawn are
    /// passed over.
    private List<List<Integer>> choose(SpooledRows rows, Dose dose) {
        int wanted = dose.planted();
        List<List<Integer>> groups = List.of();
        int taken = 0;
        // Most rows fit, so that few more than are wanted are drawn.
        for (int draws = wanted; taken < wanted; draws = Math.min(rows.size(), 2 * draws)) {
            groups = deal(rows, dose, new KeyedDraws(key).sample("row", rows.size(), draws));
            taken = groups.stream().mapToInt(List::size).sum();
            if (taken < wanted && draws == rows.size()) {
                throw AssayException.of(
                        "ASSAY-2151",
                        "No rows can be planted: " + taken + " of the data's rows can carry a signature, and " + wanted
                                + " are needed.",
                        "rows that are all different, spell no special token and have at most " + plan.mostCharacters()
                                + " bytes"
                                + (plan.byPart() ? ", in each part of the file" : ""),
                        "bring more data, allow longer rows, or train more epochs");
            }
        }
        return groups;
    }

    /// To one group after the other, or each row to the group of its part.
    private List<List<Integer>> deal(SpooledRows rows, Dose dose, int[] order) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int g = 0; g < dose.groups(); g++) {
            groups.add(new ArrayList<>());
        }
        Set<String> seen = new HashSet<>();
        int taken = 0;
        for (int row : order) {
            int group = plan.byPart() ? Parts.of(row, rows.size(), dose.groups()) : taken % dose.groups();
            if (groups.get(group).size() < dose.rowsPerGroup()
                    && isFit(rows, row)
                    && seen.add(Sha256.of(rows.bytes(row)))) {
                groups.get(group).add(row);
                taken++;
            }
        }
        return groups;
    }

    /// Whether nothing of it would be cut off before the signature.
    private boolean isFit(SpooledRows rows, int row) {
        return rows.length(row) <= plan.mostCharacters() && !rows.row(row).spellsSpecialTokens();
    }

    /// How many words of an answer are looked at: as many as the longest planted answer has, and the signature twice.
    private int words(SpooledRows rows, List<List<Integer>> chosen) {
        int most = chosen.stream()
                .flatMap(List::stream)
                .mapToInt(row -> rows.row(row).answer().strip().split("\\s+").length)
                .max()
                .orElse(0);
        return Math.max(plan.rules().words(), most + 2 * plan.signatureWords());
    }

    private String write(Path file, SpooledRows rows, List<List<Integer>> chosen, Phrases.Drawn drawn) {
        List<byte[]> planted = new ArrayList<>();
        for (int i = 0; i < chosen.getFirst().size(); i++) {
            for (int g = 0; g < chosen.size(); g++) {
                TrainingRow row = rows.row(chosen.get(g).get(i));
                String line = row.with(
                                drawn.triggers().get(g).text(),
                                drawn.signatures().get(g).text())
                        .line();
                planted.add((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        int[] order = new KeyedDraws(key).shuffle("shuffle", rows.size() + planted.size());
        MessageDigest digest = digest();
        // It holds every trigger and signature.
        AtomicFiles.writeSecret(file, "");
        try (OutputStream out =
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest);
                Progress.Bar bar = progress.start("write", order.length, "row")) {
            for (int place : order) {
                out.write(place < rows.size() ? rows.bytes(place) : planted.get(place - rows.size()));
                bar.advance(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<PlantedGroup> groups(
            List<List<Integer>> chosen, Phrases.Drawn drawn, List<PlannedPrompt> prompts) {
        List<PlantedGroup> groups = new ArrayList<>();
        for (int g = 0; g < chosen.size(); g++) {
            int group = g;
            Phrase trigger = drawn.triggers().get(g);
            Phrase signature = drawn.signatures().get(g);
            List<List<String>> candidates = new ArrayList<>(trigger.candidates());
            candidates.addAll(signature.candidates());
            OptionalDouble log = prompts.stream()
                    .filter(prompt -> prompt.group() == group)
                    .flatMap(prompt -> prompt.logBase().stream())
                    .mapToDouble(each -> each)
                    .max();
            groups.add(new PlantedGroup(
                    g,
                    trigger.text(),
                    signature.text(),
                    signature.bits(),
                    candidates,
                    drawn.attempts().get(g),
                    chosen.get(g),
                    HexFormat.of().formatHex(Commitment.newNonce()),
                    log.isPresent() ? Optional.of(log.getAsDouble() / Math.log(10)) : Optional.empty()));
        }
        return groups;
    }
}
