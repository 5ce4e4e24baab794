package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draws;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Different numbers that were measured, and how far they spread.
record Sample(List<Rational> numbers) {
    private static final List<Integer> DIVISORS = List.of(1, 2, 3, 4, 6);

    /// Three or four small numbers; five to seven larger ones; six to eight with fractions among them.
    static Sample draw(RandomGenerator random, Difficulty difficulty) {
        int size = switch (difficulty) {
            case EASY -> Draws.between(random, 3, 4);
            case MEDIUM -> Draws.between(random, 5, 7);
            case HARD -> Draws.between(random, 6, 8);
        };
        int most = difficulty == Difficulty.EASY ? 12 : 30;
        Set<Rational> numbers = new LinkedHashSet<>();
        while (numbers.size() < size) {
            int divisor = difficulty == Difficulty.HARD ? Draws.one(random, DIVISORS) : 1;
            numbers.add(
                    new Rational(BigInteger.valueOf(Draws.between(random, -most, most)), BigInteger.valueOf(divisor)));
        }
        return new Sample(List.copyOf(numbers));
    }

    /// The mean square of the distances from the mean, over one less than their number.
    Rational variance() {
        Rational mean = sum(numbers).over(Rational.of(numbers.size()));
        List<Rational> squares = numbers.stream()
                .map(number -> number.minus(mean))
                .map(distance -> distance.times(distance))
                .toList();
        return sum(squares).over(Rational.of(numbers.size() - 1));
    }

    /// The same from the distances of all pairs, without a mean.
    Rational varianceOfPairs() {
        Rational sum = Rational.ZERO;
        for (int i = 0; i < numbers.size(); i++) {
            for (int j = 0; j < i; j++) {
                Rational distance = numbers.get(i).minus(numbers.get(j));
                sum = sum.plus(distance.times(distance));
            }
        }
        return sum.over(Rational.of((long) numbers.size() * (numbers.size() - 1)));
    }

    private static Rational sum(List<Rational> numbers) {
        return numbers.stream().reduce(Rational.ZERO, Rational::plus);
    }
}
