package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Asks for the greatest common divisor of whole numbers: two or three of up to four digits; three or
/// four of about six; or four or five of about thirteen. Some of them share more than all of them do.
///
/// The divisor is proved to be the greatest by whole numbers that combine the given ones to it
/// (Bézout): what divides all of them divides it.
public final class GcdMaker implements Maker {
    private static final List<Integer> PRIMES = List.of(2, 3, 5, 7, 11, 13, 17, 19, 23);
    private static final List<String> TASKS = List.of(
            "Find the greatest common divisor of $%s$.",
            "What is the greatest common divisor of the numbers $%s$?",
            "Compute the largest whole number that divides every one of $%s$.");

    /// How many numbers, and how large their common part and what else is in them may be.
    private record Size(int fewest, int most, int common, int rest) {
        static Size of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(2, 3, 60, 100);
                case MEDIUM -> new Size(3, 4, 800, 2000);
                case HARD -> new Size(4, 5, 5_000_000, 5_000_000);
            };
        }
    }

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_gcd");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        List<BigInteger> numbers = numbers(random, Size.of(difficulty));
        BigInteger divisor = numbers.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
        if (!isProved(numbers, divisor)) {
            return Optional.empty();
        }
        List<Rational> whole = numbers.stream()
                .map(number -> new Rational(number, BigInteger.ONE))
                .toList();
        String task = Draws.one(random, TASKS).formatted(Latex.list(whole));
        return new Exercise(task, "Write it as a positive whole number.", "18", divisor.toString()).draft(random);
    }

    private static List<BigInteger> numbers(RandomGenerator random, Size size) {
        int count = Draws.between(random, size.fewest(), size.most());
        BigInteger common = BigInteger.valueOf(Draws.between(random, 2, size.common()));
        Set<BigInteger> numbers = new LinkedHashSet<>();
        while (numbers.size() < count) {
            BigInteger rest = BigInteger.valueOf(rest(random, size.rest()));
            BigInteger number = common.multiply(rest);
            numbers.add(random.nextInt(4) == 0 ? number.negate() : number);
        }
        return List.copyOf(numbers);
    }

    /// A number with small primes in it, so that pairs have more in common.
    private static long rest(RandomGenerator random, int most) {
        long rest = Draws.between(random, 1, Math.max(2, (int) Math.sqrt(most)));
        while (true) {
            int prime = Draws.one(random, PRIMES);
            if (rest * prime > most) {
                return rest;
            }
            rest *= prime;
        }
    }

    private static boolean isProved(List<BigInteger> numbers, BigInteger divisor) {
        List<BigInteger> weights = weights(numbers);
        BigInteger sum = BigInteger.ZERO;
        boolean divides = true;
        for (int i = 0; i < numbers.size(); i++) {
            sum = sum.add(weights.get(i).multiply(numbers.get(i)));
            divides &= numbers.get(i).mod(divisor).signum() == 0;
        }
        return divides && sum.abs().equals(divisor);
    }

    /// Whole numbers that combine the given ones to their divisor, by Euclid's algorithm.
    private static List<BigInteger> weights(List<BigInteger> numbers) {
        List<BigInteger> weights = new ArrayList<>();
        BigInteger sofar = BigInteger.ZERO;
        for (BigInteger number : numbers) {
            BigInteger a = sofar;
            BigInteger b = number;
            BigInteger fromSofar = BigInteger.ONE;
            BigInteger next = BigInteger.ZERO;
            while (b.signum() != 0) {
                BigInteger quotient = a.divide(b);
                BigInteger rest = a.subtract(quotient.multiply(b));
                BigInteger after = fromSofar.subtract(quotient.multiply(next));
                a = b;
                b = rest;
                fromSofar = next;
                next = after;
            }
            BigInteger scale = fromSofar;
            BigInteger own = a.subtract(scale.multiply(sofar)).divide(number);
            weights.replaceAll(scale::multiply);
            weights.add(own);
            sofar = a;
        }
        return weights;
    }
}
