package dev.assay.lm.constrain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where in a JSON text a writer is: all that may still come, as alternatives.
///
/// Immutable, and equal to another after which the same may come.
///
/// @param alternatives each a stack of rules whose top reads bytes
/// @param accepts      whether the text may end here
public record JsonState(Set<Stack> alternatives, boolean accepts) {
    static JsonState of(Rule rule) {
        return closed(List.of(Stack.push(rule, Optional.empty())));
    }

    /// The state after one more byte; nothing if it may not come.
    public Optional<JsonState> advance(byte next) {
        List<Optional<Stack>> after = new ArrayList<>();
        for (Stack stack : alternatives) {
            Optional<Rule> rest = Reading.after(stack.top(), Byte.toUnsignedInt(next));
            if (rest.isPresent()) {
                after.add(Stack.push(rest.get(), stack.rest()));
            }
        }
        return after.isEmpty() ? Optional.empty() : Optional.of(closed(after));
    }

    /// Replaces rules that stand for others until all tops read bytes.
    private static JsonState closed(List<Optional<Stack>> begun) {
        Set<Stack> readers = new HashSet<>();
        Set<Stack> seen = new HashSet<>();
        boolean accepts = false;
        List<Optional<Stack>> left = new ArrayList<>(begun);
        while (!left.isEmpty()) {
            Optional<Stack> each = left.removeLast();
            if (each.isEmpty()) {
                accepts = true;
            } else if (seen.add(each.get())) {
                if (Reading.mayEnd(each.get().top())) {
                    left.add(each.get().rest());
                }
                if (Reading.reads(each.get().top())) {
                    readers.add(each.get());
                } else {
                    left.addAll(Expansion.of(each.get()));
                }
            }
        }
        return new JsonState(Set.copyOf(readers), accepts);
    }
}
