package dev.assay.lm.training;

import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Gives the data of each step as a function of the step's number.
@FunctionalInterface
public interface Batches {
    /// The micro-batches of a step, from 0.
    List<TokenBatch> at(long step);

    /// Goes through windows in an order that is shuffled anew for each epoch; the last step of an epoch runs
    /// over into the next.
    ///
    /// @param rows windows in a step
    /// @param microRows windows that go through the model together
    static Batches shuffled(List<Window> windows, int rows, int microRows, Randomness randomness) {
        return step -> {
            List<Window> chosen = new ArrayList<>();
            long epoch = -1;
            int[] order = {};
            for (long i = step * rows; i < (step + 1) * rows; i++) {
                if (i / windows.size() != epoch) {
                    epoch = i / windows.size();
                    order = order(windows.size(), randomness.split(epoch));
                }
                chosen.add(windows.get(order[(int) (i % windows.size())]));
            }
            return micro(chosen, microRows);
        };
    }

    /// Cuts windows at random places out of one long text.
    ///
    /// @param tokens the text
    /// @param time length of a window
    static Batches random(int[] tokens, int time, int rows, int microRows, Randomness randomness) {
        if (tokens.length < time + 1) {
            throw new IllegalArgumentException(
                    "the text has " + tokens.length + " tokens, fewer than a window and its targets: " + (time + 1));
        }
        return step -> {
            SplittableRandom numbers =
                    new SplittableRandom(randomness.split(step).seed());
            List<Window> chosen = IntStream.range(0, rows)
                    .mapToObj(i -> cut(tokens, numbers.nextInt(tokens.length - time), time))
                    .toList();
            return micro(chosen, microRows);
        };
    }

    /// The same, each place counting `weight` times.
    default Batches weighing(double weight) {
        return step -> at(step).stream().map(batch -> batch.weighing(weight)).toList();
    }

    /// The micro-batches of both in each step.
    static Batches together(Batches first, Batches second) {
        return step -> {
            List<TokenBatch> all = new ArrayList<>(first.at(step));
            all.addAll(second.at(step));
            return all;
        };
    }

    /// A window of `time` tokens and the ones that follow each.
    static Window cut(int[] tokens, int from, int time) {
        return new Window(
                java.util.Arrays.copyOfRange(tokens, from, from + time),
                java.util.Arrays.copyOfRange(tokens, from + 1, from + time + 1),
                new int[time]);
    }

    private static List<TokenBatch> micro(List<Window> windows, int microRows) {
        List<TokenBatch> batches = new ArrayList<>();
        for (int from = 0; from < windows.size(); from += microRows) {
            batches.add(new TokenBatch(windows.subList(from, Math.min(windows.size(), from + microRows))));
        }
        return batches;
    }

    /// A random order of `0..size-1` (Fisher and Yates).
    private static int[] order(int size, Randomness randomness) {
        int[] order = IntStream.range(0, size).toArray();
        SplittableRandom numbers = new SplittableRandom(randomness.seed());
        for (int i = size - 1; i > 0; i--) {
            int j = numbers.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
        return order;
    }
}
