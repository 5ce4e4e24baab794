package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Asks for the geometric mean of positive numbers, as a simplified root.
///
/// The mean comes from the prime factors of the numbers; raised to their count, it is proved to be
/// their product.
public final class GeometricMeanMaker implements Maker {
    private static final List<Integer> PRIMES = List.of(2, 3, 5, 7, 11, 13);
    private static final List<String> TASKS = List.of(
            "Compute the geometric mean of $%s$.",
            "What is the geometric mean of the numbers $%s$?", "Find the geometric mean of the positive numbers $%s$.");

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_geometric_mean");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        List<Rational> numbers = numbers(random, difficulty);
        Root mean = mean(numbers);
        Rational product = numbers.stream().reduce(Rational.ONE, Rational::times);
        boolean repeated = numbers.stream().distinct().count() < numbers.size();
        boolean tooEasy = difficulty != Difficulty.EASY && mean.isRational();
        if (repeated || tooEasy || !mean.power(numbers.size()).equals(product)) {
            return Optional.empty();
        }
        String task = Draws.one(random, TASKS).formatted(Latex.list(numbers));
        String form = "Write the positive number that it is as a whole number or fraction, times a simplified root"
                + " where there is one, not as a decimal number.";
        return new Exercise(task, form, "\\frac{5 \\sqrt[4]{6}}{2}", mean.latex()).draft(random);
    }

    private static Root mean(List<Rational> numbers) {
        Map<Long, Integer> exponents = new TreeMap<>();
        for (Rational number : numbers) {
            Root.factor(number.numerator().longValueExact(), 1, exponents);
            Root.factor(number.denominator().longValueExact(), -1, exponents);
        }
        return Root.of(exponents, numbers.size());
    }

    private record Size(int fewest, int most, int primes, int largest) {}

    private static List<Rational> numbers(RandomGenerator random, Difficulty difficulty) {
        Size size = switch (difficulty) {
            case EASY -> new Size(2, 3, 2, 150);
            case MEDIUM -> new Size(3, 5, 3, 1500);
            case HARD -> new Size(5, 7, 4, 1500);
        };
        List<Integer> primes = Draws.some(random, PRIMES, size.primes());
        int count = Draws.between(random, size.fewest(), size.most());
        List<Rational> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean fraction = difficulty == Difficulty.HARD && random.nextInt(3) == 0;
            BigInteger divisor = fraction ? product(random, primes, 12) : BigInteger.ONE;
            numbers.add(new Rational(product(random, primes, size.largest()), divisor));
        }
        return numbers;
    }

    /// A product of some of the primes, above 1 and no larger than `most` where one prime is not.
    private static BigInteger product(RandomGenerator random, List<Integer> primes, int most) {
        int product = Draws.one(random, primes);
        int factors = Draws.between(random, 1, 4);
        for (int i = 0; i < factors; i++) {
            int prime = Draws.one(random, primes);
            product = product * prime <= most ? product * prime : product;
        }
        return BigInteger.valueOf(product);
    }
}
