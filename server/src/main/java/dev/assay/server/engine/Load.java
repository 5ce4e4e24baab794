package dev.assay.server.engine;

/// What an engine does at a moment, and has done.
///
/// @param running         sequences generated together
/// @param queued          sequences and other work that wait
/// @param tokensPerSecond written in the last seconds
/// @param tokens          written in all
/// @param promptTokens    read in all, those remembered included
/// @param cachedTokens    of these, remembered from earlier prompts
/// @param prefixBytes     memory of what is remembered
public record Load(
        int running,
        int queued,
        double tokensPerSecond,
        long tokens,
        long promptTokens,
        long cachedTokens,
        long prefixBytes) {}
