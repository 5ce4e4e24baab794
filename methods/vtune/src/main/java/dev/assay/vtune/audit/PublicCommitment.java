package dev.assay.vtune.audit;

import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.vtune.commitment.Commitment;
import dev.assay.vtune.commitment.MerkleTree;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// What is published before the data leave the house: nobody can make up groups afterwards, and nobody
/// learns anything of them.
///
/// @param version of this form
/// @param root    of the [MerkleTree] over the groups' commitments
/// @param groups  how many there are
public record PublicCommitment(int version, String root, int groups) {
    /// Of what was planted.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4153` if the key is another one
    public static PublicCommitment of(Manifest manifest, SecretKey key) {
        return new PublicCommitment(
                Manifest.VERSION, tree(manifest, key).root(), manifest.groups().size());
    }

    /// The one that was published.
    ///
    /// @throws dev.assay.base.AssayException if it cannot be read
    public static PublicCommitment read(Path file) {
        return Json.read(file, PublicCommitment.class);
    }

    /// Writes it.
    ///
    /// @throws dev.assay.base.AssayException if it cannot be written
    public void write(Path file) {
        AtomicFiles.writeString(file, Json.write(this));
    }

    private static MerkleTree tree(Manifest manifest, SecretKey key) {
        manifest.requireKey(key);
        List<String> leaves = manifest.groups().stream()
                .map(group -> Commitment.of(
                        key.group(group.index()),
                        HexFormat.of().parseHex(group.nonce()),
                        manifest.document(group).bytes()))
                .toList();
        return MerkleTree.of(leaves);
    }

    /// What shows one group to an auditor, and nothing of the others.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4153` if the key is another one
    /// @throws IndexOutOfBoundsException     if there is no such group
    public static Opening open(Manifest manifest, SecretKey key, int index) {
        MerkleTree tree = tree(manifest, key);
        PlantedGroup group = manifest.groups().get(index);
        return new Opening(
                index,
                HexFormat.of().formatHex(key.group(index).toBytes()),
                group.nonce(),
                new String(manifest.document(group).bytes(), StandardCharsets.UTF_8),
                tree.path(index).stream().map(neighbour -> neighbour.orElse("")).toList());
    }
}
