package dev.assay.testkit.reference;

/// Things that real model folders have and a reader must cope with.
public enum Quirk {
    /// GPT-2's tensors are named without `transformer.`, as in the first published files.
    BARE_NAMES,
    /// Buffers of old versions stand among the tensors, in a type no weight has: GPT-2's causal masks, Llama's
    /// rotary frequencies; and a tied head is stored a second time.
    LEFTOVERS,
    /// Rotary settings stand under `rope_parameters`, as newer versions write them.
    ROPE_PARAMETERS,
    /// GPT-2's `scale_attn_by_inverse_layer_idx`.
    INVERSE_LAYER_SCALE,
    /// Fields that have a default are left out of config.json: key/value heads where they equal the heads, the
    /// size of a head where it is `hidden / heads`, GPT-2's inner size where it is `4·hidden`, and switches that
    /// are off.
    TERSE_CONFIG
}
