package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.Sha256;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.plan.Dose;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All that was planted; secret until it is shown.
///
/// @param version   of this form
/// @param key       the [fingerprint][SecretKey#fingerprint()] of the key that it follows from
/// @param original  SHA-256 of the data before
/// @param training  SHA-256 of the file that is sent
/// @param dose      how many rows in how many groups
/// @param generator how phrases were drawn
/// @param choices   words that each word of a signature was drawn from; 0 where not so
/// @param accepted  the least share of draws that is accepted, at 99 % confidence: what is drawn again makes
///     the others likelier by as much
/// @param rules     of the verification
/// @param base      the scoring model's name, where there was one
/// @param groups    planted
/// @param controls  triggers that were never planted
/// @param prompts   that a model will be asked
public record Manifest(
        int version,
        String key,
        String original,
        String training,
        Dose dose,
        String generator,
        int choices,
        double accepted,
        Rules rules,
        Optional<String> base,
        List<PlantedGroup> groups,
        List<String> controls,
        List<PlannedPrompt> prompts) {
    /// The form that is written.
    public static final int VERSION = 1;

    public Manifest {
        groups = List.copyOf(groups);
        controls = List.copyOf(controls);
        prompts = List.copyOf(prompts);
    }

    /// The one that planting wrote.
    ///
    /// @throws AssayException if it cannot be read, `ASSAY-4152` if it is of another form, `ASSAY-4159` if it
    ///     contradicts itself
    public static Manifest read(Path file) {
        Manifest manifest = Json.read(file, Manifest.class);
        if (manifest.version != VERSION) {
            throw AssayException.of(
                    "ASSAY-4152",
                    "The manifest is of form " + manifest.version + ", and form " + VERSION + " is read.",
                    file.toString(),
                    "use the Assay that wrote it");
        }
        manifest.contradiction().ifPresent(what -> {
            throw AssayException.of(
                    "ASSAY-4159",
                    "The manifest contradicts itself: " + what + ".",
                    file.toString(),
                    "take the one that planting wrote; it is not to be edited");
        });
        return manifest;
    }

    private Optional<String> contradiction() {
        if (groups.isEmpty()) {
            return Optional.of("it has no groups");
        }
        if (groups.stream().map(PlantedGroup::nonce).distinct().count() < groups.size()) {
            return Optional.of("two groups have the same nonce");
        }
        if (!(accepted > 0 && accepted <= 1)) {
            return Optional.of("a share of " + accepted + " of all draws was accepted");
        }
        if (prompts.stream().flatMap(prompt -> prompt.logBase().stream()).anyMatch(log -> log.isNaN())) {
            return Optional.of("a log-probability is no number");
        }
        if (!prompts.stream().allMatch(PlannedPrompt::asks)) {
            return Optional.of("a prompt asks nothing");
        }
        for (int g = 0; g < groups.size(); g++) {
            PlantedGroup group = groups.get(g);
            if (group.index() != g) {
                return Optional.of("group " + group.index() + " stands in the place of group " + g);
            }
            Optional<String> drawn = group.contradiction(choices);
            if (drawn.isPresent()) {
                return drawn;
            }
            if (promptsOf(group).size() != rules.queries()) {
                return Optional.of("group " + g + " has " + promptsOf(group).size() + " prompts, and the rules ask "
                        + rules.queries());
            }
        }
        return Optional.empty();
    }

    /// Writes it for its owner alone.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009` if it cannot be written
    public void write(Path file) {
        AtomicFiles.writeSecret(file, Json.write(this));
    }

    /// Refuses a key that it does not follow from.
    ///
    /// @throws AssayException `ASSAY-4153`
    public void requireKey(SecretKey other) {
        if (!key.equals(other.fingerprint())) {
            throw AssayException.of(
                    "ASSAY-4153",
                    "This key is not the one that was planted with.",
                    "the manifest names key " + key.substring(0, 12) + ", and this is "
                            + other.fingerprint().substring(0, 12),
                    "name the key that was written beside the manifest");
        }
    }

    /// Whether each group stands for one part of the file, from its beginning to its end.
    public boolean isByPart() {
        return Parts.areKept(this);
    }

    /// What binds one group: all that is common to the groups, and the group itself.
    public GroupDocument document(PlantedGroup group) {
        String asked = CanonicalJson.of(Json.toTree(promptsOf(group)));
        return new GroupDocument(
                version,
                original,
                training,
                dose,
                generator,
                choices,
                accepted,
                rules,
                base.orElse(""),
                Sha256.of(asked),
                group);
    }

    private List<PlannedPrompt> promptsOf(PlantedGroup group) {
        return prompts.stream()
                .filter(prompt -> prompt.group() == group.index())
                .toList();
    }
}
