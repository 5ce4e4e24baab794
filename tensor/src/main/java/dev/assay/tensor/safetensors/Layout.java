package dev.assay.tensor.safetensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// Where each tensor will stand in a file that is written.
final class Layout {
    private Layout() {}

    /// One entry for each tensor, in the order of the map; data stands by falling element size.
    static List<Entry> of(Path file, Map<String, Tensor> tensors) {
        List<Entry> unplaced = new ArrayList<>();
        tensors.forEach((name, tensor) -> unplaced.add(unplaced(file, name, tensor)));
        Map<String, Entry> placed = new LinkedHashMap<>();
        unplaced.forEach(entry -> placed.put(entry.name(), entry));
        long at = 0;
        for (Entry entry : inFileOrder(unplaced)) {
            long end = at + entry.bytes();
            placed.put(entry.name(), new Entry(entry.name(), entry.type(), entry.shape(), at, end));
            at = end;
        }
        return List.copyOf(placed.values());
    }

    /// The order in which the data stands: by falling element size, else as given.
    static List<Entry> inFileOrder(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingInt(entry -> -entry.type().bits()))
                .toList();
    }

    /// Bytes of all tensors together.
    static long dataBytes(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    private static Entry unplaced(Path file, String name, Tensor tensor) {
        if (name.equals(Header.METADATA)) {
            throw Faults.unwritable(file, name, "the format keeps this name for metadata");
        }
        if (tensor.isNull() || !tensor.defined()) {
            throw Faults.unwritable(file, name, "it has no memory; its scope may be closed");
        }
        StoredType type = StoredType.of(tensor.scalar_type())
                .orElseThrow(() -> Faults.unwritable(file, name, "its type is " + tensor.scalar_type()));
        List<Long> shape = new ArrayList<>();
        for (long dimension = 0; dimension < tensor.dim(); dimension++) {
            shape.add(tensor.size(dimension));
        }
        return new Entry(name, type, shape, 0, type.bytes(tensor.numel()));
    }
}
