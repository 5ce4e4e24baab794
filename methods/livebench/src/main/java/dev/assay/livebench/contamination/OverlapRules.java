package dev.assay.livebench.contamination;

/// How overlap of questions with a corpus is counted.
///
/// A question is searched for by n-grams of `ngram` words, as in "Language Models are Few-Shot
/// Learners" (Brown et al., 2020, appendix C: 13 words at most, 8 at least). One that has fewer than
/// `ngram` of them, after boilerplate is left out, is short, and is searched for by those of
/// `shortNgram` words.
///
/// An n-gram that more than `shared` questions of one task have is boilerplate, the instructions that
/// all of them repeat, and does not count; in a task of fewer questions one that all of them have.
///
/// A question of which nothing is found is clean (nothing found is the rule of Brown et al. too); one
/// of which at least `contaminatedFrom` is found is contaminated (80 % is the line of "Llama 2",
/// Touvron et al., 2023, appendix A.6); between them it is partial.
///
/// @param ngram            words of an n-gram
/// @param shortNgram       words of an n-gram of short questions, and of ground truths
/// @param shared           how many questions of a task may share an n-gram that counts
/// @param contaminatedFrom share of a question's n-grams
public record OverlapRules(int ngram, int shortNgram, int shared, double contaminatedFrom) {
    /// 13 words, 8 for short questions, boilerplate beyond 3 questions, contaminated from 80 %.
    public static final OverlapRules STANDARD = new OverlapRules(13, 8, 3, 0.8);

    /// The longest n-gram.
    public static final int MOST_WORDS = 64;

    /// How far from a question's words its ground truth counts as near, in words.
    public static final int NEAR_WORDS = 200;

    public OverlapRules {
        if (shortNgram < 2 || ngram < shortNgram || ngram > MOST_WORDS) {
            throw new IllegalArgumentException("n-grams have 2 to " + MOST_WORDS + " words, short ones no more than"
                    + " others: " + shortNgram + ", " + ngram);
        }
        if (shared < 1) {
            throw new IllegalArgumentException("at least 1 question has an n-gram: " + shared);
        }
        if (!(contaminatedFrom > 0 && contaminatedFrom <= 1)) {
            throw new IllegalArgumentException("a share lies above 0 and up to 1: " + contaminatedFrom);
        }
    }

    /// The same with n-grams of so many words; short questions' are never longer.
    ///
    /// @throws IllegalArgumentException unless there are 2 to 64
    public OverlapRules withNgram(int words) {
        return new OverlapRules(words, Math.min(shortNgram, words), shared, contaminatedFrom);
    }

    /// What a share of found n-grams says.
    Verdict verdict(long found, long counted) {
        if (counted == 0) {
            return Verdict.TOO_SHORT;
        }
        if (found == 0) {
            return Verdict.CLEAN;
        }
        return found >= contaminatedFrom * counted ? Verdict.CONTAMINATED : Verdict.PARTIAL;
    }
}
