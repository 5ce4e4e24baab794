package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sends requests to one endpoint: bounded in number, time and length, and again where that may help.
final class Transport implements AutoCloseable {
    private static final int MOST_REDIRECTS = 3;
    private static final int ERROR_BYTES = 64 << 10;

    private final Endpoint endpoint;
    private final ApiKey key;
    private final RemoteOptions options;
    private final Pace pace;
    private final Failures failures;
    private final HttpClient client;
    private final Semaphore permits;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Reads a response with a 2xx status.
    @FunctionalInterface
    interface Reader<T> {
        T read(Reception reception) throws AttemptFailure, InterruptedException;
    }

    /// @throws AssayException `ASSAY-2032` if the key would go unprotected over the network
    Transport(Endpoint endpoint, ApiKey key, RemoteOptions options, Pace pace) {
        if (key.present() && endpoint.unprotected()) {
            throw AssayException.of(
                    "ASSAY-2032",
                    "A key is set, and plain http would show it to everybody on the way.",
                    endpoint.name(),
                    "use https, reach the host through a tunnel on localhost, or send no key (KeySource.None)");
        }
        this.endpoint = endpoint;
        this.key = key;
        this.options = options;
        this.pace = pace;
        this.failures = new Failures(endpoint, key);
        this.permits = new Semaphore(options.parallelism());
        this.client = HttpClient.newBuilder()
                .connectTimeout(options.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                // Over plain http a client of version 2 asks to upgrade, which servers of models answer oddly.
                .version(
                        endpoint.base().getScheme().equals("https")
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1)
                .build();
    }

    Failures failures() {
        return failures;
    }

    /// Sends the request until an answer is read or hope is lost.
    ///
    /// @throws AssayException        the last attempt's problem
    /// @throws IllegalStateException if the transport was closed
    <T> T send(Call call, Reader<T> reader) {
        if (closed.get()) {
            throw new IllegalStateException("the model " + endpoint.name() + " was closed");
        }
        try {
            permits.acquire();
            try {
                return attempts(call, reader);
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssayException(failures.interrupted(call), e);
        }
    }

    private <T> T attempts(Call call, Reader<T> reader) throws InterruptedException {
        long end = pace.nanos() + options.retry().deadline().toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(call, reader, Duration.ofNanos(Math.max(1, end - pace.nanos())));
            } catch (AttemptFailure failure) {
                Duration wait = options.retry().wait(attempt, failure.retryAfter(), pace.uniform());
                giveUp(failure, attempt, wait, end).ifPresent(problem -> {
                    throw new AssayException(problem);
                });
                pace.sleep(wait);
            }
        }
    }

    private Optional<Problem> giveUp(AttemptFailure failure, int attempt, Duration wait, long end) {
        if (!failure.mayPass()) {
            return Optional.of(attempt == 1 ? failure.problem() : after(failure, attempt, List.of()));
        }
        if (attempt == options.retry().maxAttempts()) {
            return Optional.of(after(failure, attempt, List.of()));
        }
        if (end - pace.nanos() - wait.toNanos() <= 0) {
            String deadline = Failures.seconds(options.retry().deadline());
            return Optional.of(after(
                    failure,
                    attempt,
                    List.of("the next attempt, in " + Failures.seconds(wait) + " s, would pass the deadline of "
                            + deadline + " s")));
        }
        return Optional.empty();
    }

    private static Problem after(AttemptFailure failure, int attempts, List<String> notes) {
        return Failures.afterAttempts(failure.problem(), attempts, notes);
    }

    private <T> T attempt(Call call, Reader<T> reader, Duration left) throws AttemptFailure, InterruptedException {
        Duration limit = left.compareTo(options.requestTimeout()) < 0 ? left : options.requestTimeout();
        var budget = Budget.of(limit);
        URI uri = endpoint.route(call.path());
        for (int hop = 0; ; hop++) {
            Hop<T> outcome = exchange(call, uri, reader, budget, hop);
            switch (outcome) {
                case Hop.Done<T>(T value) -> {
                    return value;
                }
                case Hop.Moved<T>(URI to) -> uri = to;
            }
        }
    }

    private sealed interface Hop<T> {
        record Done<T>(T value) implements Hop<T> {}

        record Moved<T>(URI to) implements Hop<T> {}
    }

    private <T> Hop<T> exchange(Call call, URI uri, Reader<T> reader, Budget budget, int hop)
            throws AttemptFailure, InterruptedException {
        CompletableFuture<HttpResponse<Body>> sent = client.sendAsync(request(call, uri), head -> new Body());
        try {
            HttpResponse<Body> response = sent.get(budget.remainingNanos(), TimeUnit.NANOSECONDS);
            try {
                var reception = new Reception(call, response, budget, failures, options.maxResponseBytes());
                return received(reception, uri, reader, hop);
            } finally {
                response.body().cancel();
            }
        } catch (TimeoutException e) {
            throw failures.late(call, budget.limit());
        } catch (ExecutionException e) {
            throw failures.broken(call, e.getCause() == null ? e : e.getCause());
        } finally {
            sent.cancel(true);
        }
    }

    private HttpRequest request(Call call, URI uri) {
        var request =
                HttpRequest.newBuilder(uri).header("Accept", call.stream() ? "text/event-stream" : "application/json");
        if (key.present()) {
            request.header("Authorization", key.header());
        }
        call.json()
                .ifPresentOrElse(
                        json -> request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json)),
                        request::GET);
        return request.build();
    }

    private <T> Hop<T> received(Reception reception, URI uri, Reader<T> reader, int hop)
            throws AttemptFailure, InterruptedException {
        int status = reception.status();
        if (status >= 200 && status < 300) {
            return new Hop.Done<>(reader.read(reception));
        }
        if (status >= 300 && status < 400) {
            return new Hop.Moved<>(target(reception, uri, hop));
        }
        var retryAfter = reception.header("Retry-After").flatMap(value -> Retry.retryAfter(value, pace.now()));
        throw failures.status(reception.call(), status, reception.beginning(ERROR_BYTES), retryAfter);
    }

    /// Where a redirect leads, if it stays with the same server and repeats the request as it is.
    private URI target(Reception reception, URI from, int hop) throws AttemptFailure {
        String location = reception.header("Location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw failures.redirected(reception.call(), reception.status(), "an unreadable address");
        }
        boolean sameServer = from.getScheme().equalsIgnoreCase(String.valueOf(to.getScheme()))
                && String.valueOf(from.getRawAuthority()).equalsIgnoreCase(String.valueOf(to.getRawAuthority()));
        boolean repeats = reception.status() == 307 || reception.status() == 308;
        if (location.isEmpty() || !sameServer || !repeats || hop >= MOST_REDIRECTS) {
            throw failures.redirected(reception.call(), reception.status(), shown(to));
        }
        return to;
    }

    private static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath();
    }

    @Override
    public void close() {
        closed.set(true);
        client.shutdownNow();
    }
}
