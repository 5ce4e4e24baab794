package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// People in a line, each with one value of every category.
///
/// @param categories drawn
/// @param people     how many
/// @param positions  of each value, numbered category by category, from 0 at the left
record Line(List<Category> categories, int people, int[] positions) {
    /// What people differ in.
    ///
    /// @param name   such as "beverage"
    /// @param phrase what somebody does who has a value, with a place for it
    /// @param values drawn
    record Category(String name, String phrase, List<String> values) {
        Category {
            values = List.copyOf(values);
        }
    }

    private static final List<Category> ALL = List.of(
            category("pet", "owns the %s", "cat dog parrot turtle hamster rabbit goat ferret gecko canary"),
            category("beverage", "drinks %s", "tea coffee milk juice water cider lemonade cocoa kefir soda"),
            category("sport", "plays %s", "tennis chess hockey golf rugby cricket badminton squash handball polo"),
            category("nationality", "is %s", "Danish Greek Polish Kenyan Chilean Indian Irish Korean Turkish Peruvian"),
            category("instrument", "plays the %s", "violin flute piano drums harp cello trumpet oboe guitar banjo"),
            category(
                    "profession",
                    "works as a %s",
                    "nurse baker pilot lawyer farmer tailor teacher plumber chemist judge"),
            category("fruit", "likes %s", "apples pears plums cherries figs grapes melons kiwis dates lemons"),
            category("transport", "travels by %s", "bus train bicycle ferry tram car scooter taxi canoe sled"),
            category("colour", "wears %s", "red blue green yellow white black purple orange grey brown"),
            category("music", "listens to %s", "jazz opera rock folk techno blues gospel reggae swing samba"),
            category("flower", "grows %s", "roses tulips lilies daisies irises orchids poppies asters dahlias violets"),
            category("subject", "studies %s", "history biology law physics music geology drama botany Latin logic"));

    private static Category category(String name, String phrase, String values) {
        return new Category(name, phrase, List.of(values.split(" ")));
    }

    static Line draw(RandomGenerator random, int people, int categories) {
        List<Category> drawn = new ArrayList<>();
        for (Category each : Draws.some(random, ALL, categories)) {
            drawn.add(new Category(each.name(), each.phrase(), Draws.some(random, each.values(), people)));
        }
        int[] positions = new int[people * categories];
        for (int category = 0; category < categories; category++) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                places.add(i);
            }
            places = Draws.some(random, places, people);
            for (int i = 0; i < people; i++) {
                positions[category * people + i] = places.get(i);
            }
        }
        return new Line(drawn, people, positions);
    }

    int values() {
        return positions.length;
    }

    int category(int value) {
        return value / people;
    }

    String value(int value) {
        return categories.get(category(value)).values().get(value % people);
    }

    /// "owns the cat".
    String does(int value) {
        return categories.get(category(value)).phrase().formatted(value(value));
    }

    /// "the person who owns the cat".
    String who(int value) {
        return "the person who " + does(value);
    }

    /// The value of a category at a position.
    int at(int category, int position) {
        int value = category * people;
        while (positions[value] != position) {
            value++;
        }
        return value;
    }
}
