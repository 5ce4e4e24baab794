package dev.assay.lm.chat.jinja;

/// How much a rendering may still do; text costs by its length, so time and memory are both bounded.
final class Budget {
    /// A fraction of a second of work; a long conversation needs a hundredth of it.
    static final long STEPS = 10_000_000;

    static final int LONGEST_TEXT = 1 << 24;
    static final int DEEPEST = 100;

    private static final int CHARACTERS_A_STEP = 4;

    private long left = STEPS;
    private int depth;

    /// Counts one step of the evaluation.
    void step() {
        spend(1);
    }

    /// Counts a text that was made.
    String text(String made) {
        spend(1 + made.length() / CHARACTERS_A_STEP);
        return made;
    }

    /// Refuses to make a text or list that is too long, before it is made.
    void beforeMaking(long length) {
        within(length);
        spend(1 + length / CHARACTERS_A_STEP);
    }

    /// Refuses a length that is too long; for texts that grow part by part, each of which was counted.
    void within(long length) {
        step();
        if (length > LONGEST_TEXT) {
            throw tooMuch("a text or list of " + length + " elements");
        }
    }

    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw tooMuch("more than " + STEPS + " steps");
        }
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw tooMuch("calls nested deeper than " + DEEPEST);
        }
    }

    void leave() {
        depth--;
    }

    private static JinjaException tooMuch(String what) {
        return new JinjaException(JinjaException.Kind.TOO_MUCH, what, 0);
    }
}
