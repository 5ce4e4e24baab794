package dev.assay.vtune.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.Sha256;
import dev.assay.vtune.keyed.SecretKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values were computed by an implementation in another language.
class CommitmentTest {
    private static final byte[] DOCUMENT = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private static byte[] counted(int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    private static List<String> commitments(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sha256.of(new byte[] {(byte) i}))
                .toList();
    }

    @Test
    void a_commitment_is_a_hash_of_nonce_key_and_document() {
        assertThat(Commitment.of(SecretKey.of(counted(1, 32)), counted(0, 16), DOCUMENT))
                .isEqualTo("e7f72676d4bec20d5016863923c55311400fc87a11b9a8b837e0638994e28480");
    }

    @Test
    void any_change_changes_it_even_a_byte_that_moves_from_nonce_to_key() {
        byte[] all = counted(1, 48);
        String own = Commitment.of(Arrays.copyOfRange(all, 16, 48), Arrays.copyOf(all, 16), DOCUMENT);
        String moved = Commitment.of(Arrays.copyOfRange(all, 15, 48), Arrays.copyOf(all, 15), DOCUMENT);
        assertThat(moved).isNotEqualTo(own);
        for (int i = 0; i < all.length; i++) {
            byte[] changed = all.clone();
            changed[i] ^= 1;
            assertThat(Commitment.of(Arrays.copyOfRange(changed, 16, 48), Arrays.copyOf(changed, 16), DOCUMENT))
                    .isNotEqualTo(own);
        }
        for (int i = 0; i < DOCUMENT.length; i++) {
            byte[] changed = DOCUMENT.clone();
            changed[i] ^= 1;
            assertThat(Commitment.of(Arrays.copyOfRange(all, 16, 48), Arrays.copyOf(all, 16), changed))
                    .isNotEqualTo(own);
        }
    }

    @Test
    void roots_are_those_of_another_implementation() {
        assertThat(MerkleTree.of(commitments(1)).root())
                .isEqualTo("d9de27625445003d8a9739a851e3ff8d41c0683630b4d63a88327a6aaa37c409");
        assertThat(MerkleTree.of(commitments(3)).root())
                .isEqualTo("d1f13800048f5909d4043fc0c152f6643280cba608b672715e56ce159a20629f");
        assertThat(MerkleTree.of(commitments(4)).root())
                .isEqualTo("0dcc2b645c00dfa2338e1c7ac2c4b570beda5a476d58836e55e28bde55e6bee1");
        assertThat(MerkleTree.of(commitments(5)).root())
                .isEqualTo("6b313b611b40676b9e1dfd70c4503f2379f88f0f1c2740fb7e1cacc32c113465");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13})
    void every_leaf_is_shown_by_its_path_and_by_no_other(int count) {
        List<String> all = commitments(count);
        MerkleTree tree = MerkleTree.of(all);
        for (int i = 0; i < count; i++) {
            List<Optional<String>> path = tree.path(i);
            assertThat(MerkleTree.root(all.get(i), i, path)).isEqualTo(tree.root());
            for (int other = 0; other < count; other++) {
                if (other != i) {
                    assertThat(MerkleTree.root(all.get(other), i, path)).isNotEqualTo(tree.root());
                    assertThat(MerkleTree.root(all.get(i), other, tree.path(other)))
                            .isNotEqualTo(tree.root());
                }
            }
            for (int level = 0; level < path.size(); level++) {
                List<Optional<String>> changed = new ArrayList<>(path);
                changed.set(level, Optional.of(Sha256.of("another")));
                assertThat(MerkleTree.root(all.get(i), i, changed)).isNotEqualTo(tree.root());
            }
        }
    }

    @Test
    void nonces_differ() {
        assertThat(Commitment.newNonce()).hasSize(16).isNotEqualTo(Commitment.newNonce());
    }
}
