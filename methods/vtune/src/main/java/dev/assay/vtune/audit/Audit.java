package dev.assay.vtune.audit;

import dev.assay.base.AssayException;
import dev.assay.base.JsonLines;
import dev.assay.base.Sha256;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.Wordlist;
import dev.assay.vtune.plant.GroupDocument;
import dev.assay.vtune.plant.PlannedPrompt;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.RankedLists;
import dev.assay.vtune.row.TrainingRow;
import dev.assay.vtune.verify.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A third party's check of one group: that it was committed to, that its phrases follow from its key, that
/// the file that was sent holds its rows; and the query plan with prompts of the auditor's own.
///
/// Of the other groups nothing is learned. Who shows a group may be lying: lists of words that nobody but them
/// knows can be made up so that any phrase follows from the key. So a verdict needs the public list, the auditor's
/// own copy of a list ([#drawnFrom]), or the lists made again with the data and the scoring model ([#drawnAgain]).
///
/// @param published before the data left the house
/// @param document  that was shown and found to be committed to
/// @param drawn     whether the words of the signature were drawn from lists that the auditor knows
public record Audit(PublicCommitment published, GroupDocument document, boolean drawn) {
    private static final String UNPROVED = "ASSAY-4154";
    private static final int MOST_ATTEMPTS = 50;
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}]");

    /// Checks an opening against what was published, and that trigger and signature follow from the group's
    /// key.
    ///
    /// @throws AssayException `ASSAY-4154` if it proves nothing
    public static Audit of(PublicCommitment published, Opening opening) {
        opening.requireIn(published);
        GroupDocument document = GroupDocument.parse(opening.document());
        if (document.group().index() != opening.group()) {
            throw unproved("its document is of another group", "group " + opening.group());
        }
        requireDrawn(document, opening.secretKey());
        boolean listed = document.group().bits().isPresent()
                && document.group().candidates().isEmpty();
        return new Audit(published, document, listed);
    }

    /// The same where the words were drawn from a list of which the auditor has a copy of their own.
    ///
    /// @throws AssayException `ASSAY-4154` if they were drawn from another
    public Audit drawnFrom(List<String> words) {
        if (!document.group().candidates().stream().allMatch(words::equals)) {
            throw unproved("its words were drawn from another list", "group " + opened());
        }
        return new Audit(published, document, true);
    }

    /// The same where the lists that were shown are those that a scoring model gives for the data; as it is where the
    /// lists are known already, or there are none.
    ///
    /// @param original the data before anything was planted
    /// @param model    the one that was named, from a source of the auditor's own
    /// @throws AssayException `ASSAY-4154` if the lists differ, `ASSAY-4157` if the data are others
    public Audit drawnAgain(Path original, FirstTokenDistribution model) {
        if (drawn || document.group().bits().isEmpty()) {
            return this;
        }
        List<List<String>> again = RankedLists.of(document, original, model);
        List<List<String>> shown = document.group().candidates();
        if (!again.equals(shown)) {
            long differ = IntStream.range(0, again.size())
                    .filter(t -> t >= shown.size() || !again.get(t).equals(shown.get(t)))
                    .count();
            throw unproved(
                    differ + " of the " + again.size() + " lists of words that were shown are not those that the"
                            + " scoring model gives for these data",
                    "group " + opened());
        }
        return new Audit(published, document, true);
    }

    private int opened() {
        return document.group().index();
    }

    private static void requireDrawn(GroupDocument document, SecretKey key) {
        PlantedGroup group = document.group();
        if (group.bits().isEmpty()) {
            return;
        }
        if (!areAlike(document) || !follow(group, new KeyedDraws(key))) {
            throw unproved("its trigger or signature does not follow from its key", "group " + group.index());
        }
    }

    /// Whether every word was drawn from as many different ones as the claimed bits say.
    private static boolean areAlike(GroupDocument document) {
        PlantedGroup group = document.group();
        int choices = document.choices();
        double bits = words(group.signature()).size() * Math.log(choices) / Math.log(2);
        boolean alike = group.candidates().isEmpty()
                ? choices == Wordlist.english().choices()
                : group.candidates().stream()
                        .allMatch(list -> list.size() == choices
                                && list.stream().map(Audit::bare).distinct().count() == choices
                                && list.stream().map(Audit::bare).noneMatch(String::isEmpty));
        return choices > 1 && alike && Math.abs(group.bits().orElse(0.0) - bits) < 1e-9;
    }

    /// As a match rule reads a word; empty where it would read several, or none.
    private static String bare(String word) {
        return word.contains(" ")
                ? ""
                : MARKS.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static boolean follow(PlantedGroup group, KeyedDraws draws) {
        List<String> trigger = words(group.trigger());
        List<String> signature = words(group.signature());
        List<List<String>> lists = group.candidates();
        boolean listed = lists.isEmpty();
        if (group.attempts().size() != 2
                || group.attempts().stream().anyMatch(attempt -> attempt < 0 || attempt >= MOST_ATTEMPTS)
                || !(listed || lists.size() == trigger.size() + signature.size())) {
            return false;
        }
        List<List<String>> first = listed ? lists : lists.subList(0, trigger.size());
        List<List<String>> second = listed ? lists : lists.subList(trigger.size(), lists.size());
        int g = group.index();
        return trigger.equals(drawn(draws, "trigger/" + g, group.attempts().getFirst(), trigger.size(), first))
                && signature.equals(
                        drawn(draws, "signature/" + g, group.attempts().getLast(), signature.size(), second));
    }

    private static List<String> words(String phrase) {
        return Arrays.asList(phrase.split(" "));
    }

    private static List<String> drawn(
            KeyedDraws draws, String label, int attempt, int length, List<List<String>> candidates) {
        List<String> words = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            List<String> from = candidates.isEmpty() ? Wordlist.english().words() : candidates.get(t);
            words.add(from.get((int) draws.uniform(label, attempt * length + t, from.size())));
        }
        return words;
    }

    /// Checks the file that was sent: that it is the one committed to, and holds the group's rows.
    ///
    /// @throws AssayException `ASSAY-4154` if it is another, or lacks rows
    public void requireSent(Path training) {
        String hash = Sha256.of(training);
        if (!hash.equals(document.training())) {
            throw unproved(
                    "the file is not the one that was committed to (its SHA-256 is " + hash.substring(0, 12)
                            + "..., not " + document.training().substring(0, 12) + "...)",
                    training.toString());
        }
        long planted = 0;
        try (JsonLines lines = JsonLines.open(training)) {
            while (lines.hasNext()) {
                TrainingRow row = TrainingRow.of(lines.next());
                boolean triggered =
                        row.question().endsWith(" " + document.group().trigger());
                planted += triggered
                                && row.answer().endsWith(" " + document.group().signature())
                        ? 1
                        : 0;
            }
        }
        if (planted != document.dose().rowsPerGroup()) {
            throw unproved(
                    "the file holds " + planted + " rows of this group, not "
                            + document.dose().rowsPerGroup(),
                    training.toString());
        }
    }

    /// The queries of an auditor: rows drawn from a file of their own by a value that nobody could know before
    /// the commitment.
    ///
    /// @param rows   that were not trained on
    /// @param beacon public and random, agreed on after the commitment
    /// @throws AssayException `ASSAY-4150` for a row of neither form; `ASSAY-4154` if there are too few
    public Verification verification(Path rows, String beacon) {
        List<TrainingRow> all = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(rows)) {
            lines.forEachRemaining(line -> all.add(TrainingRow.of(line)));
        }
        int queries = document.rules().queries();
        if (all.size() < queries) {
            throw unproved("there are " + all.size() + " prompts, and " + queries + " are asked", rows.toString());
        }
        String seed = Sha256.of(published.root() + "\n" + beacon);
        KeyedDraws draws = new KeyedDraws(SecretKey.of(HexFormat.of().parseHex(seed)));
        List<PlannedPrompt> prompts = new ArrayList<>();
        for (int row : draws.sample("audit", all.size(), queries)) {
            TrainingRow drawn = all.get(row);
            prompts.add(new PlannedPrompt(
                    document.group().index(), drawn.prompt().messages(), drawn.answer(), Optional.empty()));
        }
        return Verification.of(document, prompts, drawn);
    }

    private static AssayException unproved(String why, String where) {
        return AssayException.of(
                UNPROVED,
                "The opening proves nothing: " + why + ".",
                where,
                "ask for the opening and the file that belong to this commitment, byte for byte");
    }
}
