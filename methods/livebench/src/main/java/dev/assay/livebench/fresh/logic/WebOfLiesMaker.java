package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes webs of lies: people who always lie or never do say so of each other; who tells the truth?
///
/// Three answers are drawn first, each as likely as the others, and then circles of people until they
/// have them. How many circles there are, how large, where something is told outright and where
/// somebody is asked for is drawn without regard to the answers, so that nothing but what is said tells
/// them. In version 3 somebody may be unknown though their circle has one of whom it is told outright,
/// and known though it has none: where of two one calls the other a liar, whoever says that exactly one
/// of them tells the truth does so too. What follows is found by trying all ways to lie. Medium ones
/// have 13 people.
public final class WebOfLiesMaker implements Maker {
    private static final int ASKED = 3;

    private final boolean third;

    /// @param third whether for version 3, where the answer may be unknown
    public WebOfLiesMaker(boolean third) {
        this.third = third;
    }

    @Override
    public Kind kind() {
        return Kind.of("reasoning", third ? "web_of_lies_v3" : "web_of_lies_v2");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        List<Answer> wanted = IntStream.range(0, ASKED)
                .mapToObj(i -> Draws.one(random, Answer.of(third)))
                .toList();
        return Web.draw(random, shapes(random, difficulty), wanted).map(web -> draft(random, web, wanted));
    }

    private List<Circle.Shape> shapes(RandomGenerator random, Difficulty difficulty) {
        List<Integer> sizes = switch (difficulty) {
            case EASY -> third ? List.of(4, 3) : List.of(7);
            case MEDIUM -> third ? Draws.one(random, List.of(List.of(7, 6), List.of(5, 4, 4))) : List.of(13);
            case HARD -> third ? Draws.one(random, List.of(List.of(7, 6, 6), List.of(5, 5, 5, 4))) : List.of(10, 9);
        };
        // In version 2 all must follow from what is told outright.
        int anchored = third ? sizes.size() / 2 : sizes.size();
        boolean hasPairs = third || difficulty == Difficulty.HARD;
        return IntStream.range(0, sizes.size())
                .mapToObj(i -> new Circle.Shape(sizes.get(i), i < anchored, hasPairs))
                .toList();
    }

    private Draft draft(RandomGenerator random, Web web, List<Answer> wanted) {
        WebWords words = WebWords.draw(random, web.people());
        List<String> told = Stream.of(
                        words.scene(), web.sentences(random, words), words.herrings(random, web.people() / 4))
                .flatMap(List::stream)
                .toList();
        String asked = web.asked().stream().map(words::question).collect(Collectors.joining(" "));
        String truth = wanted.stream().map(Answer::word).collect(Collectors.joining(", "));
        String form = third
                ? "Then give three words, each yes, no or unknown where it cannot be known, in <solution></solution> tags,"
                        + " such as <solution>yes, unknown, no</solution>."
                : "Then give a list of three words, yes or no, in **bold**, such as **yes, no, yes**.";
        String prompt = "Each of the following people either always tells the truth or always lies. "
                + String.join(" ", Draws.shuffled(random, told)) + " " + asked + " Think step by step. " + form
                + " If you are not sure, guess.";
        String answer = third ? "<solution>" + truth + "</solution>" : "**" + truth + "**";
        return Draft.of(prompt, truth, "I followed who says what of whom.\n\n" + answer);
    }
}
