package dev.assay.model;

/// A prompt and a text that might follow it.
///
/// @param prompt what stands before
/// @param text   what is to be scored
public record Continuation(Prompt prompt, String text) {}
