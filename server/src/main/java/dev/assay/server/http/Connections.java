package dev.assay.server.http;

import dev.assay.base.Json;
import dev.assay.server.wire.WireProblem;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Closes connections that hold a place and ask nothing: between two requests, and while headers drip
/// in.
final class Connections {
    private static final long CHECK_MILLIS = 500;

    private final Map<HttpConnection, Wait> waiting = new ConcurrentHashMap<>();
    private final Duration most;

    /// How long a connection has waited for a request.
    ///
    /// @param since milliseconds since 1970; none while a request is here
    /// @param first whether there was none before
    private record Wait(long since, boolean first) {
        static final Wait NONE = new Wait(Long.MAX_VALUE, false);

        boolean isLonger(Duration most, long now) {
            return since != Long.MAX_VALUE && now - since > most.toMillis();
        }
    }

    Connections(Vertx vertx, Duration most) {
        this.most = most;
        vertx.setPeriodic(CHECK_MILLIS, timer -> check());
    }

    void opened(HttpConnection connection) {
        waiting.put(connection, new Wait(System.currentTimeMillis(), true));
        connection.closeHandler(closed -> waiting.remove(connection));
    }

    void asks(HttpConnection connection) {
        waiting.replace(connection, Wait.NONE);
    }

    void waits(HttpConnection connection) {
        waiting.replace(connection, new Wait(System.currentTimeMillis(), false));
    }

    private void check() {
        long now = System.currentTimeMillis();
        waiting.forEach((connection, wait) -> {
            if (wait.isLonger(most, now)) {
                waiting.remove(connection);
                end(connection, wait.first());
            }
        });
    }

    /// Who has not asked anything yet is told why; who has is not, and would take it for an answer.
    private void end(HttpConnection connection, boolean first) {
        if (first && connection instanceof HttpServerConnection server) {
            // There is no request yet that could be answered, so the answer goes past all that makes answers.
            Channel channel = server.channelHandlerContext().channel();
            channel.pipeline()
                    .firstContext()
                    .writeAndFlush(Unpooled.copiedBuffer(tooSlow(), StandardCharsets.UTF_8))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            connection.close();
        }
    }

    private String tooSlow() {
        String body = Json.line(WireProblem.of(
                        408,
                        WireProblem.Type.INVALID_REQUEST,
                        "request_timeout",
                        "The headers did not come within " + most.toSeconds() + " s.")
                .body());
        return "HTTP/1.1 408 Request Timeout\r\ncontent-type: application/json\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nconnection: close\r\n\r\n" + body;
    }
}
