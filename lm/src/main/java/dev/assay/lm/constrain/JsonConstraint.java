package dev.assay.lm.constrain;

import dev.assay.lm.generate.LogitProcessor;
import dev.assay.lm.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/// Lets one answer be nothing but a text of a grammar: forbids each token after which no such text is
/// left.
///
/// The answer may end only where the text is whole, and must where nothing may follow. Made for one
/// sequence.
public final class JsonConstraint implements LogitProcessor {
    private final TokenTrie tokens;
    private final Tokenizer tokenizer;
    private final Set<Integer> ends;
    private Optional<JsonState> state;
    private int seen;

    /// @param tokens    of the model
    /// @param tokenizer of the model
    /// @param grammar   of the answer
    /// @param ends      ids that end a sequence
    public JsonConstraint(TokenTrie tokens, Tokenizer tokenizer, JsonGrammar grammar, Set<Integer> ends) {
        this.tokens = tokens;
        this.tokenizer = tokenizer;
        this.ends = Set.copyOf(ends);
        this.state = Optional.of(grammar.start());
    }

    @Override
    public void process(Sequence sequence, int prompt, float[] logits) {
        for (; seen < sequence.length() - prompt; seen++) {
            take(sequence.at(prompt + seen));
        }
        BitSet allowed = state.map(tokens::allowed).orElseGet(BitSet::new);
        boolean mayEnd = state.map(JsonState::accepts).orElse(true);
        for (int id = 0; id < logits.length; id++) {
            if (!allowed.get(id) && !(mayEnd && ends.contains(id))) {
                logits[id] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    private void take(int id) {
        for (byte each : tokenizer.bytes(id)) {
            state = state.flatMap(before -> before.advance(each));
        }
    }
}
