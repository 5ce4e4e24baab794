package dev.assay.livebench.release;

import dev.assay.base.Sha256;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Random numbers of each draw: they depend on the seed, the kind and the draw's number alone, so that
/// a question stays the same whatever other kinds are made beside it.
///
/// @param seed of the release
record Seeds(long seed) {
    RandomGenerator of(String kind, int draw) {
        String hash = Sha256.of(seed + "/" + kind + "/" + draw);
        return new SplittableRandom(Long.parseUnsignedLong(hash.substring(0, 16), 16));
    }
}
