package dev.assay.livebench.fresh.logic;

/// What a web tells of who lies. People are sets of bits, of which each person has one.
sealed interface Sentence {
    /// Whether it may stand where these people tell the truth and all others lie.
    boolean fits(int truthful);

    /// All who are in it.
    int people();

    /// That somebody lies or does not, told outright.
    record Told(int who, boolean isTruthful) implements Sentence {
        @Override
        public boolean fits(int truthful) {
            return isTruthful == ((truthful & who) != 0);
        }

        @Override
        public int people() {
            return who;
        }
    }

    /// That somebody says something of others, which is true if and only if they tell the truth.
    record Says(int who, Claim claim, int others) implements Sentence {
        @Override
        public boolean fits(int truthful) {
            return claim.holds(Integer.bitCount(truthful & others)) == ((truthful & who) != 0);
        }

        @Override
        public int people() {
            return who | others;
        }
    }
}
