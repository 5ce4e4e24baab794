package dev.assay.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.base.ProcessMemory;
import dev.assay.base.TemporaryFolder;
import dev.assay.livebench.asking.AnswerFile;
import dev.assay.livebench.asking.Asking;
import dev.assay.livebench.asking.AskingPlan;
import dev.assay.livebench.question.Question;
import dev.assay.model.LanguageModel;
import dev.assay.model.Sampling;
import dev.assay.model.remote.RemoteModel;
import dev.assay.model.remote.RemoteOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// What asking costs beside the endpoint: time for each request over a bare HTTP client, and memory
/// with 256 requests in flight. The endpoint is a stub in the same process, so its own memory counts
/// too.
///
/// Argument: requests for the time (default 2000).
public final class AskingOverhead {
    private static final int IN_FLIGHT = 256;
    private static final long SLOW_MILLIS = 500;
    private static final String ANSWER = "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + "word ".repeat(200)
            + "\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":500,\"completion_tokens\":200,\"total_tokens\":700}}";

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile long delayMillis;

    private AskingOverhead() {}

    /// Runs the measurement.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        AskingOverhead stub = new AskingOverhead();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", stub::answer);
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
            stub.time(base, requests);
            stub.memory(base);
        } finally {
            server.stop(0);
        }
    }

    private void time(String base, int requests) throws IOException, InterruptedException {
        bare(base, requests);
        asked(base, requests, 1);
        for (int round = 1; round <= 3; round++) {
            double bare = bare(base, requests);
            double asked = asked(base, requests, 1);
            System.out.printf(
                    Locale.ROOT,
                    "round %d, one after another: %.3f ms a request with a bare client, %.3f ms asked; own %.3f ms%n",
                    round,
                    bare,
                    asked,
                    asked - bare);
        }
    }

    private void memory(String base) {
        delayMillis = SLOW_MILLIS;
        most.set(0);
        double millis = asked(base, 10 * IN_FLIGHT, IN_FLIGHT);
        System.out.printf(
                Locale.ROOT,
                "%d in flight at most: %d requests of %d ms in %.1f s; resident %d MiB, endpoint and all%n",
                most.get(),
                10 * IN_FLIGHT,
                SLOW_MILLIS,
                millis * 10 * IN_FLIGHT / 1e3,
                ProcessMemory.residentBytes().orElse(0) >> 20);
    }

    /// Milliseconds of one request.
    private static double bare(String base, int requests) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt(0) + "\"}]}";
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            long begun = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                client.send(request, HttpResponse.BodyHandlers.ofString());
            }
            return (System.nanoTime() - begun) / 1e6 / requests;
        }
    }

    private static double asked(String base, int requests, int parallel) {
        AskingPlan plan =
                new AskingPlan("m", Sampling.greedy(), Optional.empty(), parallel, 0, false, Optional.empty());
        List<Question> questions =
                IntStream.range(0, requests).mapToObj(AskingOverhead::question).toList();
        try (TemporaryFolder folder = TemporaryFolder.create();
                LanguageModel model =
                        RemoteModel.open(base + "#m", RemoteOptions.standard().withParallelism(parallel));
                AnswerFile file = AnswerFile.open(folder.path().resolve("answers.jsonl"))) {
            Asking asking = new Asking(model, plan);
            long begun = System.nanoTime();
            Asking.Tally tally = asking.run(questions, file, () -> false, () -> {});
            double millis = (System.nanoTime() - begun) / 1e6 / requests;
            if (tally.asked() != requests || tally.failed() > 0) {
                throw new IllegalStateException("not all were answered: " + tally);
            }
            return millis;
        }
    }

    private static String prompt(int i) {
        return "Question " + i + ": " + "what is it? ".repeat(100);
    }

    private static Question question(int i) {
        ObjectNode all = JsonNodeFactory.instance.objectNode().put("question_id", "q" + i);
        return new Question(
                "q" + i, "math", "any", Optional.empty(), List.of(prompt(i)), Optional.empty(), Optional.empty(), all);
    }

    private void answer(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            LockSupport.parkNanos(delayMillis * 1_000_000);
            byte[] bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } finally {
            running.decrementAndGet();
        }
    }
}
