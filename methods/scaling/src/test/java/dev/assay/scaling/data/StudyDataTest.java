package dev.assay.scaling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyDataTest {
    @TempDir
    Path folder;

    @Test
    void characters_are_the_line_feed_and_printable_ascii_and_others_are_left_out() throws IOException {
        Path plain = Files.writeString(folder.resolve("a.txt"), "\n ~é\tA");
        Path packed = folder.resolve("b.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("!".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(Characters.read(List.of(plain, packed)).ids()).containsExactly(0, 1, 95, 34, 2);
    }

    private Path file(String name, int magic, int[] sizes, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            for (int size : sizes) {
                out.writeInt(size);
            }
            out.write(content);
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    @Test
    void images_are_read_moved_and_mirrored() throws IOException {
        Path images = file("i", 0x803, new int[] {2, 2, 3}, new byte[] {0, 51, 102, -103, -52, -1, 9, 9, 9, 9, 9, 9});
        Path labels = file("l", 0x801, new int[] {2}, new byte[] {4, 1});
        ImageSet set = ImageSet.readIdx(images, labels);
        assertThat(set.classes()).isEqualTo(5);
        assertThat(set.label(0)).isEqualTo(4);
        assertThat(row(set, 0, 0, false)).containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
        assertThat(row(set, 1, 0, false)).containsExactly(0, 0, 0, 0, 0.2f, 0.4f);
        assertThat(row(set, 0, -1, false)).containsExactly(0.2f, 0.4f, 0, 0.8f, 1, 0);
        assertThat(row(set, 0, 0, true)).containsExactly(0.4f, 0.2f, 0, 1, 0.8f, 0.6f);
    }

    private static float[] row(ImageSet set, int down, int right, boolean mirrored) {
        float[] row = new float[set.features()];
        set.write(0, down, right, mirrored, row, 0);
        return row;
    }

    @Test
    void images_of_cifar_have_their_labels_within() throws IOException {
        byte[] bytes = new byte[2 * 3073];
        bytes[0] = 7;
        bytes[1] = -1;
        bytes[3073] = 9;
        ImageSet set = ImageSet.readCifar(Files.write(folder.resolve("c.bin"), bytes));
        assertThat(set.count()).isEqualTo(2);
        assertThat(set.label(0)).isEqualTo(7);
        assertThat(set.label(1)).isEqualTo(9);
        float[] row = new float[set.features()];
        set.write(0, 0, 0, false, row, 0);
        assertThat(row[0]).isEqualTo(1);
        assertThat(row[1]).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2050, 1, 2, 2, 4, does not begin",
        "2051, -1, 2, 2, 4, not positive",
        "2051, 2, 2, 2, 7, does not hold as many bytes",
        "2051, 2, 2, 2, 9, does not hold as many bytes",
        "2051, 2147483647, 2147483647, 2, 4, says to hold",
        "2051, 1, 2, 2, 4, 1 images"
    })
    void a_broken_file_of_images_is_named_with_its_fault(
            int magic, int count, int height, int width, int bytes, String fault) throws IOException {
        Path images = file("i", magic, new int[] {count, height, width}, new byte[bytes]);
        Path labels = file("l", 0x801, new int[] {2}, new byte[] {4, 1});
        assertThatThrownBy(() -> ImageSet.readIdx(images, labels))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4131")
                .hasMessageContaining(fault)
                .hasMessageContaining(images.toString());
    }

    @Test
    void what_is_no_such_file_is_named() throws IOException {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> Characters.read(List.of(none))).hasMessageContaining(none.toString());
        Path broken = Files.writeString(folder.resolve("broken.gz"), "not gzip");
        assertThatThrownBy(() -> Characters.read(List.of(broken))).hasMessageContaining("broken.gz");
        Path odd = Files.write(folder.resolve("odd.bin"), new byte[100]);
        assertThatThrownBy(() -> ImageSet.readCifar(odd)).hasMessageContaining("3073");
        byte[] label = new byte[3073];
        label[0] = 10;
        Path wrong = Files.write(folder.resolve("wrong.bin"), label);
        assertThatThrownBy(() -> ImageSet.readCifar(wrong)).hasMessageContaining("label 10");
    }
}
