package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/// Writes safetensors files: the same tensors give the same bytes, and a file is there whole or not at all.
public final class SafetensorsWriter {
    /// Bytes handed to the channel at one time.
    private static final long BLOCK_BYTES = 64L << 20;

    private SafetensorsWriter() {}

    /// Writes tensors in the map's order.
    ///
    /// @param metadata free text for the header
    /// @throws AssayException `ASSAY-5001` if the disk is full, `ASSAY-4014` for a number format that files
    ///     cannot hold
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        byte[] header = header(tensors, metadata, file);
        AtomicFiles.writeChannel(file, channel -> {
            ByteBuffer prefix =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
            writeAll(channel, prefix);
            writeAll(channel, ByteBuffer.wrap(header));
            for (Tensor tensor : tensors.values()) {
                writeTensor(channel, tensor);
            }
        });
    }

    private static byte[] header(Map<String, Tensor> tensors, Map<String, String> metadata, Path file) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (!metadata.isEmpty()) {
            ObjectNode free = root.putObject("__metadata__");
            metadata.forEach(free::put);
        }
        long at = 0;
        for (Map.Entry<String, Tensor> item : tensors.entrySet()) {
            Tensor tensor = item.getValue();
            StoredType type =
                    StoredType.of(tensor.scalar_type()).orElseThrow(() -> unsupported(file, item.getKey(), tensor));
            ObjectNode entry = root.putObject(item.getKey());
            entry.put("dtype", type.name());
            ArrayNode shape = entry.putArray("shape");
            for (long dimension = 0; dimension < tensor.dim(); dimension++) {
                shape.add(tensor.size(dimension));
            }
            long bytes = tensor.numel() * type.bytes();
            entry.putArray("data_offsets").add(at).add(at + bytes);
            at += bytes;
        }
        String json = Json.line(root);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    }

    private static AssayException unsupported(Path file, String name, Tensor tensor) {
        return AssayException.of(
                "ASSAY-4014",
                "Tensors of the number format " + tensor.scalar_type() + " cannot be written.",
                file + ", tensor " + name,
                "convert it to f32, f16, bf16 or a whole-number format first");
    }

    private static void writeTensor(FileChannel channel, Tensor tensor) throws IOException {
        if (tensor.numel() == 0) {
            return;
        }
        try (var scope = Scope.open()) {
            Tensor whole = tensor.detach().cpu().contiguous();
            long bytes = whole.nbytes();
            BytePointer data = new BytePointer(whole.data_ptr());
            for (long from = 0; from < bytes; from += BLOCK_BYTES) {
                long count = Math.min(BLOCK_BYTES, bytes - from);
                ByteBuffer block =
                        new BytePointer(data).position(from).limit(from + count).asByteBuffer();
                writeAll(channel, block);
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
