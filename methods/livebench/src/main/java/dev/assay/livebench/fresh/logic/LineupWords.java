package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says a puzzle about a line in English.
///
/// @param lineup     how large it is
/// @param attributes what the people have, in the order of the numbers of their values
/// @param values     the values, by number
record LineupWords(Lineup lineup, List<Attribute> attributes, List<String> values) {
    LineupWords {
        attributes = List.copyOf(attributes);
        values = List.copyOf(values);
    }

    /// Draws attributes and values for a line.
    static LineupWords draw(RandomGenerator random, Lineup lineup, List<Attribute> all) {
        List<Attribute> attributes = Draws.some(random, all, lineup.attributes());
        List<String> values = attributes.stream()
                .flatMap(attribute -> Draws.some(random, attribute.values(), lineup.people()).stream())
                .toList();
        return new LineupWords(lineup, attributes, values);
    }

    /// A value, or a position in digits.
    String item(int item) {
        return lineup.isPosition(item) ? Integer.toString(item - lineup.values() + 1) : values.get(item);
    }

    /// How the people stand, and what they may have.
    List<String> scene(RandomGenerator random) {
        List<String> lines = new ArrayList<>();
        lines.add(Draws.one(
                        random,
                        List.of(
                                "%d people stand side by side in a line, at positions 1 to %d from left to right.",
                                "A line has %d people in it. Their positions are counted from 1 at the left to %d"
                                        + " at the right.",
                                "Picture %d people in a row. The one at the left has position 1, the one at the right"
                                        + " has position %d."))
                .formatted(lineup.people(), lineup.people()));
        lines.add("Each person has one value of each of these attributes, and no two people share one:");
        IntStream.range(0, lineup.attributes()).forEach(attribute -> lines.add("- " + listed(random, attribute)));
        return lines;
    }

    private String listed(RandomGenerator random, int attribute) {
        List<String> own = values.subList(attribute * lineup.people(), (attribute + 1) * lineup.people());
        return attributes.get(attribute).noun() + ": " + String.join(", ", Draws.shuffled(random, own));
    }

    /// A clue as a sentence.
    String clue(RandomGenerator random, Clue clue) {
        Object[] people = clue.items().stream().map(this::person).toArray();
        String text = String.format(Locale.ROOT, Draws.one(random, clue.kind().wordings()), people);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /// What the words of clues mean, where somebody might take them otherwise.
    List<String> notes(List<Clue> clues) {
        List<String> notes = new ArrayList<>();
        notes.add("Two descriptions may mean one and the same person, unless what is said rules it out.");
        if (clues.stream().anyMatch(clue -> clue.kind().comparesParity())) {
            notes.add("The parity of a position is whether it is odd or even.");
        }
        if (clues.stream().anyMatch(clue -> clue.kind().isBetween())) {
            notes.add("Somebody between two people has one of them on each side, and either may be the left one.");
        }
        return notes;
    }

    /// A question as a sentence.
    String question(RandomGenerator random, LineupAsk ask) {
        String person = person(ask.item());
        if (lineup.isPosition(ask.answer())) {
            return Draws.one(random, List.of("At what position is %s?", "What is the position of %s?"))
                    .formatted(person);
        }
        Attribute asked = attributes.get(ask.attribute());
        return random.nextBoolean()
                ? "What is the " + asked.noun() + " of " + person + "?"
                : "What " + asked.noun() + " does " + person + " " + asked.verb() + "?";
    }

    private String person(int item) {
        return lineup.isPosition(item)
                ? "the person at position " + item(item)
                : attributes.get(lineup.attribute(item)).person(item(item));
    }

    /// Who stands where and has what.
    String solution(int[] places) {
        return IntStream.range(0, lineup.people())
                .mapToObj(place -> (place + 1) + ": "
                        + IntStream.range(0, lineup.attributes())
                                .mapToObj(attribute -> item(lineup.at(places, attribute, place)))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
