package dev.assay.cli.vtune;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A chat endpoint of this machine that answers, or fails to, as a test wants.
final class LoopbackEndpoint implements AutoCloseable {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /// What it does with a request.
    @FunctionalInterface
    interface Behaviour {
        void answer(Request request) throws IOException, InterruptedException;
    }

    /// One request.
    ///
    /// @param exchange to be answered
    /// @param question that ends the chat
    /// @param number   of the request, from 1
    record Request(HttpExchange exchange, String question, int number, CountDownLatch over) {
        void say(String text) throws IOException {
            say(text, "stop");
        }

        void say(String text, String reason) throws IOException {
            send(200, reply(text, reason));
        }

        void send(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        /// Promises more than comes.
        void breakOff(String text) throws IOException {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(reply(text, "stop").getBytes(StandardCharsets.UTF_8));
        }

        void hang() throws InterruptedException {
            over.await();
        }

        static String reply(String text, String reason) {
            return Json.line(Map.of(
                    "choices",
                    List.of(Map.of(
                            "index",
                            0,
                            "message",
                            Map.of("role", "assistant", "content", text),
                            "finish_reason",
                            reason))));
        }
    }

    private LoopbackEndpoint(HttpServer server) {
        this.server = server;
    }

    static LoopbackEndpoint that(Behaviour behaviour) {
        return at(0, behaviour);
    }

    /// One at a port of its own, such as that of another that was closed.
    static LoopbackEndpoint at(int port, Behaviour behaviour) {
        try {
            LoopbackEndpoint endpoint = new LoopbackEndpoint(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
            endpoint.server.setExecutor(endpoint.executor);
            endpoint.server.createContext("/v1/chat/completions", exchange -> endpoint.handle(exchange, behaviour));
            endpoint.server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange, Behaviour behaviour) throws IOException {
        try (exchange) {
            JsonNode body = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            JsonNode messages = body.path("messages");
            String question = messages.path(messages.size() - 1).path("content").asText();
            asked.add(question);
            behaviour.answer(new Request(exchange, question, asked.size(), over));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1#m";
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// What was asked, in order.
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
