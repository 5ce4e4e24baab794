package dev.assay.model.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// A response that has begun, and the bounds in time and length within which it is read.
final class Reception {
    private final Call call;
    private final HttpResponse<Body> response;
    private final Budget budget;
    private final Failures failures;
    private long bytesLeft;
    private final long maxBytes;

    Reception(Call call, HttpResponse<Body> response, Budget budget, Failures failures, long maxBytes) {
        this.call = call;
        this.response = response;
        this.budget = budget;
        this.failures = failures;
        this.maxBytes = maxBytes;
        this.bytesLeft = maxBytes;
    }

    Call call() {
        return call;
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /// The media type without parameters, in lower case; empty where the endpoint names none.
    String contentType() {
        return header("Content-Type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /// The next piece of the body, or nothing at its end.
    Optional<byte[]> next() throws AttemptFailure, InterruptedException {
        try {
            var piece = response.body().next(budget.remainingNanos());
            bytesLeft -= piece.map(bytes -> bytes.length).orElse(0);
            if (bytesLeft < 0) {
                throw failures.tooBig(call, maxBytes);
            }
            return piece;
        } catch (TimeoutException e) {
            throw failures.late(call, budget.limit());
        } catch (IOException e) {
            throw failures.broken(call, e);
        }
    }

    /// The whole body.
    String text() throws AttemptFailure, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        for (var piece = next(); piece.isPresent(); piece = next()) {
            bytes.writeBytes(piece.get());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// The beginning of the body, whatever becomes of the rest: enough for an error's words.
    String beginning(int maxLength) throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        try {
            for (var piece = next(); piece.isPresent() && bytes.size() < maxLength; piece = next()) {
                bytes.writeBytes(piece.get());
            }
        } catch (AttemptFailure e) {
            // The status is what counts; an error page that breaks off says enough.
            return bytes.toString(StandardCharsets.UTF_8);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
