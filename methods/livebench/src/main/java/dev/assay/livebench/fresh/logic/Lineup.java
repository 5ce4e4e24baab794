package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How large a puzzle is, and how what describes people is numbered: the values of the first attribute
/// from 0 on, then those of the second, and so on; last the positions, which are an attribute whose
/// values are known to stand where they stand.
///
/// @param people     how many stand in the line; each attribute has as many values
/// @param attributes how many values each person has, without the position
record Lineup(int people, int attributes) {
    /// How many values there are, without the positions.
    int values() {
        return people * attributes;
    }

    /// How many values and positions there are.
    int items() {
        return values() + people;
    }

    /// The attribute of a value; the last of all is the position.
    int attribute(int item) {
        return item / people;
    }

    boolean isPosition(int item) {
        return item >= values();
    }

    /// The value of an attribute that stands at a place.
    int at(int[] places, int attribute, int place) {
        return IntStream.range(attribute * people, (attribute + 1) * people)
                .filter(item -> places[item] == place)
                .findFirst()
                .orElseThrow();
    }

    /// A place for each value by chance, and each position's own.
    int[] places(RandomGenerator random) {
        List<Integer> places = IntStream.range(0, people).boxed().toList();
        IntStream drawn = IntStream.range(0, attributes)
                .flatMap(attribute -> Draws.shuffled(random, places).stream().mapToInt(Integer::intValue));
        return IntStream.concat(drawn, IntStream.range(0, people)).toArray();
    }

    /// The places that each value may have before anything is known, as the bits of a number.
    int[] domains() {
        return IntStream.range(0, items())
                .map(item -> isPosition(item) ? 1 << (item - values()) : (1 << people) - 1)
                .toArray();
    }
}
