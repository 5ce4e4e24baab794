package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Two nouns, each with something that holds for it and not for the other: four questions, two yes and two no.
///
/// A set of such fours is balanced in each of its words: a noun or a kind that stands in it is as often in a
/// question with "Yes" as in one with "No", so that no word alone tells the answer.
///
/// @param <T> a noun together with what holds for it
/// @param one   the first
/// @param other the second
record CrossedFour<T>(T one, T other) {

    /// Pairs the items, each of them in one pair at most, taking for each the first later one that fits.
    ///
    /// @param fits  whether what holds for one does not hold for the other
    /// @param reach how many later items are tried
    static <T> List<CrossedFour<T>> pair(List<T> items, int most, int reach, BiPredicate<T, T> fits) {
        List<Optional<T>> left =
                new ArrayList<>(items.stream().map(Optional::of).toList());
        List<CrossedFour<T>> fours = new ArrayList<>();
        for (int i = 0; i < left.size() && fours.size() < most; i++) {
            Optional<T> one = left.get(i);
            for (int j = i + 1; one.isPresent() && j < Math.min(left.size(), i + 1 + reach); j++) {
                Optional<T> other = left.get(j);
                if (other.isPresent() && fits.test(one.get(), other.get())) {
                    fours.add(new CrossedFour<>(one.get(), other.get()));
                    left.set(j, Optional.empty());
                    one = Optional.empty();
                }
            }
        }
        return fours;
    }
}
