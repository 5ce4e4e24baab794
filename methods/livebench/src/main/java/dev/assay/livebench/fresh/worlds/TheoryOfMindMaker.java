package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes stories of people who come and go while things are moved, and asks where one believes a thing
/// to be, or believes that another believes it.
///
/// What a chain of people believe (Ann thinks that Bo thinks ...) changes with a move that all of them
/// are there to see. Easy stories ask what one person believes, medium ones what one believes of
/// another, hard ones what one believes that another believes of a third. Only stories are taken where
/// that is not where the thing is. After the test of false beliefs of Wimmer and Perner (1983).
public final class TheoryOfMindMaker implements Maker {
    private static final List<String> COLOURS =
            List.of("red", "blue", "green", "yellow", "white", "black", "purple", "orange", "grey", "brown");
    private static final List<String> CONTAINERS = List.of("box", "basket", "drawer", "chest", "bag", "tin", "crate");
    private static final List<String> ROOMS =
            List.of("kitchen", "workshop", "library", "attic", "garage", "office", "cellar", "studio", "waiting room");
    private static final List<String> THINGS = List.of(
            "key", "passport", "apple", "notebook", "ring", "candle", "whistle", "coin", "letter", "pencil", "map");

    /// @param people in the story
    /// @param places where the thing may be
    /// @param events comings, goings and moves
    /// @param chain  how many people's beliefs are asked for, one inside the other
    private record Size(int people, int places, int events, int chain) {
        static Size of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(3, 3, 6, 1);
                case MEDIUM -> new Size(4, 4, 11, 2);
                case HARD -> new Size(5, 5, 18, 3);
            };
        }
    }

    @Override
    public Kind kind() {
        return Kind.of("reasoning", "theory_of_mind");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.of(difficulty);
        List<String> people = Draws.some(random, Names.ALL, size.people());
        String container = Draws.one(random, CONTAINERS);
        List<String> places = Draws.some(random, COLOURS, size.places()).stream()
                .map(colour -> colour + " " + container)
                .toList();
        Story story = new Story(random, people, places, Draws.one(random, THINGS), Draws.one(random, ROOMS));
        List<String> chain = Draws.some(random, people, size.chain());
        Belief belief = new Belief(chain, story.begin());
        for (int i = 0; i < size.events(); i++) {
            story.event().ifPresent(place -> belief.moved(place, story.present()));
        }
        boolean common = belief.place().equals(story.place());
        boolean trivial = size.chain() > 1 && belief.changes() == 0;
        return common || trivial ? Optional.empty() : Optional.of(draft(story, chain, belief.place()));
    }

    private static Draft draft(Story story, List<String> chain, String place) {
        String token = place.replace(' ', '_');
        StringBuilder believed = new StringBuilder();
        for (int i = 0; i < chain.size(); i++) {
            believed.append(i == 0 ? "does " : i == 1 ? " think that " : " thinks that ")
                    .append(chain.get(i));
        }
        String verb = chain.size() == 1 ? " think that the " : " thinks that the ";
        String question = "At the end, where " + believed + verb + story.thing() + " is?";
        String prompt = story.text() + "\n\n" + question
                + "\n\nEverybody in the room sees what happens there and who is there; nobody outside sees or hears any"
                + " of it. All containers are closed, and nobody looks into one without moving the " + story.thing()
                + ". Think step by step. Answer with the container's colour and kind joined by an underscore, such as"
                + " pink_jar, in <solution></solution> tags, and with nothing else there. If you are not sure, guess.";
        return Draft.of(prompt, token, "I followed who saw which move.\n\n<solution>" + token + "</solution>");
    }

    /// What the last of a chain believes in the eyes of all before.
    private static final class Belief {
        private final List<String> chain;
        private String place;
        private int changes;

        Belief(List<String> chain, String place) {
            this.chain = chain;
            this.place = place;
        }

        void moved(String to, Set<String> present) {
            if (present.containsAll(chain)) {
                place = to;
                changes++;
            }
        }

        String place() {
            return place;
        }

        int changes() {
            return changes;
        }
    }

    /// Tells what happens, and keeps who is there and where the thing is.
    private static final class Story {
        private final RandomGenerator random;
        private final List<String> people;
        private final List<String> places;
        private final String thing;
        private final String room;
        private final Set<String> present;
        private final List<String> sentences = new ArrayList<>();
        private String place;

        Story(RandomGenerator random, List<String> people, List<String> places, String thing, String room) {
            this.random = random;
            this.people = people;
            this.places = places;
            this.thing = thing;
            this.room = room;
            this.present = new LinkedHashSet<>(people);
            this.place = Draws.one(random, places);
            sentences.add(Phrases.all(people) + " are in the " + room + ".");
            sentences.add("The " + room + " has "
                    + Phrases.all(places.stream().map(each -> "a " + each).toList()) + ".");
            sentences.add(people.getFirst() + " puts the " + thing + " into the " + place + " while all look on.");
        }

        String begin() {
            return place;
        }

        /// One thing happens; gives the place if something was moved.
        Optional<String> event() {
            List<String> outside = new ArrayList<>(people);
            outside.removeAll(present);
            int kind = random.nextInt(5);
            if (!outside.isEmpty() && (present.isEmpty() || kind == 0)) {
                String who = Draws.one(random, outside);
                present.add(who);
                sentences.add(who + " comes back into the " + room + ".");
                return Optional.empty();
            }
            String who = Draws.one(random, new ArrayList<>(present));
            if (kind <= 2 && present.size() > 1) {
                present.remove(who);
                sentences.add(who + " leaves the " + room + ".");
                return Optional.empty();
            }
            List<String> others = new ArrayList<>(places);
            others.remove(place);
            place = Draws.one(random, others);
            sentences.add(who + " moves the " + thing + " into the " + place + ".");
            return Optional.of(place);
        }

        Set<String> present() {
            return Collections.unmodifiableSet(present);
        }

        String place() {
            return place;
        }

        String thing() {
            return thing;
        }

        String text() {
            return String.join(" ", sentences);
        }
    }
}
