package dev.assay.tensor.safetensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The header of one file: its tensors in the order of the header, and its metadata.
///
/// @param tensors  by name
/// @param metadata free text that the writer left
record Header(Map<String, Entry> tensors, Map<String, String> metadata) {
    /// The key under which the format keeps metadata; no tensor may have this name.
    static final String METADATA = "__metadata__";

    Header {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// Refuses tensors that overlap, leave holes or do not end where the data ends: every byte belongs to one
    /// tensor.
    ///
    /// @param dataBytes bytes that follow the header in the file
    /// @throws IllegalArgumentException naming the first tensor that is out of place
    void requireFullCover(long dataBytes) {
        List<Entry> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long covered = 0;
        for (Entry entry : inOrder) {
            requireNext(entry, covered, dataBytes);
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw new IllegalArgumentException("the tensors end at byte " + covered + " of the data, which has "
                    + dataBytes + " bytes; the file is cut off or has bytes that belong to no tensor");
        }
    }

    private static void requireNext(Entry entry, long covered, long dataBytes) {
        String place = "tensor " + Faults.quote(entry.name()) + " lies at [" + entry.begin() + ", " + entry.end() + "]";
        if (entry.end() > dataBytes) {
            throw new IllegalArgumentException(place + ", beyond the " + dataBytes + " bytes of data in the file");
        }
        if (entry.begin() < covered) {
            throw new IllegalArgumentException(place + " and overlaps the tensor before it, which ends at " + covered);
        }
        if (entry.begin() > covered) {
            throw new IllegalArgumentException(
                    place + " and leaves a hole after the tensor before it, which ends at " + covered);
        }
    }
}
