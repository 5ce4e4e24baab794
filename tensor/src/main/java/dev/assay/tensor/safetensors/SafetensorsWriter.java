package dev.assay.tensor.safetensors;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.tensor.Natives;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/// Writes safetensors files.
///
/// The same tensors, names, order and metadata give the same bytes. The header lists the tensors in the order
/// of the map; their data stands by falling element size, so that every tensor is aligned and reads back
/// without a copy.
public final class SafetensorsWriter {
    /// Each write hands the operating system at most this much, so that a Java buffer never spans 2 GB.
    private static final long CHUNK_BYTES = 64L << 20;

    private SafetensorsWriter() {}

    /// Writes tensors to a file, replacing what stands there at once or not at all.
    ///
    /// Data goes from the tensors' own memory to the file, nothing passes over the heap; a tensor that is on
    /// another device or not contiguous is copied, one at a time. Tensors that share memory are written once
    /// each.
    ///
    /// @param file     whose folder exists
    /// @param tensors  by name, in the order of the header
    /// @param metadata free text for the header; its order does not matter
    /// @throws AssayException `ASSAY-4014` for a name or type that the format does not have, `ASSAY-5001` if
    /// the disk is full, `ASSAY-2009` if the file cannot be written for another reason
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        Natives.load();
        List<Entry> entries = Layout.of(file, tensors);
        byte[] header = HeaderWriter.bytes(entries, metadata);
        AtomicFiles.requireSpace(file, header.length + Layout.dataBytes(entries));
        AtomicFiles.writeChannel(file, channel -> {
            writeFully(channel, ByteBuffer.wrap(header));
            for (Entry entry : Layout.inFileOrder(entries)) {
                writeTensor(channel, Objects.requireNonNull(tensors.get(entry.name())), entry.bytes());
            }
        });
    }

    private static void writeTensor(WritableByteChannel channel, Tensor tensor, long byteCount) throws IOException {
        if (byteCount == 0) {
            return;
        }
        try (Scope scope = Scope.open()) {
            BytePointer data =
                    new BytePointer(tensor.detach().cpu().contiguous().data_ptr()).capacity(byteCount);
            for (long from = 0; from < byteCount; from += CHUNK_BYTES) {
                long to = Math.min(byteCount, from + CHUNK_BYTES);
                writeFully(channel, data.position(from).limit(to).asByteBuffer());
            }
        }
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
