package dev.assay.model.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.model.remote.internal.JsonView;
import dev.assay.model.remote.internal.NotJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An endpoint on the loopback that plays what a test tells it to, and remembers what it was asked.
final class FakeEndpoint implements AutoCloseable {
    /// What the endpoint does with one request.
    @FunctionalInterface
    interface Play {
        void answer(HttpExchange exchange, String body) throws IOException;
    }

    /// One request as it came.
    record Asked(String method, String path, Map<String, List<String>> headers, String body) {
        JsonView json() {
            try {
                return JsonView.parse(body);
            } catch (NotJson e) {
                throw new AssertionError("the request is not JSON: " + body, e);
            }
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Play> plays = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Play> firstPlays = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            Play next = firstPlays.poll();
            Play play = next != null ? next : plays.getOrDefault(path, json(404, "{\"detail\":\"Not Found\"}"));
            play.answer(exchange, body);
        }
    }

    /// Plays this on a route, such as `/v1/models`.
    FakeEndpoint on(String path, Play play) {
        plays.put(path, play);
        return this;
    }

    /// Plays these first, one after another, on whatever route is asked.
    FakeEndpoint first(Play... inTurn) {
        firstPlays.addAll(List.of(inTurn));
        return this;
    }

    /// What it was asked, in order.
    List<Asked> asked() {
        return asked;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// The spelling that opens the model `m` here.
    String spec() {
        return "http://127.0.0.1:" + port() + "/v1#m";
    }

    static Play json(int status, String body, String... headers) {
        return reply(status, "application/json", body, headers);
    }

    static Play reply(int status, String type, String body, String... headers) {
        return (exchange, request) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /// A stream sent in these pieces.
    static Play stream(byte[]... pieces) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            for (byte[] piece : pieces) {
                exchange.getResponseBody().write(piece);
                exchange.getResponseBody().flush();
            }
        };
    }

    /// A stream of these events, one data line each.
    static Play events(String... datas) {
        var stream = new StringBuilder();
        for (String data : datas) {
            stream.append("data: ").append(data).append("\n\n");
        }
        return stream(stream.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// A chat reply with this text.
    static Play chat(String text) {
        return json(200, chatJson(text));
    }

    static String chatJson(String text) {
        return JsonView.write(Map.of(
                "choices",
                List.of(Map.of(
                        "index", 0, "finish_reason", "stop", "message", Map.of("role", "assistant", "content", text))),
                "usage",
                Map.of("prompt_tokens", 5, "completion_tokens", 2)));
    }

    static String deltaJson(String text) {
        return JsonView.write(Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of("content", text)))));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
