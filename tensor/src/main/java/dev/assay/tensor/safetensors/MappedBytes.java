package dev.assay.tensor.safetensors;

import dev.assay.tensor.Natives;
import dev.assay.tensor.Scope;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A whole file as one tensor of bytes in the engine's own private mapping, which unlike Java's is not bound to
/// 2 GB.
///
/// @param bytes `[file size]`, released from every scope
record MappedBytes(Tensor bytes) {
    static MappedBytes map(Path file, long size) {
        Natives.load();
        try (Scope scope = Scope.open();
                InferenceMode normal = new InferenceMode(false);
                BytePointer path = new BytePointer(file.toAbsolutePath().toString())) {
            Tensor bytes = torch.from_file(
                    path, new BoolOptional(false), new LongOptional(size), new TensorOptions(ScalarType.Byte));
            return new MappedBytes(scope.release(bytes));
        } catch (RuntimeException e) {
            throw Faults.notMapped(file, size, e);
        }
    }

    /// The tensor of an entry whose place in the file was checked and whose type the engine has.
    Tensor tensor(Path file, Entry entry, long dataStart) {
        ScalarType type = entry.type().scalarType().orElseThrow();
        try (Scope scope = Scope.open();
                InferenceMode normal = new InferenceMode(false)) {
            if (entry.bytes() == 0) {
                return scope.keep(torch.empty(
                        entry.sizes(), new TensorOptions(type), new org.bytedeco.pytorch.MemoryFormatOptional()));
            }
            long from = dataStart + entry.begin();
            Tensor raw = bytes.narrow(0, from, entry.bytes());
            if (entry.type() == StoredType.BOOL) {
                requireTruthValues(file, entry, raw);
            }
            boolean aligned = from % (entry.type().bits() / Byte.SIZE) == 0;
            Tensor shaped = (aligned ? raw : raw.clone()).view(type).view(entry.sizes());
            return scope.keep(new Tensor(shaped.variable_data()));
        }
    }

    /// The engine's kernels take a truth value that is neither 0 nor 1 as anything.
    private static void requireTruthValues(Path file, Entry entry, Tensor raw) {
        if (Byte.toUnsignedInt(raw.max().item_byte()) > 1) {
            throw Faults.layout(
                    file,
                    "tensor " + Faults.quote(entry.name()) + " of type BOOL holds bytes that are neither 0 nor 1");
        }
    }

    void free() {
        Scope.free(bytes);
    }
}
