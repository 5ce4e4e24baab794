package dev.assay.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.server.wire.WireProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One request and its answer. May be used from any thread, by one at a time.
public final class Exchange {
    private static final String EVENT_STREAM = "text/event-stream; charset=utf-8";

    /// How long a client may leave a stream unread.
    private static final int STALL_SECONDS = 30;

    /// What the log shows of a path.
    private static final int MOST_PATH = 200;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String id;
    private final long began = System.nanoTime();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean whole = new AtomicBoolean();
    private final AtomicInteger status = new AtomicInteger();

    Exchange(HttpServerRequest request, String id) {
        this.request = request;
        this.response = request.response();
        this.id = id;
        response.exceptionHandler(fault -> gone.set(true));
        response.closeHandler(closed -> gone.set(true));
    }

    /// A name for it, in the log and in the header `x-request-id`.
    public String id() {
        return id;
    }

    /// The method and the path.
    String line() {
        String path = String.valueOf(request.path());
        return request.method() + " " + path.substring(0, Math.min(MOST_PATH, path.length()));
    }

    /// Seconds since it came.
    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /// Whether the client went away.
    public boolean isGone() {
        return gone.get();
    }

    /// Whether any of the answer was sent.
    boolean isBegun() {
        return begun.get();
    }

    /// Says that the client went away.
    void left() {
        gone.set(true);
    }

    /// What came of it: the status that was sent, 499 where the client went away before all was.
    int outcome() {
        return gone.get() && !whole.get() ? 499 : status.get();
    }

    /// Answers with a JSON value.
    public void respond(int code, JsonNode body) {
        respond(code, "application/json", Json.line(body));
    }

    /// Answers with a text.
    public void respond(int code, String type, String body) {
        if (begin(code)) {
            whole.set(true);
            response.putHeader("content-type", type)
                    .end(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)))
                    .onComplete(sent -> ended(sent.succeeded()));
        }
    }

    /// Answers with a refusal; at the end of a stream, as its last event.
    public void refuse(WireProblem problem) {
        if (!begun.get()) {
            respond(problem.status(), problem.body());
        } else if (!gone.get()) {
            send(problem.body());
            whole.set(!gone.get());
            response.end().onFailure(fault -> gone.set(true));
        }
    }

    private void ended(boolean sent) {
        if (!sent) {
            gone.set(true);
        }
        if (closing.get()) {
            request.connection().close();
        }
    }

    /// Lets the connection end with this answer.
    void closeAfterwards() {
        closing.set(true);
        response.putHeader("connection", "close");
    }

    /// Sets a header, before the answer begins.
    public void header(String name, String value) {
        response.putHeader(name, value);
    }

    /// Begins a stream of events.
    public void beginStream() {
        if (begin(200)) {
            response.setChunked(true).putHeader("content-type", EVENT_STREAM).putHeader("cache-control", "no-cache");
        }
    }

    /// Sends an event, and waits while the client has too many unread; the client counts as gone if it
    /// does not read for long.
    public void send(JsonNode event) {
        sendData(Json.line(event));
    }

    /// Ends a stream.
    public void endStream() {
        sendData("[DONE]");
        whole.set(!gone.get());
        response.end().onFailure(fault -> gone.set(true));
    }

    private void sendData(String data) {
        if (gone.get()) {
            return;
        }
        response.write("data: " + data + "\n\n").onFailure(fault -> gone.set(true));
        if (response.writeQueueFull()) {
            waitForReader();
        }
    }

    private void waitForReader() {
        CountDownLatch drained = new CountDownLatch(1);
        response.drainHandler(nothing -> drained.countDown());
        try {
            if (response.writeQueueFull() && !drained.await(STALL_SECONDS, TimeUnit.SECONDS)) {
                gone.set(true);
                request.connection().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            gone.set(true);
        }
    }

    private boolean begin(int code) {
        if (gone.get() || !begun.compareAndSet(false, true)) {
            return false;
        }
        status.set(code);
        response.setStatusCode(code);
        response.putHeader("x-request-id", id);
        return true;
    }
}
