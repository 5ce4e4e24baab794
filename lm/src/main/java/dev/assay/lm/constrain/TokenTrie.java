package dev.assay.lm.constrain;

import dev.assay.lm.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// The tokens of a vocabulary by their bytes, so that all that may come next are found in one walk.
///
/// May be used from several threads.
public final class TokenTrie {
    private static final int MASKS = 256;

    /// Tokens of more characters are looked at one by one.
    private static final int MOST_CHARACTERS = 64;

    private final Node all = new Node();

    /// Tokens that stay in a string in which they begin, by how many characters they begin: at place
    /// `i` those of at most `i`.
    private final BitSet[] inside = new BitSet[MOST_CHARACTERS + 1];

    /// The other tokens, by their bytes.
    private final Node leaving = new Node();

    private final Map<JsonState, BitSet> masks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonState, BitSet> eldest) {
            return size() > MASKS;
        }
    };

    private static final class Node {
        private final Map<Byte, Node> children = new LinkedHashMap<>();
        private final List<Integer> ids = new ArrayList<>();

        void add(byte[] bytes, int id) {
            Node at = this;
            for (byte each : bytes) {
                at = at.children.computeIfAbsent(each, next -> new Node());
            }
            at.ids.add(id);
        }
    }

    private TokenTrie(int vocabulary, IntFunction<byte[]> bytes, Set<Integer> special) {
        Arrays.setAll(inside, i -> new BitSet());
        for (int id = 0; id < vocabulary; id++) {
            byte[] own = bytes.apply(id);
            if (own.length == 0 || special.contains(id)) {
                continue;
            }
            all.add(own, id);
            int characters = charactersInside(own);
            if (characters > MOST_CHARACTERS) {
                leaving.add(own, id);
            } else {
                inside[characters].set(id);
            }
        }
        for (int i = 1; i <= MOST_CHARACTERS; i++) {
            inside[i].or(inside[i - 1]);
        }
    }

    /// The tokens of a tokenizer, without the special ones, which are no text.
    public static TokenTrie of(Tokenizer tokenizer) {
        return new TokenTrie(tokenizer.vocabulary(), tokenizer::bytes, tokenizer.specialIds());
    }

    /// The tokens of a vocabulary.
    ///
    /// @param bytes   of each id
    /// @param special ids that are no text
    static TokenTrie of(int vocabulary, IntFunction<byte[]> bytes, Set<Integer> special) {
        return new TokenTrie(vocabulary, bytes, special);
    }

    /// How many characters a token begins in a string that it does not leave; more than any if it
    /// leaves it.
    private static int charactersInside(byte[] bytes) {
        // A bound that is never met has all characters counted.
        Rule.Bounds counting = new Rule.Bounds(0, Integer.MAX_VALUE - 1);
        Optional<Rule> at = Reading.after(Expansion.text(counting), '"');
        for (byte each : bytes) {
            at = at.flatMap(before -> Reading.after(before, Byte.toUnsignedInt(each)));
        }
        return at.filter(Rule.Text.class::isInstance)
                .map(Rule.Text.class::cast)
                .map(text -> text.length() + (text.place() == Rule.Text.Place.INSIDE ? 0 : 1))
                .orElse(Integer.MAX_VALUE);
    }

    /// The tokens that may come next.
    ///
    /// @return not to be changed
    BitSet allowed(JsonState state) {
        synchronized (masks) {
            BitSet known = masks.get(state);
            if (known == null) {
                known = found(state);
                masks.put(state, known);
            }
            return known;
        }
    }

    private BitSet found(JsonState state) {
        BitSet allowed = new BitSet();
        boolean string = state.alternatives().stream()
                .allMatch(stack -> stack.top() instanceof Rule.Text text && text.place() == Rule.Text.Place.INSIDE);
        if (string && !state.accepts()) {
            // Nearly all tokens stay in a string: those are known, and only the others are looked at.
            state.alternatives().forEach(stack -> allowed.or(inside(stack.top())));
            walk(leaving, state, allowed);
        } else {
            walk(all, state, allowed);
        }
        return allowed;
    }

    private BitSet inside(Rule top) {
        return top instanceof Rule.Text text
                ? inside[Math.min(MOST_CHARACTERS, text.bounds().most() - text.length())]
                : new BitSet();
    }

    private static void walk(Node node, JsonState state, BitSet allowed) {
        node.children.forEach((next, child) -> state.advance(next).ifPresent(after -> {
            child.ids.forEach(allowed::set);
            walk(child, after, allowed);
        }));
    }
}
