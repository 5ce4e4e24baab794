package dev.assay.lm.constrain;

import java.util.Optional;

/// What is still to come, the next on top.
///
/// @param top  the next
/// @param rest what comes after it
record Stack(Rule top, Optional<Stack> rest) {
    static Optional<Stack> push(Rule rule, Optional<Stack> rest) {
        return Optional.of(new Stack(rule, rest));
    }
}
