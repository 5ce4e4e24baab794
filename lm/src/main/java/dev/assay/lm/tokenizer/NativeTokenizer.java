package dev.assay.lm.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A tokenizer whose encoding and decoding run in the native library.
final class NativeTokenizer implements Tokenizer {
    private final TokenizersLibrary library;
    private final TokenizerJson tokens;
    private final SpecialTokens special;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private long handle;

    private NativeTokenizer(TokenizersLibrary library, long handle, TokenizerJson tokens, SpecialTokens special) {
        this.library = library;
        this.handle = handle;
        this.tokens = tokens;
        this.special = special;
    }

    /// @param json   a `tokenizer.json` that [TokenizerJson] has checked
    /// @param tokens what was read from it
    /// @throws dev.assay.base.AssayException `ASSAY-4041` if the library refuses the file all the same
    static NativeTokenizer open(String json, TokenizerJson tokens, SpecialTokens special, String where) {
        TokenizersLibrary library = NativeLibrary.functions();
        long handle;
        try {
            handle = library.createTokenizerFromString(json);
        } catch (RuntimeException refused) {
            throw Refusal.unreadable(
                    where, "The tokenizer library refuses the file: " + TokenizerJson.firstLine(refused) + ".");
        }
        library.disableTruncation(handle);
        library.disablePadding(handle);
        return new NativeTokenizer(library, handle, tokens, special);
    }

    @Override
    public int[] encode(String text, boolean specialTokens) {
        return encoded(text, specialTokens, encoding -> special.around(ids(encoding), specialTokens));
    }

    @Override
    public Encoding encoding(String text, boolean specialTokens) {
        String clean = withoutLoneSurrogates(text);
        return encoded(clean, specialTokens, encoding -> {
            int[] ids = ids(encoding);
            @Nullable CharSpan[] spans = library.getTokenCharSpans(encoding);
            return special.around(Spans.tiled(clean, ids, spans), specialTokens, clean.length());
        });
    }

    private <T> T encoded(String text, boolean specialTokens, LongFunction<T> use) {
        String clean = withoutLoneSurrogates(text);
        lock.readLock().lock();
        try {
            long encoding = library.encode(open(), clean, specialTokens && special.byTemplate());
            try {
                return use.apply(encoding);
            } finally {
                library.deleteEncoding(encoding);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private int[] ids(long encoding) {
        return Arrays.stream(library.getTokenIds(encoding))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public String decode(int[] ids, boolean skipSpecialTokens) {
        long[] known = Arrays.stream(ids)
                .filter(id -> tokens.vocabulary().token(id).isPresent())
                .asLongStream()
                .toArray();
        lock.readLock().lock();
        try {
            return library.decode(open(), known, skipSpecialTokens);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public StreamingDecoder stream(boolean skipSpecialTokens) {
        return PieceStream.of(tokens.vocabulary(), tokens.decoding(), skipSpecialTokens);
    }

    @Override
    public int vocabulary() {
        return tokens.vocabulary().size();
    }

    @Override
    public OptionalInt id(String token) {
        return tokens.vocabulary().id(token);
    }

    @Override
    public String token(int id) {
        return tokens.vocabulary()
                .token(id)
                .orElseThrow(() -> Refusal.noSuchId(id, tokens.vocabulary().size()));
    }

    @Override
    public byte[] bytes(int id) {
        return tokens.vocabulary().token(id).map(tokens.decoding()::bytes).orElseGet(() -> new byte[0]);
    }

    @Override
    public OptionalInt bos() {
        return special.bos();
    }

    @Override
    public OptionalInt eos() {
        return special.eos();
    }

    @Override
    public OptionalInt pad() {
        return special.pad();
    }

    @Override
    public Set<Integer> endIds() {
        return special.ends();
    }

    @Override
    public Set<Integer> specialIds() {
        return tokens.vocabulary().special();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (handle != 0) {
                library.deleteTokenizer(handle);
                handle = 0;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private long open() {
        if (handle == 0) {
            throw new IllegalStateException("this tokenizer is closed");
        }
        return handle;
    }

    /// The native library would turn each lone surrogate into three characters, and spans would no longer
    /// fit.
    private static String withoutLoneSurrogates(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return text;
        }
        int[] points = text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .toArray();
        return new String(points, 0, points.length);
    }
}
