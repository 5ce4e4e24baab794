package dev.assay.lm.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The streaming decoder: filters ids, hands tokens to the way of [Decoding] and keeps the end.
final class PieceStream implements StreamingDecoder {
    private final Vocabulary vocabulary;
    private final boolean skipSpecialTokens;
    private final Way way;
    private boolean finished;

    private PieceStream(Vocabulary vocabulary, boolean skipSpecialTokens, Way way) {
        this.vocabulary = vocabulary;
        this.skipSpecialTokens = skipSpecialTokens;
        this.way = way;
    }

    static PieceStream of(Vocabulary vocabulary, Decoding decoding, boolean skipSpecialTokens) {
        Way way = switch (decoding) {
            case Decoding.ByteLevel() -> new Bytes();
            case Decoding.Pieces pieces -> new Pieces(pieces);
            case Decoding.Marked marked -> new Marked(marked);
            case Decoding.Spaced() -> new Spaced();
        };
        return new PieceStream(vocabulary, skipSpecialTokens, way);
    }

    @Override
    public String push(int id) {
        if (finished) {
            throw new IllegalStateException("the text has ended; make a new decoder for the next one");
        }
        if (skipSpecialTokens && vocabulary.isSpecial(id)) {
            return "";
        }
        return vocabulary.token(id).map(way::push).orElse("");
    }

    @Override
    public String finish() {
        if (finished) {
            throw new IllegalStateException("the text has ended already");
        }
        finished = true;
        return way.finish();
    }

    /// How one kind of decoder streams.
    private sealed interface Way {
        String push(String token);

        default String finish() {
            return "";
        }
    }

    /// Holds back the bytes of an unfinished character.
    private static final class Bytes implements Way {
        private final Utf8 text = new Utf8();

        @Override
        public String push(String token) {
            return text.push(ByteAlphabet.toBytes(token));
        }

        @Override
        public String finish() {
            return text.finish();
        }
    }

    /// Holds back a run of single-byte tokens, since its last byte decides whether all of it is text.
    private static final class Pieces implements Way {
        private final Decoding.Pieces decoding;
        private final ByteArrayOutputStream run = new ByteArrayOutputStream();
        private int toStrip;

        Pieces(Decoding.Pieces decoding) {
            this.decoding = decoding;
            this.toStrip = decoding.strip();
        }

        @Override
        public String push(String token) {
            String text = Decoding.replaced(decoding, token);
            int single = decoding.byteFallback() ? Decoding.fallbackByte(text) : -1;
            if (single >= 0) {
                run.write(single);
                return "";
            }
            return stripped(endOfRun() + text);
        }

        @Override
        public String finish() {
            return stripped(endOfRun());
        }

        private String endOfRun() {
            byte[] bytes = run.toByteArray();
            run.reset();
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException notText) {
                return "\uFFFD".repeat(bytes.length);
            }
        }

        private String stripped(String text) {
            int from = 0;
            while (toStrip > 0 && from < text.length() && text.charAt(from) == decoding.stripped()) {
                from++;
                toStrip--;
            }
            if (from < text.length()) {
                toStrip = 0;
            }
            return text.substring(from);
        }
    }

    /// Every token is certain at once.
    private static final class Marked implements Way {
        private final Decoding.Marked decoding;
        private boolean first = true;

        Marked(Decoding.Marked decoding) {
            this.decoding = decoding;
        }

        @Override
        public String push(String token) {
            boolean drop = first && decoding.dropFirst();
            first = false;
            String mark = String.valueOf(decoding.mark());
            return token.replace(mark, drop ? "" : " ");
        }
    }

    /// Every token is certain at once.
    private static final class Spaced implements Way {
        private boolean first = true;

        @Override
        public String push(String token) {
            String text = first ? token : " " + token;
            first = false;
            return text;
        }
    }
}
