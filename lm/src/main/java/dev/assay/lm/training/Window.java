package dev.assay.lm.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One or several examples laid end to end in a row of the batch.
///
/// @param ids tokens, `[time]`
/// @param targets  the id to predict at each place, or [#NOTHING]
/// @param segments the number of the example at each place, so that none looks at another
public record Window(int[] ids, int[] targets, int[] segments) {
    /// Marks a place whose prediction does not count.
    public static final int NOTHING = -100;

    /// How many places count.
    public int targetCount() {
        return (int) Arrays.stream(targets).filter(t -> t != NOTHING).count();
    }

    /// Whether there is more than one example in it.
    public boolean packed() {
        return segments.length > 0 && segments[segments.length - 1] > 0;
    }

    /// Position of each place within its own example.
    public int[] positions() {
        int[] positions = new int[ids.length];
        for (int i = 1; i < ids.length; i++) {
            positions[i] = segments[i] == segments[i - 1] ? positions[i - 1] + 1 : 0;
        }
        return positions;
    }

    /// One example a window.
    public static List<Window> single(List<Example> examples) {
        return examples.stream().map(e -> of(List.of(e))).toList();
    }

    /// Packs examples into windows of at most `length` tokens: the first window with room takes the next example,
    /// looking back over a bounded number of open windows.
    public static List<Window> packed(List<Example> examples, int length) {
        int lookBack = 64;
        List<List<Example>> windows = new ArrayList<>();
        List<Integer> filled = new ArrayList<>();
        for (Example example : examples) {
            int size = example.ids().length;
            int place = Math.max(0, windows.size() - lookBack);
            while (place < windows.size() && filled.get(place) + size > length) {
                place++;
            }
            if (place == windows.size()) {
                windows.add(new ArrayList<>());
                filled.add(0);
            }
            windows.get(place).add(example);
            filled.set(place, filled.get(place) + size);
        }
        return windows.stream().map(Window::of).toList();
    }

    private static Window of(List<Example> examples) {
        int length = examples.stream().mapToInt(e -> e.ids().length).sum();
        int[] ids = new int[length];
        int[] targets = new int[length];
        int[] segments = new int[length];
        Arrays.fill(targets, NOTHING);
        int at = 0;
        for (int segment = 0; segment < examples.size(); segment++) {
            Example example = examples.get(segment);
            for (int i = 0; i < example.ids().length; i++, at++) {
                ids[at] = example.ids()[i];
                segments[at] = segment;
                if (i > 0 && example.learned()[i]) {
                    targets[at - 1] = ids[at];
                }
            }
        }
        return new Window(ids, targets, segments);
    }
}
