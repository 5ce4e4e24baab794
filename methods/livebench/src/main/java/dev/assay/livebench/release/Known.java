package dev.assay.livebench.release;

import dev.assay.base.Sha256;
import dev.assay.livebench.question.Question;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The questions that there are already, by hashes of what they ask and of what is right.
///
/// Two questions are the same if their turns are, whatever their case, blanks and Unicode form; or if a
/// long text is the truth of both, such as the same abstract with other misspellings.
final class Known {
    /// A truth as long as this belongs to one text alone.
    private static final int LONG = 200;

    private final Set<String> hashes = new HashSet<>();

    Known(Collection<Question> earlier) {
        earlier.forEach(this::add);
    }

    /// Adds a question.
    ///
    /// @return whether it was new
    boolean add(Question question) {
        String task = question.task() + "\n";
        String truth = question.truth().isPresent() ? normal(question.truthText()) : "";
        boolean unasked = hashes.add(hash(task + normal(String.join("\n", question.turns()))));
        boolean untold = truth.length() < LONG || hashes.add(hash(task + "truth\n" + truth));
        return unasked && untold;
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String hash(String text) {
        return Sha256.of(text);
    }
}
