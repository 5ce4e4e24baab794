package dev.assay.nn.linear.structured;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Ways to write a size as a product of several.
public enum Splits {
    /// As the papers' code does: each prime, the small ones first, goes to the number that is the
    /// smallest then. Not the most even: 48 becomes 4 and 12.
    REFERENCE,
    /// The most even that there is: 48 becomes 6 and 8.
    BALANCED;

    /// Factors of a size in ascending order.
    ///
    /// @param count of factors
    public List<Long> of(long size, int count) {
        if (size < 1 || count < 1) {
            throw new IllegalArgumentException("a size and a number of factors are at least 1: " + size + ", " + count);
        }
        return this == REFERENCE ? greedy(size, count) : even(size, count);
    }

    private static List<Long> greedy(long size, int count) {
        List<Long> factors = new ArrayList<>(Collections.nCopies(count, 1L));
        for (long prime : primes(size)) {
            int smallest = factors.indexOf(Collections.min(factors));
            factors.set(smallest, factors.get(smallest) * prime);
        }
        Collections.sort(factors);
        return List.copyOf(factors);
    }

    private static List<Long> primes(long size) {
        List<Long> primes = new ArrayList<>();
        long left = size;
        for (long prime = 2; prime * prime <= left; prime++) {
            while (left % prime == 0) {
                primes.add(prime);
                left /= prime;
            }
        }
        if (left > 1) {
            primes.add(left);
        }
        return primes;
    }

    /// The divisor nearest below the root first, then the rest likewise.
    private static List<Long> even(long size, int count) {
        List<Long> factors = new ArrayList<>();
        long left = size;
        for (int more = count; more > 1; more--) {
            long factor = largestDivisor(left, Math.round(Math.floor(Math.pow(left, 1.0 / more) + 1e-9)));
            factors.add(factor);
            left /= factor;
        }
        factors.add(left);
        Collections.sort(factors);
        return List.copyOf(factors);
    }

    private static long largestDivisor(long size, long most) {
        long divisor = Math.max(1, most);
        while (size % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    /// How much larger the largest factor is than the smallest; cost rises with it.
    public static double imbalance(List<Long> factors) {
        return (double) Collections.max(factors) / Collections.min(factors);
    }

    static long product(List<Long> factors) {
        return factors.stream().reduce(1L, Math::multiplyExact);
    }
}
