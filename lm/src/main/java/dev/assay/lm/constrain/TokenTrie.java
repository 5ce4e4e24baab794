package dev.assay.lm.constrain;

import dev.assay.lm.tokenizer.Tokenizer;
import java.util.ArrayList;
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

    private final Node all = new Node();

    /// Tokens that stay in a string, of any length, in which they begin; and those that do not, by
    /// their bytes.
    private final BitSet inside = new BitSet();

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
        JsonState string = JsonState.of(Expansion.TEXT).advance((byte) '"').orElseThrow();
        for (int id = 0; id < vocabulary; id++) {
            byte[] own = bytes.apply(id);
            if (own.length == 0 || special.contains(id)) {
                continue;
            }
            all.add(own, id);
            if (stays(own, string)) {
                inside.set(id);
            } else {
                leaving.add(own, id);
            }
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

    private static boolean stays(byte[] bytes, JsonState string) {
        Optional<JsonState> state = Optional.of(string);
        for (byte each : bytes) {
            state = state.flatMap(before -> before.advance(each));
        }
        return state.flatMap(JsonState::only)
                .filter(stack -> stack.top() instanceof Rule.Text)
                .isPresent();
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
        boolean string = state.only()
                .filter(stack -> stack.top() instanceof Rule.Text text
                        && text.place() == Rule.Text.Place.INSIDE
                        && text.bounds().most() == Integer.MAX_VALUE)
                .isPresent();
        if (string) {
            // Nearly all tokens stay in a string: those are known, and only the others are looked at.
            allowed.or(inside);
            walk(leaving, state, allowed);
        } else {
            walk(all, state, allowed);
        }
        return allowed;
    }

    private static void walk(Node node, JsonState state, BitSet allowed) {
        node.children.forEach((next, child) -> state.advance(next).ifPresent(after -> {
            child.ids.forEach(allowed::set);
            walk(child, after, allowed);
        }));
    }
}
