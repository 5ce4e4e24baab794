package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Circles of people, and who of them is asked for. People are numbered circle by circle.
///
/// @param circles that nobody's words link
/// @param asked   for, by number, in the order of the answers
record Web(List<Circle> circles, List<Integer> asked) {
    /// Far more than are needed, so that no answers fall away more often than others.
    private static final int MOST_TRIES = 100_000;

    Web {
        circles = List.copyOf(circles);
        asked = List.copyOf(asked);
    }

    /// A web in which the right answers are those wanted.
    ///
    /// @return nothing where circles were drawn in vain
    static Optional<Web> draw(RandomGenerator random, List<Circle.Shape> shapes, List<Answer> wanted) {
        List<Integer> seats = Draws.some(
                random,
                IntStream.range(0, shapes.size())
                        .boxed()
                        .flatMap(
                                circle -> Collections.nCopies(shapes.get(circle).seats(), circle).stream())
                        .toList(),
                wanted.size());
        List<Circle> circles = new ArrayList<>();
        int[] asked = new int[wanted.size()];
        int people = 0;
        for (int i = 0; i < shapes.size(); i++) {
            int number = i;
            List<Integer> here = IntStream.range(0, seats.size())
                    .filter(seat -> seats.get(seat) == number)
                    .boxed()
                    .toList();
            Optional<Circle> circle =
                    circle(random, shapes.get(i), here.stream().map(wanted::get).toList());
            if (circle.isEmpty()) {
                return Optional.empty();
            }
            circles.add(circle.get());
            for (int seat = 0; seat < here.size(); seat++) {
                asked[here.get(seat)] = people + Circle.person(seat);
            }
            people += shapes.get(i).size();
        }
        return Optional.of(new Web(circles, Arrays.stream(asked).boxed().toList()));
    }

    private static Optional<Circle> circle(RandomGenerator random, Circle.Shape shape, List<Answer> wanted) {
        return Stream.generate(() -> Circle.draw(random, shape, wanted.size()))
                .limit(MOST_TRIES)
                .flatMap(Optional::stream)
                .filter(circle -> circle.fits(wanted))
                .findFirst();
    }

    int people() {
        return circles.stream().mapToInt(Circle::size).sum();
    }

    /// All that is told, said with the words of these people and places.
    List<String> sentences(RandomGenerator random, WebWords words) {
        List<String> all = new ArrayList<>();
        int first = 0;
        for (Circle circle : circles) {
            for (Sentence sentence : circle.sentences()) {
                all.add(words.sentence(random, sentence, first));
            }
            first += circle.size();
        }
        return all;
    }
}
