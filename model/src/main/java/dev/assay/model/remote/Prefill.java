package dev.assay.model.remote;

/// How an endpoint is told to continue a prefilled assistant turn.
public enum Prefill {
    /// As the endpoint proved when asked; a prefilled prompt is refused where it proved nothing.
    PROVED,
    /// Chats that end with an assistant message are continued without further ado.
    PLAIN,
    /// The request carries `continue_final_message: true` and `add_generation_prompt: false`.
    FLAGS
}
