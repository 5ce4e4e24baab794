package dev.assay.server.wire;

import dev.assay.lm.generate.SequenceEvent;

/// What happened to one of the choices of a request.
///
/// @param choice its index
/// @param event  what happened
public record Told(int choice, SequenceEvent event) {}
