package dev.assay.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Closes connections that hold a place and ask nothing: between two requests, and while headers drip
/// in.
final class Connections {
    private static final long CHECK_MILLIS = 500;

    /// Stands for a connection whose request is here.
    private static final long ASKING = Long.MAX_VALUE;

    private final Map<HttpConnection, Long> waitingSince = new ConcurrentHashMap<>();
    private final long mostMillis;

    Connections(Vertx vertx, Duration most) {
        mostMillis = most.toMillis();
        vertx.setPeriodic(CHECK_MILLIS, timer -> check());
    }

    void opened(HttpConnection connection) {
        waits(connection);
        connection.closeHandler(closed -> waitingSince.remove(connection));
    }

    void asks(HttpConnection connection) {
        waitingSince.replace(connection, ASKING);
    }

    void waits(HttpConnection connection) {
        waitingSince.put(connection, System.currentTimeMillis());
    }

    int count() {
        return waitingSince.size();
    }

    private void check() {
        long now = System.currentTimeMillis();
        waitingSince.forEach((connection, since) -> {
            if (since != ASKING && now - since > mostMillis) {
                connection.close();
            }
        });
    }
}
