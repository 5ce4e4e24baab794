package dev.assay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `./assay serve tiny` under load, from clients in a process of their own: tokens a second of one
/// request after another and of sixteen at once; then many clients that stream, wait, or go away in the
/// middle, while `/health` is asked all the time. To be run in the folder of the launcher. Arguments:
/// seconds of each part, and how many clients.
public final class ServerLoad {
    private static final int TOKENS = 128;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    private final long process;

    private ServerLoad(String address, long process) {
        this.address = address;
        this.process = process;
    }

    /// Runs the measurement.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        int clients = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        // What is remembered of prompts grows up to its limit, which would hide a leak.
        Process server = new ProcessBuilder(
                        "./assay", "serve", "tiny", "--port", "0", "--no-log", "--prefix-memory", "16")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
            String address = Optional.ofNullable(lines.readLine())
                    .orElseThrow(() -> new IllegalStateException("the server did not start"));
            ServerLoad load = new ServerLoad(address, server.pid());
            // Both ways through the server are compiled before either is measured.
            load.throughput(1, 5);
            load.throughput(16, 10);
            double one = load.throughput(1, Math.min(seconds, 15));
            double sixteen = load.throughput(16, Math.min(seconds, 15));
            System.out.printf(
                    Locale.ROOT,
                    "greedy, %d tokens each: one request after another %.0f tokens/s, sixteen at once %.0f: %.1f times%n",
                    TOKENS,
                    one,
                    sixteen,
                    sixteen / one);
            load.crowd(clients, seconds);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    /// Resident memory of the server, from where Linux tells it.
    private long residentMebibytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        }
    }

    private double throughput(int parallel, int seconds) throws InterruptedException {
        AtomicLong tokens = new AtomicLong();
        long began = System.nanoTime();
        long end = began + seconds * 1_000_000_000L;
        List<Thread> threads = IntStream.range(0, parallel)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() < end) {
                        JsonNode answer = Json.tree(post(body(i, TOKENS, false)).body());
                        tokens.addAndGet(
                                answer.path("usage").path("completion_tokens").asLong());
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return tokens.get() * 1e9 / (System.nanoTime() - began);
    }

    private void crowd(int clients, int seconds) throws IOException, InterruptedException {
        Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
        List<Double> health = new ArrayList<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>(IntStream.range(0, clients)
                .mapToObj(i -> Thread.ofVirtual().start(() -> client(i, end, statuses)))
                .toList());
        threads.add(Thread.ofPlatform().start(() -> ask(end, health)));
        List<Long> memory = new ArrayList<>();
        while (System.nanoTime() < end) {
            Thread.sleep(Math.max(1, seconds * 1000L / 6));
            memory.add(residentMebibytes());
        }
        long stuck = 0;
        for (Thread thread : threads) {
            stuck += thread.join(Duration.ofSeconds(60)) ? 0 : 1;
        }
        double[] sorted =
                health.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%d clients for %d s: answers by status %s, stuck %d; /health of %d: median %.1f ms, p99 %.1f ms, most"
                        + " %.1f ms; resident MiB on the way %s%n",
                clients,
                seconds,
                new TreeMap<>(statuses),
                stuck,
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1),
                memory);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    /// One client: a third streams, a third waits, and every ninth request is given up after a moment.
    /// Status 0 counts those given up, -1 those that failed otherwise.
    private void client(int index, long end, Map<Integer, AtomicLong> statuses) {
        for (int i = 0; System.nanoTime() < end; i++) {
            boolean givenUp = (index + i) % 9 == 0;
            int status = givenUp
                    ? giveUp(body(index + i, TOKENS, true))
                    : post(body(index + i, 8 + i % 57, i % 3 == 0)).statusCode();
            statuses.computeIfAbsent(status, each -> new AtomicLong()).incrementAndGet();
            if (status == 429) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int giveUp(String body) {
        HttpRequest request = request(body).timeout(Duration.ofMillis(150)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private void ask(long end, List<Double> took) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/health")).build();
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            try {
                client.send(request, HttpResponse.BodyHandlers.discarding());
                took.add((System.nanoTime() - began) / 1e6);
                Thread.sleep(20);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String body(int index, int tokens, boolean stream) {
        return Json.line(Map.of(
                "model",
                "tiny",
                "prompt",
                "The number " + index + " stands for a kind of",
                "max_tokens",
                tokens,
                "temperature",
                0,
                "stream",
                stream,
                // Ends of answers are made unlikely, so that all take as long.
                "logit_bias",
                Map.of("4093", -100, "4095", -100)));
    }

    private HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(URI.create(address + "/v1/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String body) {
        try {
            return client.send(request(body).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
