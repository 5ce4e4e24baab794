package dev.assay.tensor.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Files put together byte by byte, and tensors from and to bytes: what the reader and the writer are held against.
final class HandMade {
    private HandMade() {}

    static byte[] file(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    static Path write(Path folder, String name, byte... bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] floats(float... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            buffer.putFloat(number);
        }
        return buffer.array();
    }

    /// A tensor of these bytes, made without the code under test.
    static Tensor tensor(ScalarType type, byte[] bytes, long... shape) {
        if (bytes.length == 0) {
            return torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional());
        }
        Tensor raw =
                torch.empty(new long[] {bytes.length}, new TensorOptions(ScalarType.Byte), new MemoryFormatOptional());
        new BytePointer(raw.data_ptr()).put(bytes);
        return raw.view(type).view(shape);
    }

    static byte[] bytes(Tensor tensor) {
        byte[] bytes = new byte[Math.toIntExact(tensor.nbytes())];
        if (bytes.length > 0) {
            new BytePointer(tensor.contiguous().data_ptr()).get(bytes);
        }
        return bytes;
    }

    static List<Long> shape(Tensor tensor) {
        List<Long> shape = new ArrayList<>();
        for (long dimension = 0; dimension < tensor.dim(); dimension++) {
            shape.add(tensor.size(dimension));
        }
        return shape;
    }
}
