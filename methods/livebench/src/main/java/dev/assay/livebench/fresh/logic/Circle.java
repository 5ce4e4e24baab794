package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// People linked by what they say of each other, and what follows from it. They are sets of bits, of
/// which each person has one.
///
/// @param sentences all that is told about them; first what each of them says
/// @param size      how many they are
/// @param truthful  those who tell the truth in every way that fits all sentences
/// @param lying     those who lie in every such way
record Circle(List<Sentence> sentences, int size, int truthful, int lying) {
    /// The one of whom it may be told outright whether they lie. Those asked for come next.
    private static final int ANCHOR = 1;

    /// Tries to find people of whom a claim may be made, before it is given up.
    private static final int MOST_OTHERS = 50;

    /// What a circle looks like before anybody says anything.
    ///
    /// @param size       how many people
    /// @param isAnchored whether it is told outright of one of them whether they lie
    /// @param hasPairs   whether people speak of two others at once, too
    record Shape(int size, boolean isAnchored, boolean hasPairs) {
        /// How many may be asked for. Beside somebody told outright there must be others to link them
        /// to, or some answers could not be had.
        int seats() {
            return isAnchored ? (size - 1) / 2 : 2;
        }

        private Claim claim(RandomGenerator random) {
            return hasPairs ? Claim.aboutSome(random) : Claim.aboutOne(random);
        }
    }

    Circle {
        sentences = List.copyOf(sentences);
    }

    /// The number of the person in a seat.
    static int person(int seat) {
        return 1 + seat;
    }

    /// Draws a circle, in which people say what may be said where a way to lie, drawn by chance, is the
    /// true one. Everybody speaks once, so that nothing follows from who speaks how often.
    ///
    /// @return nothing where not all are linked, or nobody could make some claim
    static Optional<Circle> draw(RandomGenerator random, Shape shape, int seats) {
        int world = random.nextInt(1 << shape.size());
        int apart = shape.isAnchored() ? ((1 << seats) - 1) << person(0) : 0;
        List<Sentence> sentences = new ArrayList<>();
        for (int who = 0; who < shape.size(); who++) {
            says(random, shape, 1 << who, world, apart).ifPresent(sentences::add);
        }
        if (sentences.size() < shape.size() || !areLinked(sentences, shape.size())) {
            return Optional.empty();
        }
        if (shape.isAnchored()) {
            sentences.add(new Sentence.Told(ANCHOR, (world & ANCHOR) != 0));
        }
        return Optional.of(of(sentences, shape.size()));
    }

    /// What somebody says. The claim is drawn before those whom it is about: of any two at all, a
    /// truthful person would rarely claim that both lie, and the claim alone would tell who lies.
    ///
    /// @param apart of whom nobody is in one sentence with the one of whom it is told outright
    private static Optional<Sentence> says(RandomGenerator random, Shape shape, int who, int world, int apart) {
        Claim claim = shape.claim(random);
        for (int i = 0; i < MOST_OTHERS; i++) {
            int others = Draws.places(random, claim.about(), shape.size()).stream()
                    .mapToInt(other -> 1 << other)
                    .sum();
            Sentence says = new Sentence.Says(who, claim, others);
            boolean isApart = (says.people() & ANCHOR) == 0 || (says.people() & apart) == 0;
            if ((others & who) == 0 && isApart && says.fits(world)) {
                return Optional.of(says);
            }
        }
        return Optional.empty();
    }

    private static boolean areLinked(List<Sentence> sentences, int size) {
        int linked = ANCHOR;
        for (int round = 1; round < size; round++) {
            for (Sentence sentence : sentences) {
                linked |= (sentence.people() & linked) == 0 ? 0 : sentence.people();
            }
        }
        return linked == (1 << size) - 1;
    }

    /// Tries all ways to lie.
    private static Circle of(List<Sentence> sentences, int size) {
        int everybody = (1 << size) - 1;
        int truthful = everybody;
        int lying = everybody;
        for (int world = 0; world <= everybody; world++) {
            if (fits(sentences, world)) {
                truthful &= world;
                lying &= ~world;
            }
        }
        return new Circle(sentences, size, truthful, lying);
    }

    private static boolean fits(List<Sentence> sentences, int world) {
        for (Sentence sentence : sentences) {
            if (!sentence.fits(world)) {
                return false;
            }
        }
        return true;
    }

    /// Whether those in the seats have these answers.
    boolean fits(List<Answer> wanted) {
        return IntStream.range(0, wanted.size()).allMatch(seat -> answer(person(seat)) == wanted.get(seat));
    }

    private Answer answer(int person) {
        return (truthful >> person & 1) == 1 ? Answer.YES : (lying >> person & 1) == 1 ? Answer.NO : Answer.UNKNOWN;
    }
}
