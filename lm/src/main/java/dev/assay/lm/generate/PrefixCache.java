package dev.assay.lm.generate;

import dev.assay.lm.family.SlotCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Remembers the keys and values of what sequences began with, so that a prompt that begins alike is
/// read from where it differs.
///
/// What was used longest ago is forgotten first. For one thread, and one decoder.
public final class PrefixCache implements AutoCloseable {
    /// Fewer positions than this are read again as quickly.
    private static final int LEAST = 4;

    private final long mostBytes;
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    private record Entry(int[] ids, SlotCache.Saved saved) {
        int shared(int[] other) {
            int mismatch = Arrays.mismatch(ids, other);
            return mismatch < 0 ? ids.length : mismatch;
        }
    }

    /// An empty one.
    ///
    /// @param mostBytes memory at most; 0 remembers nothing
    public PrefixCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Memory held.
    public long bytes() {
        return bytes;
    }

    /// Begins a slot with as much of a prompt as is remembered, but not its last token, whose logits
    /// are needed.
    ///
    /// @return how many tokens
    int restore(int[] prompt, SlotCache cache, int slot) {
        int best = -1;
        int most = 0;
        for (int i = 0; i < entries.size(); i++) {
            int shared = Math.min(entries.get(i).shared(prompt), prompt.length - 1);
            if (shared > most) {
                best = i;
                most = shared;
            }
        }
        if (most < LEAST) {
            return 0;
        }
        Entry entry = entries.remove(best);
        entries.add(entry);
        cache.restore(slot, entry.saved(), most);
        return most;
    }

    /// Remembers a slot, whose ids these are as far as it is filled.
    void keep(int[] ids, SlotCache cache, int slot) {
        int[] filled = Arrays.copyOf(ids, cache.length(slot));
        if (mostBytes == 0
                || filled.length < LEAST
                || entries.stream().anyMatch(entry -> entry.shared(filled) == filled.length)) {
            return;
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).shared(filled) == entries.get(i).ids().length) {
                forget(i);
            }
        }
        SlotCache.Saved saved = cache.save(slot, filled.length);
        entries.add(new Entry(filled, saved));
        bytes += saved.bytes();
        while (bytes > mostBytes) {
            forget(0);
        }
    }

    private void forget(int index) {
        Entry entry = entries.remove(index);
        bytes -= entry.saved().bytes();
        entry.saved().close();
    }

    @Override
    public void close() {
        while (!entries.isEmpty()) {
            forget(entries.size() - 1);
        }
    }
}
