package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes webs of lies: people who always lie or never do say so of each other; who tells the truth?
///
/// Who says what is an equation over truth values, so elimination tells whose is forced. The three
/// asked for are forced to a pattern of yes and no that is drawn first; in version 3 some are truly
/// open, since nothing links them to what is known. Medium ones have 13 people; hard ones more, and
/// sayings about two others at once.
public final class WebOfLiesMaker implements Maker {
    private static final List<String> NAMES = List.of(
            ("Amara Boris Celine Dario Esther Felix Gloria Hugo Irena Jamal Kaya Lars Mina Noel Olga Pierre Rania Samir"
                            + " Tessa Uwe Violet Walid Xenia Yara Zeno Adil Bettina Cosmo Dunja Edgar")
                    .split(" "));
    private static final List<String> PLACES = List.of(
            "airport",
            "aquarium",
            "bakery",
            "bridge",
            "castle",
            "cinema",
            "farm",
            "fountain",
            "harbour",
            "hotel",
            "library",
            "lighthouse",
            "market",
            "mill",
            "museum",
            "observatory",
            "park",
            "pier",
            "planetarium",
            "quarry",
            "racetrack",
            "school",
            "stadium",
            "station",
            "theatre",
            "tower",
            "university",
            "vineyard",
            "waterfall",
            "zoo");
    private static final List<String> HERRINGS = List.of(
            "The person at the %s saw a fire engine.",
            "The person at the %s thinks a friend is lying.",
            "The person at the %s has bought an umbrella.",
            "The person at the %s thinks a neighbour tells the truth.",
            "The person at the %s waits for a letter.",
            "The person at the %s has never been to the sea.");

    private final boolean third;

    /// @param third whether for version 3, where the answer may be unknown
    public WebOfLiesMaker(boolean third) {
        this.third = third;
    }

    @Override
    public Kind kind() {
        return Kind.of("reasoning", third ? "web_of_lies_v3" : "web_of_lies_v2");
    }

