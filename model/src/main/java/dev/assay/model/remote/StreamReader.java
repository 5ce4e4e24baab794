package dev.assay.model.remote;

import dev.assay.model.TextListener;
import dev.assay.model.remote.internal.JsonView;
import dev.assay.model.remote.internal.NotJson;
import dev.assay.model.remote.internal.SseEvent;
import dev.assay.model.remote.internal.SseParser;
import dev.assay.model.remote.internal.SseTooLong;
import java.util.List;

/// Reads a streamed answer from a response, until `[DONE]` or the end of the stream.
final class StreamReader implements Transport.Reader<StreamedAnswer> {
    private static final int LONGEST_EVENT_BYTES = 4 << 20;

    private final TextListener listener;
    private final Failures failures;

    StreamReader(TextListener listener, Failures failures) {
        this.listener = listener;
        this.failures = failures;
    }

    @Override
    public StreamedAnswer read(Reception reception) throws AttemptFailure, InterruptedException {
        if (!reception.contentType().equals("text/event-stream")) {
            throw notAStream(reception);
        }
        var answer = new StreamedAnswer(listener);
        try {
            readEvents(reception, answer);
        } catch (AttemptFailure failure) {
            throw answer.begun() ? failure.lasting() : failure;
        }
        if (!answer.chosen()) {
            throw failures.malformed(reception.call(), "The stream ended without a single choice");
        }
        return answer;
    }

    private void readEvents(Reception reception, StreamedAnswer answer) throws AttemptFailure, InterruptedException {
        var parser = new SseParser(LONGEST_EVENT_BYTES);
        Call call = reception.call();
        for (var piece = reception.next(); piece.isPresent(); piece = reception.next()) {
            if (takeAll(call, events(call, parser, piece.get()), answer)) {
                return;
            }
        }
        if (!takeAll(call, parser.end(), answer) && !answer.finished()) {
            throw failures.brokenStream(call, "The stream ended before the answer did");
        }
    }

    private List<SseEvent> events(Call call, SseParser parser, byte[] piece) throws AttemptFailure {
        try {
            return parser.feed(piece);
        } catch (SseTooLong e) {
            throw failures.tooBig(call, e.maxEventBytes());
        }
    }

    /// Takes the events, and tells whether the stream said that it is done.
    private boolean takeAll(Call call, List<SseEvent> events, StreamedAnswer answer) throws AttemptFailure {
        for (SseEvent event : events) {
            if (event.data().strip().equals("[DONE]")) {
                return true;
            }
            take(call, event, answer);
        }
        return false;
    }

    private void take(Call call, SseEvent event, StreamedAnswer answer) throws AttemptFailure {
        try {
            JsonView chunk = JsonView.parse(event.data());
            if (event.type().equals("error") || chunk.at("error").present()) {
                String said = failures.said(chunk).orElse("it does not say why");
                throw failures.brokenStream(call, "The endpoint broke the stream off: \"" + said + "\"");
            }
            answer.take(chunk);
        } catch (NotJson e) {
            throw failures.malformed(call, "An event of the stream is " + e.getMessage());
        } catch (Malformed e) {
            throw failures.malformed(call, e.what());
        }
    }

    private AttemptFailure notAStream(Reception reception) throws InterruptedException {
        String type = reception.contentType().isEmpty() ? "no content type" : reception.contentType();
        String begin = failures.words(reception.beginning(4096));
        return failures.malformed(
                reception.call(),
                "A stream of events was asked for, and " + failures.words(type) + " came"
                        + (begin.isEmpty() ? "" : ": \"" + begin + "\""));
    }
}
