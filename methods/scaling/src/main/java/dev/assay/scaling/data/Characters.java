package dev.assay.scaling.data;

import dev.assay.base.AssayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Text as numbers from 0 to 95: the line feed and the printable characters of ASCII; all others are left out.
///
/// @param ids one for each character
public record Characters(byte[] ids) {
    /// How many symbols there are.
    public static final int SYMBOLS = 96;

    private static final int MOST_BYTES = 256 << 20;

    /// The texts of some files, one after another; a name that ends in `.gz` is unpacked.
    ///
    /// @throws AssayException `ASSAY-4131` if a file cannot be read or is larger than 256 MiB
    public static Characters read(List<Path> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            try (InputStream in = StudyData.open(file)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
                }
                for (byte each : bytes) {
                    id(each, all);
                }
            } catch (IOException e) {
                throw StudyData.unreadable(file, e);
            }
        }
        return new Characters(all.toByteArray());
    }

    private static void id(byte character, ByteArrayOutputStream all) {
        if (character == '\n') {
            all.write(0);
        } else if (character >= ' ' && character <= '~') {
            all.write(character - ' ' + 1);
        }
    }

    /// Windows of some places.
    ///
    /// @param starts where each begins
    /// @return `[windows, length]`, 64-bit
    public Tensor windows(int[] starts, int length) {
        long[] rows = new long[starts.length * length];
        for (int row = 0; row < starts.length; row++) {
            for (int i = 0; i < length; i++) {
                rows[row * length + i] = ids[starts[row] + i];
            }
        }
        return torch.tensor(rows).view(starts.length, length);
    }

    /// How many characters there are.
    public int length() {
        return ids.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Characters(byte[] theirs) && Arrays.equals(ids, theirs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return "Characters[" + ids.length + "]";
    }
}
