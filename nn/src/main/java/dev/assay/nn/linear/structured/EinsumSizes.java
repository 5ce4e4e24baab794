package dev.assay.nn.linear.structured;

import java.util.List;
import java.util.stream.LongStream;

/// Sizes of the seven indices of an [EinsumForm].
///
/// @param alpha   of the input and the first factor
/// @param beta    of the input and the second factor
/// @param gamma   of the input and both
/// @param delta   of the output and the first factor
/// @param epsilon of the output and the second factor
/// @param phi     of the output and both
/// @param rho     of both factors alone
public record EinsumSizes(long alpha, long beta, long gamma, long delta, long epsilon, long phi, long rho) {
    public EinsumSizes {
        if (LongStream.of(alpha, beta, gamma, delta, epsilon, phi, rho).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "sizes of an einsum are at least 1: " + List.of(alpha, beta, gamma, delta, epsilon, phi, rho));
        }
    }

    /// Size of the input.
    public long inputs() {
        return alpha * beta * gamma;
    }

    /// Size of the output.
    public long outputs() {
        return delta * epsilon * phi;
    }

    /// Size of what lies between the factors.
    public long middle() {
        return beta * gamma * delta * phi * rho;
    }

    /// Whether it is a [PairForm].
    public boolean isPair() {
        return beta == 1 && delta == 1;
    }
}
