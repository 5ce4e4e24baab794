package dev.assay.tensor.safetensors;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.tensor.Natives;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A safetensors file, open for reading.
///
/// Principle: the file is mapped into memory once, whatever its size, and each tensor is a view into the
/// mapping. So opening costs the time to read the header, nothing is copied to the heap, and pages come from the
/// disk when they are used. The mapping is private: writing to a tensor changes memory, never the file.
///
/// Format: eight bytes hold the length of the header, little-endian; then the header, a JSON object from names
/// to `dtype`, `shape` and `data_offsets`; then the tensors' bytes, little-endian, without gaps.
///
/// Known limitations: a tensor whose bytes do not begin at a multiple of its number's size is copied. The file
/// must not be cut short while it is open. On Windows it cannot be replaced while a tensor of it is alive.
///
/// A tensor stays valid after the file is closed, as long as it is not freed itself.
public final class SafetensorsFile implements AutoCloseable {
    private static final int PREFIX = 8;

    private final Path file;
    private final Header header;
    private final long dataBegin;
    private final Optional<Tensor> mapping;

    private SafetensorsFile(Path file, Header header, long dataBegin, Optional<Tensor> mapping) {
        this.file = file;
        this.header = header;
        this.dataBegin = dataBegin;
        this.mapping = mapping;
    }

    /// Opens a file.
    ///
    /// @throws AssayException `ASSAY-4011` if it cannot be read, `ASSAY-4012` if its header is not right
    public static SafetensorsFile open(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            byte[] json = headerBytes(channel, size, file);
            long begin = PREFIX + (long) json.length;
            Header header = Header.parse(json, size - begin);
            return new SafetensorsFile(file, header, begin, map(file, size));
        } catch (Header.Malformed e) {
            throw malformed(file, String.valueOf(e.getMessage()), e.place());
        } catch (IOException e) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-4011",
                            "The file of tensors cannot be read.",
                            file + ": " + e.getClass().getSimpleName(),
                            "check that it is there and readable"),
                    e);
        }
    }

    private static byte[] headerBytes(FileChannel channel, long size, Path file) throws IOException {
        if (size < PREFIX) {
            throw malformed(file, "The file has " + size + " bytes, too few for a header.", "byte 0");
        }
        ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, prefix, 0);
        long length = prefix.getLong(0);
        if (length < 2 || length > Header.MOST_BYTES || length > size - PREFIX) {
            throw malformed(
                    file,
                    "The header claims " + Long.toUnsignedString(length) + " bytes; the file has " + (size - PREFIX)
                            + " after the first 8, and at most " + Header.MOST_BYTES + " are read.",
                    "byte 0");
        }
        ByteBuffer json = ByteBuffer.allocate(Math.toIntExact(length));
        fill(channel, json, PREFIX);
        return json.array();
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the file ended while it was read");
            }
        }
    }

    private static Optional<Tensor> map(Path file, long size) {
        Natives.load();
        try (var scope = Scope.open()) {
            Tensor bytes = torch.from_file(
                    file.toAbsolutePath().toString(),
                    new BoolOptional(false),
                    new LongOptional(size),
                    new TensorOptions(ScalarType.Byte));
            return Optional.of(scope.release(bytes));
        } catch (RuntimeException e) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-5012",
                            "The file of tensors cannot be mapped into memory: " + Natives.firstLine(e),
                            file.toString(),
                            "check the limit on address space (`ulimit -v`) and the file's permissions"),
                    e);
        }
    }

    private static AssayException malformed(Path file, String what, String place) {
        return AssayException.of(
                "ASSAY-4012", what, file + ", " + place, "the file is damaged or not safetensors; fetch it again");
    }

    /// The names of the tensors, in the header's order.
    public Set<String> names() {
        return header.entries().keySet();
    }

    /// What the header says of a tensor.
    ///
    /// @throws AssayException `ASSAY-4013` if there is none of that name
    public Entry entry(String name) {
        Entry entry = header.entries().get(name);
        if (entry == null) {
            throw AssayException.of(
                    "ASSAY-4013",
                    "There is no tensor '" + name + "'.",
                    file + ", which has " + names().size() + " tensors",
                    "check that the file belongs to the model");
        }
        return entry;
    }

    /// All entries, in the header's order.
    public List<Entry> entries() {
        return List.copyOf(header.entries().values());
    }

    /// The header's free text.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// A tensor, as a view into the file where its bytes are aligned; belongs to the scope that is open.
    ///
    /// @throws AssayException `ASSAY-4013` if there is none of that name
    /// @throws IllegalStateException if the file was closed
    public Tensor tensor(String name) {
        Entry entry = entry(name);
        Tensor mapped =
                mapping.filter(m -> !m.isNull()).orElseThrow(() -> new IllegalStateException(file + " is closed"));
        try (var scope = Scope.open()) {
            if (entry.bytes() == 0) {
                return scope.keep(torch.empty(
                        entry.sizes(),
                        new TensorOptions(entry.type().scalarType()),
                        new org.bytedeco.pytorch.MemoryFormatOptional()));
            }
            long begin = dataBegin + entry.begin();
            Tensor bytes = mapped.narrow(0, begin, entry.bytes());
            Tensor aligned = begin % entry.type().bytes() == 0 ? bytes : bytes.clone();
            return scope.keep(aligned.view(entry.type().scalarType()).view(entry.sizes()));
        }
    }

    @Override
    public void close() {
        mapping.ifPresent(m -> {
            if (!m.isNull()) {
                m.deallocate();
            }
        });
    }
}
