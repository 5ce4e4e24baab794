package dev.assay.vtune.audit;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.vtune.commitment.Commitment;
import dev.assay.vtune.commitment.MerkleTree;
import dev.assay.vtune.keyed.SecretKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// One group, shown with what proves that it was committed to.
///
/// @param group    which, from 0
/// @param key      the group's, in hexadecimal
/// @param nonce    of its commitment, in hexadecimal
/// @param document that was committed to
/// @param path     to the root: on each level the neighbour, empty where there is none
public record Opening(int group, String key, String nonce, String document, List<String> path) {
    private static final String BROKEN = "ASSAY-4154";

    public Opening {
        path = List.copyOf(path);
    }

    /// The one that was shown.
    ///
    /// @throws AssayException if it cannot be read
    public static Opening read(Path file) {
        return Json.read(file, Opening.class);
    }

    /// Writes it for its owner alone, who decides whom to show it to.
    ///
    /// @throws AssayException if it cannot be written
    public void write(Path file) {
        AtomicFiles.writeSecret(file, Json.write(this));
    }

    /// The group's key.
    ///
    /// @throws AssayException `ASSAY-4154` if it is none
    public SecretKey secretKey() {
        try {
            return SecretKey.of(HexFormat.of().parseHex(key));
        } catch (IllegalArgumentException e) {
            throw broken("its key is no key");
        }
    }

    /// Refuses an opening that does not lead to the published root.
    ///
    /// @throws AssayException `ASSAY-4154`
    public void requireIn(PublicCommitment published) {
        if (group < 0 || group >= published.groups()) {
            throw broken("it is of group " + group + ", and " + published.groups() + " were committed to");
        }
        if (!root().equals(published.root())) {
            throw broken("it does not lead to the root that was published");
        }
    }

    private String root() {
        try {
            String commitment = Commitment.of(
                    secretKey(), HexFormat.of().parseHex(nonce), document.getBytes(StandardCharsets.UTF_8));
            return MerkleTree.root(
                    commitment,
                    group,
                    path.stream()
                            .map(neighbour -> neighbour.isEmpty() ? Optional.<String>empty() : Optional.of(neighbour))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw broken("it is not in hexadecimal");
        }
    }

    private static AssayException broken(String why) {
        return AssayException.of(
                BROKEN,
                "The opening proves nothing: " + why + ".",
                "the opening",
                "ask for the opening that belongs to this commitment, byte for byte");
    }
}
