package dev.assay.vtune.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Expected values were computed by an implementation in another language.
class KeyedDrawsTest {
    private static final byte[] BYTES = bytes();
    private static final SecretKey KEY = SecretKey.of(BYTES);
    private static final KeyedDraws DRAWS = new KeyedDraws(KEY);

    @TempDir
    Path folder;

    private static byte[] bytes() {
        byte[] bytes = new byte[SecretKey.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    @Test
    void pseudo_random_bytes_are_an_hmac_of_label_and_index() {
        assertThat(HexFormat.of().formatHex(KEY.prf("row", 7)))
                .isEqualTo("10f369c2afc6f14b7129b02103095d6850fa8d9933b3daf23da3ff576210edb5");
        assertThat(HexFormat.of().formatHex(KEY.group(2).toBytes()))
                .isEqualTo("381f431196202133bb50b322c400ca4ce5a30600f4ac1d8282ad0f6233acda28");
    }

    @Test
    void numbers_follow_from_the_key() {
        assertThat(IntStream.range(0, 10).mapToLong(t -> DRAWS.uniform("signature/0", t, 32)))
                .containsExactly(25L, 29L, 3L, 21L, 4L, 30L, 21L, 11L, 23L, 23L);
        assertThat(IntStream.range(0, 5).mapToLong(j -> DRAWS.uniform("row", j, 1_000_003)))
                .containsExactly(10858L, 517462L, 18454L, 219816L, 335648L);
    }

    @Test
    void numbers_beyond_half_of_all_are_unsigned() {
        assertThat(IntStream.range(0, 4).mapToLong(i -> DRAWS.uniform("x", i, Long.MIN_VALUE + 12345)))
                .containsExactly(4207744696350668155L, 771767871026463677L, 7069435810719530169L, 6200860038915731318L);
    }

    @Test
    void of_one_number_there_is_one_draw_and_of_none_there_is_none() {
        assertThat(DRAWS.uniform("x", 0, 1)).isZero();
        assertThatThrownBy(() -> DRAWS.uniform("x", 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_number_is_drawn_alike() {
        int n = 7;
        int draws = 100_000;
        long[] counts = new long[n];
        for (int i = 0; i < draws; i++) {
            counts[(int) DRAWS.uniform("alike", i, n)]++;
        }
        double expected = (double) draws / n;
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                .sum();
        // Six degrees of freedom: 22.5 is passed once in a thousand.
        assertThat(chiSquare).isLessThan(22.5);
    }

    @Test
    void rows_are_the_beginning_of_a_shuffle() {
        assertThat(DRAWS.sample("row", 1000, 10)).containsExactly(300, 927, 609, 384, 618, 925, 215, 752, 204, 332);
        assertThat(DRAWS.shuffle("shuffle", 12)).containsExactly(4, 11, 6, 8, 10, 1, 2, 3, 0, 7, 5, 9);
        assertThat(DRAWS.sample("shuffle", 12, 12)).containsExactly(DRAWS.shuffle("shuffle", 12));
        assertThat(DRAWS.sample("row", 5000, 5000)).doesNotHaveDuplicates().hasSize(5000);
        assertThatThrownBy(() -> DRAWS.sample("row", 3, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_bit_of_the_key_counts() {
        int[] own = DRAWS.sample("row", 1_000_000, 8);
        for (int bit = 0; bit < 8 * SecretKey.BYTES; bit += 5) {
            byte[] other = BYTES.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(new KeyedDraws(SecretKey.of(other)).sample("row", 1_000_000, 8))
                    .isNotEqualTo(own);
        }
    }

    @Test
    void a_key_never_shows_itself() {
        assertThat(KEY.toString()).doesNotContain("0102").hasSizeLessThan(20);
        assertThat(KEY.fingerprint()).hasSize(64).doesNotContain("01020304");
    }

    @Test
    void a_key_is_written_for_its_owner_alone_and_read_again() throws IOException {
        Path file = folder.resolve("key");
        KEY.write(file);
        assertThat(SecretKey.read(file)).isEqualTo(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void what_is_no_key_is_refused() throws IOException {
        assertThatThrownBy(() -> SecretKey.of(new byte[31])).hasMessageContaining("32 bytes, not 31");
        assertThatThrownBy(() -> SecretKey.of(new byte[32])).hasMessageContaining("no secret");
        for (String text : new String[] {"", "00", "0".repeat(64), "x".repeat(64), "1".repeat(1000)}) {
            Path file = folder.resolve("bad");
            Files.writeString(file, text);
            assertThatThrownBy(() -> SecretKey.read(file))
                    .isInstanceOfSatisfying(
                            AssayException.class,
                            e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4151"));
        }
        assertThatThrownBy(() -> SecretKey.read(folder.resolve("none"))).hasMessageContaining("no such file");
    }
}
