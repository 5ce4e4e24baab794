package dev.assay.lm.tokenizer;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tokens by id and ids by token; gaps are allowed.
final class Vocabulary {
    private final @Nullable String[] tokens;
    private final Map<String, Integer> ids;
    private final Set<Integer> special;
    private final Set<String> added;

    private Vocabulary(@Nullable String[] tokens, Map<String, Integer> ids, Set<Integer> special, Set<String> added) {
        this.tokens = tokens;
        this.ids = ids;
        this.special = special;
        this.added = added;
    }

    int size() {
        return tokens.length;
    }

    OptionalInt id(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    Optional<String> token(int id) {
        return id < 0 || id >= tokens.length ? Optional.empty() : Optional.ofNullable(tokens[id]);
    }

    /// Whether the token is found in a text as a whole, before anything else is done to it.
    boolean isAdded(String token) {
        return added.contains(token);
    }

    boolean isSpecial(int id) {
        return special.contains(id);
    }

    Set<Integer> special() {
        return special;
    }

    /// Collects entries while a file is read.
    static final class Builder {
        private final Map<String, Integer> ids = new HashMap<>();
        private final Set<Integer> special = new HashSet<>();
        private final Set<String> added = new HashSet<>();
        private int highest = -1;

        void add(String token, int id) {
            ids.put(token, id);
            highest = Math.max(highest, id);
        }

        void addAdded(String token, int id, boolean isSpecial) {
            add(token, id);
            added.add(token);
            if (isSpecial) {
                special.add(id);
            }
        }

        int differentIds() {
            BitSet seen = new BitSet(highest + 1);
            ids.values().forEach(seen::set);
            return seen.cardinality();
        }

        boolean isEmpty() {
            return ids.isEmpty();
        }

        OptionalInt id(String token) {
            Integer id = ids.get(token);
            return id == null ? OptionalInt.empty() : OptionalInt.of(id);
        }

        Vocabulary build() {
            @Nullable String[] tokens = new String[highest + 1];
            ids.forEach((token, id) -> {
                if (tokens[id] == null || added.contains(token)) {
                    tokens[id] = token;
                }
            });
            return new Vocabulary(tokens, ids, Set.copyOf(special), Set.copyOf(added));
        }
    }
}
