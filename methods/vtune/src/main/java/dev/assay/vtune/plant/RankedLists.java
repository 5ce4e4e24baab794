package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.base.Sha256;
import dev.assay.base.TemporaryFolder;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.Prompt;
import dev.assay.vtune.phrase.RankedWords;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The lists that a group's words were drawn from, made again from the data and the scoring model: who makes
/// lists up can have any phrase follow from a key.
public final class RankedLists {
    private RankedLists() {}

    /// The lists of a group's trigger and then of its signature.
    ///
    /// @param document of the group
    /// @param original the data before anything was planted
    /// @param model    that ranked
    /// @throws AssayException `ASSAY-4157` if the data are others, `ASSAY-2152` if the model shows too few words
    public static List<List<String>> of(GroupDocument document, Path original, FirstTokenDistribution model) {
        if (!Sha256.of(original).equals(document.original())) {
            throw AssayException.of(
                    "ASSAY-4157",
                    "These are not the data that were planted in: their SHA-256 is another.",
                    original.toString(),
                    "name the original file");
        }
        try (TemporaryFolder folder = TemporaryFolder.create();
                SpooledRows rows = SpooledRows.of(original, folder.path().resolve("rows.copy"), row -> {})) {
            RankedWords maker = new RankedWords(model, RankedWords.FIRST, document.choices(), Phrases.words(rows));
            PlantedGroup group = document.group();
            if (group.rows().getFirst() >= rows.size()) {
                throw AssayException.of(
                        "ASSAY-4154",
                        "The opening proves nothing: it names a row that the data do not have.",
                        original.toString(),
                        "ask for the opening that belongs to this commitment, byte for byte");
            }
            TrainingRow row = rows.row(group.rows().getFirst());
            List<List<String>> lists = new ArrayList<>(lists(maker, group.trigger(), Phrases.beforeTrigger(row)));
            lists.addAll(lists(maker, group.signature(), Phrases.beforeSignature(row.withTrigger(group.trigger()))));
            return lists;
        }
    }

    private static List<List<String>> lists(RankedWords maker, String phrase, Function<String, Prompt> context) {
        List<String> words = List.of(phrase.split(" "));
        List<List<String>> lists = new ArrayList<>();
        for (int t = 0; t < words.size(); t++) {
            lists.add(maker.candidates(context.apply(String.join(" ", words.subList(0, t)))));
        }
        return lists;
    }
}