    /// @param people in all
    /// @param extra  sayings beyond those that link them
    /// @param pairs  whether sayings may be about two others
    private record Size(int people, int extra, boolean pairs) {
        static Size of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(7, 1, false);
                case MEDIUM -> new Size(13, 3, false);
                case HARD -> new Size(19, 6, true);
            };
        }
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.of(difficulty);
        List<Answer> wanted = IntStream.range(0, 3)
                .mapToObj(i -> Answer.values(third).get(random.nextInt(third ? 3 : 2)))
                .toList();
        Web web = new Web(random, size, wanted);
        boolean asWanted = IntStream.range(0, 3).allMatch(i -> web.answer(i) == wanted.get(i));
        return asWanted ? Optional.of(draft(random, web, wanted)) : Optional.empty();
    }

    private Draft draft(RandomGenerator random, Web web, List<Answer> wanted) {
        List<String> asked = IntStream.range(0, 3)
                .mapToObj(i -> "Does the person at the " + web.place(i) + " tell the truth?")
                .toList();
        String truth = wanted.stream().map(Answer::word).collect(Collectors.joining(", "));
        String form = third
                ? "Then give three words, each yes, no or unknown where it cannot be known, in <solution></solution> tags,"
                        + " such as <solution>yes, unknown, no</solution>."
                : "Then give a list of three words, yes or no, in **bold**, such as **yes, no, yes**.";
        String prompt = "Each of the following people either always tells the truth or always lies. "
                + String.join(
                        " ", Draws.some(random, web.sentences(), web.sentences().size())) + " "
                + String.join(" ", asked) + " Think step by step. " + form + " If you are not sure, guess.";
        String answer = third ? "<solution>" + truth + "</solution>" : "**" + truth + "**";
        return Draft.of(prompt, truth, "I followed who says what of whom.\n\n" + answer);
    }

    /// What can be said of somebody.
    private enum Answer {
        YES("yes"),
        NO("no"),
        UNKNOWN("unknown");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static List<Answer> values(boolean third) {
            return third ? List.of(YES, NO, UNKNOWN) : List.of(YES, NO);
        }
    }

    /// People, sayings, and what follows from them. The first three are those who are asked for.
    private static final class Web {
        private final RandomGenerator random;
        private final List<String> places;
        private final boolean[] truthful;
        private final boolean[] open;
        private final Parities parities = new Parities();
        private final List<String> sentences = new ArrayList<>();

        Web(RandomGenerator random, Size size, List<Answer> wanted) {
            this.random = random;
            int people = size.people();
            this.places = Draws.some(random, PLACES, people);
            this.truthful = new boolean[people];
            this.open = new boolean[people];
            List<String> names = Draws.some(random, NAMES, people);
            for (int i = 0; i < people; i++) {
                sentences.add(names.get(i) + " is at the " + places.get(i) + ".");
                truthful[i] =
                        (i < 3 && wanted.get(i) != Answer.UNKNOWN) ? wanted.get(i) == Answer.YES : random.nextBoolean();
                open[i] = i < 3
                        ? wanted.get(i) == Answer.UNKNOWN
                        : (wanted.contains(Answer.UNKNOWN) && random.nextInt(3) == 0);
            }
            link(members(false), true);
            link(members(true), false);
            for (int i = 0; i < size.extra(); i++) {
                extra(size.pairs());
            }
            int herrings = people / 4;
            for (String herring : Draws.some(random, HERRINGS, Math.min(herrings, HERRINGS.size()))) {
                sentences.add(herring.formatted(places.get(random.nextInt(people))));
            }
        }

        /// Those of whom something is to follow, or those of whom nothing is; the asked ones last, far
        /// from what is given.
        private List<Integer> members(boolean ofOpen) {
            List<Integer> members = IntStream.range(3, truthful.length)
                    .filter(i -> open[i] == ofOpen)
                    .boxed()
                    .collect(Collectors.toCollection(ArrayList::new));
            List<Integer> mixed = new ArrayList<>(Draws.some(random, members, members.size()));
            IntStream.range(0, 3).filter(i -> open[i] == ofOpen).forEach(mixed::add);
            return mixed;
        }

        private void link(List<Integer> members, boolean grounded) {
            for (int i = 0; i < members.size(); i++) {
                int who = members.get(i);
                if (i == 0) {
                    if (grounded) {
                        given(who);
                    }
                } else {
                    // Mostly the one before, so that chains grow long.
                    int other = members.get(random.nextInt(3) > 0 ? i - 1 : random.nextInt(i));
                    if (random.nextBoolean()) {
                        says(who, other);
                    } else {
                        says(other, who);
                    }
                }
            }
        }

        private void given(int who) {
            sentences.add("The person at the " + places.get(who) + (truthful[who] ? " tells the truth." : " lies."));
            parities.add(1L << who, truthful[who]);
        }

        private void says(int who, int other) {
            boolean same = truthful[who] == truthful[other];
            sentences.add("The person at the " + places.get(who) + " says the person at the " + places.get(other)
                    + (same ? " tells the truth." : " lies."));
            parities.add((1L << who) | (1L << other), !same);
        }

        private void extra(boolean pairs) {
            List<Integer> all = members(random.nextBoolean());
            if (all.size() < 4) {
                return;
            }
            List<Integer> some = Draws.some(random, all, 3);
            if (!pairs || random.nextBoolean()) {
                says(some.get(0), some.get(1));
                return;
            }
            boolean alike = truthful[some.get(1)] == truthful[some.get(2)];
            boolean said = alike == truthful[some.get(0)];
            sentences.add("The person at the " + places.get(some.get(0)) + " says that of the persons at the "
                    + places.get(some.get(1)) + " and the " + places.get(some.get(2))
                    + (said ? " both or neither tell the truth." : " exactly one tells the truth."));
            // The speaker tells the truth if and only if the two are alike, where that is said.
            parities.add((1L << some.get(0)) | (1L << some.get(1)) | (1L << some.get(2)), said);
        }

        Answer answer(int who) {
            return parities.forced(who)
                    .map(truth -> truth ? Answer.YES : Answer.NO)
                    .orElse(Answer.UNKNOWN);
        }

        String place(int who) {
            return places.get(who);
        }

        List<String> sentences() {
            return List.copyOf(sentences);
        }
    }
}
