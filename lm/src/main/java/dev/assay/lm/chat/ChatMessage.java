package dev.assay.lm.chat;

/// One message as a template sees it.
///
/// @param role    such as `user`
/// @param content its text
public record ChatMessage(String role, String content) {}
