package dev.assay.scaling.data;

import dev.assay.base.AssayException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/// Labelled images.
///
/// @param pixels   of all images, `[images, channels, height, width]`, from 0 to 255 without a sign
/// @param labels   one for each image
/// @param channels of an image
/// @param height   of an image
/// @param width    of an image
/// @param classes  that labels tell apart, from 0
public record ImageSet(byte[] pixels, byte[] labels, int channels, int height, int width, int classes) {
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final long MOST = 1L << 30;
    private static final int CIFAR_SIDE = 32;
    private static final int CIFAR_RECORD = 1 + 3 * CIFAR_SIDE * CIFAR_SIDE;
    private static final int CIFAR_CLASSES = 10;

    /// From two files in the IDX format of MNIST; a name that ends in `.gz` is unpacked.
    ///
    /// @throws AssayException `ASSAY-4131` if they cannot be read, or do not belong together
    public static ImageSet readIdx(Path images, Path labels) {
        try (DataInputStream in = open(images)) {
            require(in.readInt() == IMAGES_MAGIC, "it does not begin as a file of images in the IDX format");
            int count = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            require(count > 0 && height > 0 && width > 0, "its sizes are not positive");
            byte[] pixels = exactly(in, (long) count * height * width);
            byte[] known = readLabels(labels);
            require(known.length == count, "it has " + count + " images, and there are " + known.length + " labels");
            return new ImageSet(pixels, known, 1, height, width, classes(known));
        } catch (IOException e) {
            throw StudyData.unreadable(images, e);
        }
    }

    private static byte[] readLabels(Path file) {
        try (DataInputStream in = open(file)) {
            require(in.readInt() == LABELS_MAGIC, "it does not begin as a file of labels in the IDX format");
            return exactly(in, in.readInt());
        } catch (IOException e) {
            throw StudyData.unreadable(file, e);
        }
    }

    /// From a file in the binary format of CIFAR-10; a name that ends in `.gz` is unpacked.
    ///
    /// @throws AssayException `ASSAY-4131` if it cannot be read
    public static ImageSet readCifar(Path file) {
        try (DataInputStream in = open(file)) {
            byte[] all = in.readNBytes((int) MOST);
            require(
                    all.length > 0 && all.length % CIFAR_RECORD == 0,
                    "its length of " + all.length + " is no multiple of " + CIFAR_RECORD);
            int count = all.length / CIFAR_RECORD;
            byte[] labels = new byte[count];
            byte[] pixels = new byte[count * (CIFAR_RECORD - 1)];
            for (int i = 0; i < count; i++) {
                labels[i] = all[i * CIFAR_RECORD];
                require(
                        labels[i] >= 0 && labels[i] < CIFAR_CLASSES,
                        "image " + (i + 1) + " has the label " + labels[i]);
                System.arraycopy(all, i * CIFAR_RECORD + 1, pixels, i * (CIFAR_RECORD - 1), CIFAR_RECORD - 1);
            }
            return new ImageSet(pixels, labels, 3, CIFAR_SIDE, CIFAR_SIDE, CIFAR_CLASSES);
        } catch (IOException e) {
            throw StudyData.unreadable(file, e);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(StudyData.open(file)));
    }

    private static byte[] exactly(InputStream in, long count) throws IOException {
        require(count > 0 && count <= MOST, "it says to hold " + count + " bytes");
        byte[] bytes = in.readNBytes((int) count);
        require(bytes.length == count && in.read() < 0, "it does not hold as many bytes as it says");
        return bytes;
    }

    private static void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }

    private static int classes(byte[] labels) {
        int most = 0;
        for (byte label : labels) {
            most = Math.max(most, label & 0xFF);
        }
        return most + 1;
    }

    /// How many images there are.
    public int count() {
        return labels.length;
    }

    /// Numbers of an image.
    public int features() {
        return channels * height * width;
    }

    /// Writes an image, moved and perhaps mirrored, into a row; what moves in is as dark as it gets.
    ///
    /// @param row   begins at `at` and takes [#features] numbers from 0 to 1
    /// @param down  pixels by which it moves down
    /// @param right pixels by which it moves to the right
    public void write(int image, int down, int right, boolean mirrored, float[] row, int at) {
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                int line = (channel * height + y) * width;
                int from = y - down;
                for (int x = 0; x < width; x++) {
                    int source = mirrored ? width - 1 - (x - right) : x - right;
                    boolean inside = from >= 0 && from < height && source >= 0 && source < width;
                    row[at + line + x] = inside
                            ? (pixels[image * features() + (channel * height + from) * width + source] & 0xFF) / 255f
                            : 0;
                }
            }
        }
    }

    /// The class of an image.
    public int label(int image) {
        return labels[image] & 0xFF;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageSet that
                && Arrays.equals(pixels, that.pixels)
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "ImageSet[" + count() + " of " + channels + "x" + height + "x" + width + "]";
    }
}
