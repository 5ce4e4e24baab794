package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.vtune.plan.Dose;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What is committed to for one group; the fields as in [Manifest].
///
/// @param version   of this form
/// @param original  SHA-256 of the data before
/// @param training  SHA-256 of the file that is sent
/// @param dose      how many rows in how many groups
/// @param generator how phrases were drawn
/// @param choices   words that each word of a signature was drawn from
/// @param accepted  the least share of draws that is accepted
/// @param rules     of the verification
/// @param base      the scoring model's name, or nothing
/// @param prompts   SHA-256 of what is planned to be asked for this group
/// @param group     itself
public record GroupDocument(
        int version,
        String original,
        String training,
        Dose dose,
        String generator,
        int choices,
        double accepted,
        Rules rules,
        String base,
        String prompts,
        PlantedGroup group) {
    /// The one with this text.
    ///
    /// @throws AssayException if it is none, `ASSAY-4154` if it contradicts itself
    public static GroupDocument parse(String text) {
        GroupDocument document = Json.parse(text, "the opening's document", GroupDocument.class);
        document.contradiction().ifPresent(what -> {
            throw AssayException.of(
                    "ASSAY-4154",
                    "The opening proves nothing: " + what + ".",
                    "the opening's document",
                    "ask for the opening that belongs to this commitment, byte for byte");
        });
        return document;
    }

    private Optional<String> contradiction() {
        if (version != Manifest.VERSION) {
            return Optional.of("its document is of form " + version + ", and form " + Manifest.VERSION + " is read");
        }
        if (!(accepted > 0 && accepted <= 1)) {
            return Optional.of("a share of " + accepted + " of all draws was accepted");
        }
        return group.rows().isEmpty() || group.rows().stream().anyMatch(row -> row < 0)
                ? Optional.of("it has no rows")
                : group.contradiction(choices);
    }

    /// As canonical JSON in UTF-8: keys in order, no blanks.
    public byte[] bytes() {
        return CanonicalJson.of(Json.toTree(this)).getBytes(StandardCharsets.UTF_8);
    }
}
