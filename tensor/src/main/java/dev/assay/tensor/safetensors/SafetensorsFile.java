package dev.assay.tensor.safetensors;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/// One safetensors file, open for reading.
///
/// Opening reads and checks the header only; it needs neither the engine nor the heap for the data. The first
/// [tensor][#tensor(String)] maps the whole file into memory, privately: pages are read when they are touched,
/// and writing to a tensor changes this process's copy of the page and never the file.
///
/// A tensor stays valid after the file object is closed and even after the file is deleted: each tensor holds
/// on to the mapping, which goes when the last of them goes. It belongs to the scope that is open when it is
/// asked for.
///
/// The file must not be cut short or written to in place while it is mapped: a page that is gone kills the
/// process, as with every mapped file. [SafetensorsWriter] replaces files by renaming, which is safe. On
/// Windows a mapped file can be neither replaced nor deleted until the last of its tensors is gone.
///
/// Reading is safe from several threads; closing is not, while another thread reads.
///
/// Format: [safetensors](https://huggingface.co/docs/safetensors/index#format).
public final class SafetensorsFile implements AutoCloseable {
    private final Path file;
    private final Stamp stamp;
    private final Header header;
    private final long dataStart;
    private Optional<MappedBytes> mapped = Optional.empty();
    private boolean closed;

    private SafetensorsFile(Path file, Stamp stamp, HeaderReader.Located located) {
        this.file = file;
        this.stamp = stamp;
        this.header = located.header();
        this.dataStart = located.dataStart();
    }

    /// What tells that a path still leads to the same content.
    private record Stamp(long size, long modifiedMillis, String key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.size(), found.lastModifiedTime().toMillis(), String.valueOf(found.fileKey()));
        }
    }

    /// Opens a file and checks its header: every tensor lies inside the file, none overlap, nothing is left
    /// over.
    ///
    /// @throws AssayException `ASSAY-4012` if the header is wrong, `ASSAY-4011` if there is no
    /// such file
    public static SafetensorsFile open(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Stamp stamp = Stamp.of(file);
            return new SafetensorsFile(file, stamp, HeaderReader.read(file, channel, stamp.size()));
        } catch (NoSuchFileException e) {
            throw Faults.file(file, "There is no such file.", "check the path");
        } catch (IOException e) {
            throw Faults.file(
                    file,
                    "The file cannot be read: " + e.getMessage() + ".",
                    "check that it is a file and that you may read it");
        }
    }

    /// Where the file lies.
    public Path path() {
        return file;
    }

    /// The names of its tensors, in the order of the header.
    public Set<String> names() {
        return header.tensors().keySet();
    }

    /// What the header says of a tensor.
    ///
    /// @throws AssayException `ASSAY-4013` if there is none of this name
    public Entry entry(String name) {
        Entry entry = header.tensors().get(name);
        if (entry == null) {
            throw Faults.noTensor(file, name, header.tensors().size());
        }
        return entry;
    }

    /// All entries, in the order of the header.
    public List<Entry> entries() {
        return List.copyOf(header.tensors().values());
    }

    /// Free text that the writer left in the header.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// Bytes of all tensors together.
    public long dataBytes() {
        return stamp.size() - dataStart;
    }

    /// A tensor of the file, on the processor, without a gradient.
    ///
    /// No number is copied where the tensor lies at a multiple of its element size, as in every file that Assay
    /// or the format's own library writes; elsewhere this one tensor is copied.
    ///
    /// @throws AssayException `ASSAY-4013` if there is none of this name, `ASSAY-4017` if its type is not one
    /// the engine reads, `ASSAY-4011` if the file changed since it was opened, `ASSAY-5012` if it cannot be
    /// mapped
    /// @throws IllegalStateException if this file object is closed
    public Tensor tensor(String name) {
        Entry entry = entry(name);
        if (entry.type().scalarType().isEmpty()) {
            throw Faults.unreadableType(file, entry);
        }
        return mapping().tensor(file, entry, dataStart);
    }

    private synchronized MappedBytes mapping() {
        if (closed) {
            throw new IllegalStateException("this safetensors file is closed: " + file);
        }
        if (mapped.isEmpty()) {
            requireUnchanged();
            mapped = Optional.of(MappedBytes.map(file, stamp.size()));
            requireUnchanged();
        }
        return mapped.get();
    }

    private void requireUnchanged() {
        try {
            if (Stamp.of(file).equals(stamp)) {
                return;
            }
        } catch (IOException e) {
            throw Faults.file(file, "The file is gone since it was opened.", "open it again");
        }
        throw Faults.file(file, "The file has changed since it was opened.", "open it again");
    }

    /// Gives up the file; tensors that were read from it stay valid.
    @Override
    public synchronized void close() {
        closed = true;
        mapped.ifPresent(MappedBytes::free);
        mapped = Optional.empty();
    }
}
