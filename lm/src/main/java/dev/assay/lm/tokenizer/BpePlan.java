package dev.assay.lm.tokenizer;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What a byte-level BPE tokenizer to be trained shall look like.
///
/// @param vocabulary    how many tokens at most, with the 256 bytes and the special tokens
/// @param minFrequency  how often a pair must occur to become a token
/// @param specialTokens tokens outside the text, in the order of their ids
/// @param bos           the special token that begins a sequence; only named, never added to a text
/// @param eos           the special token that ends a sequence
/// @param pad           the special token that fills a batch
/// @param chatTemplate  a Jinja chat template to be written with the tokenizer
/// @param longestWord   bytes after which an unbroken run of characters is cut while training
public record BpePlan(
        int vocabulary,
        long minFrequency,
        List<String> specialTokens,
        Optional<String> bos,
        Optional<String> eos,
        Optional<String> pad,
        Optional<String> chatTemplate,
        int longestWord) {
    private static final int BYTES = 256;
    private static final int MOST = 1_000_000;

    /// @throws AssayException `ASSAY-2040` with all that is wrong
    public BpePlan {
        specialTokens = List.copyOf(specialTokens);
        List<Problem> problems = new ArrayList<>();
        int least = BYTES + specialTokens.size();
        check(
                problems,
                vocabulary >= least && vocabulary <= MOST,
                "vocabulary = " + vocabulary,
                "A vocabulary holds 256 bytes and " + specialTokens.size() + " special tokens: " + least + " to " + MOST
                        + " in all.");
        check(problems, minFrequency >= 1, "minFrequency = " + minFrequency, "A frequency is at least 1.");
        check(problems, longestWord >= 4, "longestWord = " + longestWord, "A word needs room for 4 bytes at least.");
        check(
                problems,
                new HashSet<>(specialTokens).size() == specialTokens.size(),
                "specialTokens = " + specialTokens,
                "A special token is named twice.");
        check(
                problems,
                specialTokens.stream().noneMatch(String::isBlank),
                "specialTokens = " + specialTokens,
                "A special token is blank.");
        for (Optional<String> role : List.of(bos, eos, pad)) {
            check(
                    problems,
                    role.isEmpty() || specialTokens.contains(role.get()),
                    "specialTokens = " + specialTokens,
                    "\"" + role.orElse("") + "\" shall begin, end or fill sequences but is no special token.");
        }
        if (!problems.isEmpty()) {
            throw new AssayException(problems);
        }
    }

    private static void check(List<Problem> problems, boolean right, String where, String what) {
        if (!right) {
            problems.add(new Problem("ASSAY-2040", what, where, "correct the plan of the tokenizer"));
        }
    }

    /// A plan with pairs that occur twice at least, and without special tokens.
    public static BpePlan of(int vocabulary) {
        return new BpePlan(
                vocabulary, 2, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 512);
    }

    /// The same with special tokens; the first also ends sequences and fills batches.
    public BpePlan withSpecialTokens(String... tokens) {
        Optional<String> first = List.of(tokens).stream().findFirst();
        return new BpePlan(vocabulary, minFrequency, List.of(tokens), bos, first, first, chatTemplate, longestWord);
    }

    /// The same with another least frequency.
    public BpePlan withMinFrequency(long frequency) {
        return new BpePlan(vocabulary, frequency, specialTokens, bos, eos, pad, chatTemplate, longestWord);
    }

    /// The same with tokens named to begin, end and fill sequences.
    public BpePlan withRoles(Optional<String> begin, Optional<String> end, Optional<String> fill) {
        return new BpePlan(vocabulary, minFrequency, specialTokens, begin, end, fill, chatTemplate, longestWord);
    }

    /// The same with a chat template.
    public BpePlan withChatTemplate(String template) {
        return new BpePlan(vocabulary, minFrequency, specialTokens, bos, eos, pad, Optional.of(template), longestWord);
    }

    int mostMerged() {
        return vocabulary - specialTokens.size();
    }
}
