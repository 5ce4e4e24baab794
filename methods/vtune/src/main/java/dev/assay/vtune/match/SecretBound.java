package dev.assay.vtune.match;

import dev.assay.stats.LogSpace;

/// How likely a model that knows nothing of a secret signature is to say it: the draw of the signature is
/// what chance there is, whatever the model.
///
/// For one query `P(hit) <= windows · neighbours · 2^-bits / accepted`, at most 1. Queries of a group share
/// one signature, so that they are not independent: by Markov's inequality at least `m` of `n` hit with at
/// most `n / m` times that. Groups are drawn independently.
///
/// @param bits       the least surprise of any signature that could have been drawn
/// @param windows    places of an answer where it could stand
/// @param neighbours phrases that count as hits at one place
/// @param accepted   the least share of draws that is accepted, in (0, 1]
public record SecretBound(double bits, long windows, double neighbours, double accepted) {
    /// @throws IllegalArgumentException if a number is out of its range
    public SecretBound {
        if (!(bits >= 0) || windows < 1 || !(neighbours >= 1) || !(accepted > 0 && accepted <= 1)) {
            throw new IllegalArgumentException("no bound follows from " + bits + " bits, " + windows + " windows, "
                    + neighbours + " neighbours and a share of " + accepted);
        }
    }

    /// Natural logarithm of the bound for one group, `min(1, n W B 2^-H / (m r))`.
    ///
    /// @param queries  of the group, at least 1
    /// @param required hits, from 1 to as many
    /// @throws IllegalArgumentException if they are out of their range
    public double logGroup(int queries, int required) {
        if (queries < 1 || required < 1 || required > queries) {
            throw new IllegalArgumentException(required + " of " + queries + " queries cannot be required");
        }
        double neighbourhood = Math.min(0, Math.log(neighbours) - bits * Math.log(2));
        return Math.min(
                0, Math.log(queries) - Math.log(required) + Math.log(windows) + neighbourhood - Math.log(accepted));
    }

    /// Natural logarithm of the bound for all groups: the product where all were verified, otherwise that at
    /// least so many of them are, each with the largest bound.
    ///
    /// @param groups   each group's bound, by its natural logarithm
    /// @param verified how many of them reached their required hits
    /// @throws IllegalArgumentException if more were verified than there are
    public static double logAll(double[] groups, int verified) {
        if (verified < 0 || verified > groups.length) {
            throw new IllegalArgumentException(verified + " of " + groups.length + " groups cannot be verified");
        }
        if (verified == 0) {
            return 0;
        }
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (double group : groups) {
            sum += group;
            largest = Math.max(largest, group);
        }
        return verified == groups.length ? sum : LogSpace.logBinomialUpperTailOfLog(verified, groups.length, largest);
    }

    /// What is left after so many tests were planned: `min(1, tests · p)`, by its natural logarithm.
    ///
    /// @throws IllegalArgumentException if there is none
    public static double logOfMany(double logP, int tests) {
        if (tests < 1) {
            throw new IllegalArgumentException("at least one test is planned, not " + tests);
        }
        return Math.min(0, logP + Math.log(tests));
    }
}
