package dev.assay.nn.layer;

import dev.assay.nn.Layer;

/// A layer that brings each row to a common scale.
public sealed interface Norm extends Layer permits RmsNorm, LayerNorm {}
