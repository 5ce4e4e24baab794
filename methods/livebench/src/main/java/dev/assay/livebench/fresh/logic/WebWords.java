package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says a web of lies in English.
///
/// @param names  of people, by number
/// @param places at which they are
record WebWords(List<String> names, List<String> places) {
    private static final List<String> NAMES = words("Amara Boris Celine Dario Esther Felix Gloria Hugo Irena Jamal Kaya"
            + " Lars Mina Noel Olga Pierre Rania Samir Tessa Uwe Violet Walid Xenia Yara Zeno Adil Bettina Cosmo Dunja"
            + " Edgar");
    private static final List<String> PLACES =
            words("airport aquarium bakery bridge castle cinema farm fountain harbour"
                    + " hotel library lighthouse market mill museum observatory park pier planetarium quarry racetrack school"
                    + " stadium station theatre tower university vineyard waterfall zoo");
    private static final List<String> HERRINGS = List.of(
            "saw a fire engine",
            "thinks a friend is lying",
            "has bought an umbrella",
            "thinks a neighbour tells the truth",
            "waits for a letter",
            "has never been to the sea");

    WebWords {
        names = List.copyOf(names);
        places = List.copyOf(places);
    }

    private static List<String> words(String all) {
        return List.of(all.split(" "));
    }

    static WebWords draw(RandomGenerator random, int people) {
        return new WebWords(Draws.some(random, NAMES, people), Draws.some(random, PLACES, people));
    }

    /// Who is where.
    List<String> scene() {
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + " is at the " + places.get(i) + ".")
                .toList();
    }

    /// What has nothing to do with the question, though it may sound so.
    List<String> herrings(RandomGenerator random, int count) {
        List<String> lines = new ArrayList<>();
        for (String herring : Draws.some(random, HERRINGS, count)) {
            lines.add("The " + person(random.nextInt(places.size())) + " " + herring + ".");
        }
        return lines;
    }

    /// A sentence about people of a circle.
    ///
    /// @param first the number that the circle's first person has here
    String sentence(RandomGenerator random, Sentence sentence, int first) {
        return switch (sentence) {
            case Sentence.Told(int who, boolean isTruthful) ->
                "The " + person(first + number(who)) + (isTruthful ? " tells the truth." : " lies.");
            case Sentence.Says(int who, Claim claim, int others) ->
                "The " + person(first + number(who)) + " says " + others(random, others, first) + " " + claim.words()
                        + ".";
        };
    }

    private String others(RandomGenerator random, int others, int first) {
        if (Integer.bitCount(others) == 1) {
            return "the " + person(first + number(others));
        }
        int lower = Integer.lowestOneBit(others);
        List<Integer> both = Draws.shuffled(random, List.of(lower, others - lower));
        return both.stream()
                .map(other -> places.get(first + number(other)))
                .collect(Collectors.joining(" and the ", "that of the persons at the ", ""));
    }

    private static int number(int person) {
        return Integer.numberOfTrailingZeros(person);
    }

    String question(int person) {
        return "Does the " + person(person) + " tell the truth?";
    }

    private String person(int person) {
        return "person at the " + places.get(person);
    }
}
