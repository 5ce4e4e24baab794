package dev.assay.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.server.settings.ServerSettings;
import dev.assay.server.wire.WireProblem;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Takes requests in, within limits, and hands them to their routes, each on a virtual thread of its
/// own.
public final class HttpFront implements AutoCloseable {
    /// Pages that everybody may see, whatever the key: they tell nothing of models or requests.
    private static final Set<String> OPEN_PAGES = Set.of("/", "/health");

    /// Pages that machines ask for every few seconds: no line in the log where all is well.
    private static final Set<String> QUIET_PAGES = Set.of("/health", "/metrics");

    private static final int START_SECONDS = 30;

    private static final String MODELS = "/v1/models/";

    /// A body that is too large is read on and thrown away up to this, so that its sender hears why.
    private static final long MOST_DISCARDED = 256L << 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSettings settings;
    private final Map<String, Route> routes;
    private final Map<String, Page> pages;
    private final Metrics metrics;
    private final RequestLog log;
    private final Gate gate;
    private final Connections connections;
    private final HttpServer server;
    private final AtomicInteger answering = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private final String prefix = HexFormat.of().toHexDigits((int) System.currentTimeMillis());

    /// Begins to listen.
    ///
    /// @param routes by path, for requests with a body
    /// @param pages  by path
    /// @param lines  takes the log, line by line
    /// @throws AssayException `ASSAY-5110` if it cannot listen there
    public HttpFront(
            ServerSettings settings,
            Map<String, Route> routes,
            Map<String, Page> pages,
            Metrics metrics,
            Consumer<String> lines) {
        this.settings = settings;
        this.routes = Map.copyOf(routes);
        this.pages = Map.copyOf(pages);
        this.metrics = metrics;
        this.log = new RequestLog(settings.log(), lines);
        this.gate = new Gate(settings);
        this.connections = new Connections(vertx, settings.limits().headerTime());
        this.server = listen();
    }

    private HttpServer listen() {
        ServerSettings.Listen listen = settings.listen();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(listen.host())
                .setPort(listen.port())
                .setMaxHeaderSize(settings.limits().headerBytes())
                .setMaxInitialLineLength(Math.min(8192, settings.limits().headerBytes()))
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false);
        try {
            return vertx.createHttpServer(options)
                    .connectionHandler(connections::opened)
                    .invalidRequestHandler(this::refuseHeaders)
                    .requestHandler(this::take)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw AssayException.of(
                    "ASSAY-5110",
                    "The server cannot listen: " + cause.getMessage() + ".",
                    listen.host() + ":" + listen.port(),
                    cause instanceof UnknownHostException
                            ? "give --host a name or an address of this machine"
                            : "choose another --port, or end what listens there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    /// The port that it listens at.
    public int port() {
        return server.actualPort();
    }

    /// How many requests are being answered.
    public int answering() {
        return answering.get();
    }

    private String id() {
        return "req-" + prefix + "-" + numbers.incrementAndGet();
    }

    private void refuseHeaders(HttpServerRequest request) {
        Exchange exchange = new Exchange(request, id());
        exchange.closeAfterwards();
        Throwable cause = request.decoderResult().cause();
        boolean large = cause != null && cause.getClass().getSimpleName().startsWith("TooLong");
        WireProblem problem = WireProblem.of(
                large ? 431 : 400,
                WireProblem.Type.INVALID_REQUEST,
                large ? "headers_too_large" : "invalid_http",
                large
                        ? "The request's headers are larger than "
                                + settings.limits().headerBytes() + " bytes."
                        : "This is not an HTTP request.");
        exchange.refuse(problem);
        finished(exchange, path(request), Logged.NOTHING, Optional.empty(), Optional.of(problem.code()));
    }

    private void take(HttpServerRequest request) {
        connections.asks(request.connection());
        Exchange exchange = new Exchange(request, id());
        request.response().endHandler(ended -> connections.waits(request.connection()));
        try {
            gate.requireName(request);
            gate.origin(request).ifPresent(origin -> {
                exchange.header("access-control-allow-origin", origin);
                exchange.header(
                        "access-control-allow-headers",
                        Optional.ofNullable(request.getHeader("access-control-request-headers"))
                                .orElse("authorization, content-type"));
                exchange.header("access-control-allow-methods", "GET, POST");
                exchange.header("access-control-expose-headers", "x-request-id, retry-after");
                exchange.header("vary", "origin");
            });
            route(request, exchange);
        } catch (WireProblem problem) {
            if (problem.status() == 401) {
                exchange.header("www-authenticate", "Bearer");
            }
            refuse(request, exchange, problem);
        }
    }

    private void route(HttpServerRequest request, Exchange exchange) {
        String path = path(request);
        if (request.method().equals(HttpMethod.OPTIONS) && gate.origin(request).isPresent()) {
            exchange.respond(204, "text/plain", "");
        } else if (pages.containsKey(path)) {
            requireMethod(request, exchange, HttpMethod.GET, HttpMethod.HEAD);
            if (!OPEN_PAGES.contains(path)) {
                gate.requireKey(request);
            }
            Page.Shown shown = pages.get(path).show();
            exchange.respond(200, shown.type(), shown.text());
            finished(exchange, path, Logged.NOTHING, Optional.empty(), Optional.empty());
        } else if (routes.containsKey(path)) {
            requireMethod(request, exchange, HttpMethod.POST);
            gate.requireOrigin(request);
            gate.requireKey(request);
            requirePlain(request);
            readBody(request, exchange, routes.get(path));
        } else if (path.startsWith(MODELS)) {
            gate.requireKey(request);
            String name = path.substring(MODELS.length());
            throw WireProblem.notFound("model", "model_not_found", "There is no model '" + name + "' here.");
        } else {
            throw WireProblem.of(
                    404, WireProblem.Type.NOT_FOUND, "unknown_path", "There is nothing at '" + path + "'.");
        }
    }

    /// The path without escapes; a model's name may hold a slash.
    private static String path(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("");
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static void requireMethod(HttpServerRequest request, Exchange exchange, HttpMethod... allowed) {
        List<HttpMethod> methods = List.of(allowed);
        if (!methods.contains(request.method())) {
            exchange.header("allow", methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
            throw WireProblem.of(
                    405,
                    WireProblem.Type.INVALID_REQUEST,
                    "method_not_allowed",
                    "'" + request.path() + "' takes " + methods.getFirst() + ", not " + request.method() + ".");
        }
    }

    private void refuse(HttpServerRequest request, Exchange exchange, WireProblem problem) {
        if (!request.isEnded()) {
            exchange.closeAfterwards();
        }
        exchange.refuse(problem);
        finished(exchange, path(request), Logged.NOTHING, Optional.empty(), Optional.of(problem.code()));
    }

    private void readBody(HttpServerRequest request, Exchange exchange, Route route) {
        int most = settings.limits().bodyBytes();
        Buffer body = Buffer.buffer();
        AtomicLong size = new AtomicLong();
        long declared = declaredLength(request);
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            if (declared > most) {
                throw tooLarge();
            }
            request.response().writeContinue();
        }
        long millis = Math.max(1, settings.limits().bodyTime().toMillis());
        long timer = vertx.setTimer(millis, late -> refuse(request, exchange, tooSlow()));
        request.exceptionHandler(fault -> {
            if (vertx.cancelTimer(timer)) {
                exchange.left();
                finished(exchange, path(request), Logged.NOTHING, Optional.empty(), Optional.of("body_broken_off"));
            }
        });
        request.handler(part -> {
            if (size.addAndGet(part.length()) <= most) {
                body.appendBuffer(part);
            } else if (size.get() > MOST_DISCARDED) {
                request.connection().close();
            }
        });
        request.endHandler(end -> {
            if (!vertx.cancelTimer(timer)) {
                return;
            }
            if (size.get() > most) {
                refuse(request, exchange, tooLarge());
            } else {
                answering.incrementAndGet();
                threads.execute(() -> answer(exchange, path(request), body.getBytes(), route));
            }
        });
    }

    private static void requirePlain(HttpServerRequest request) {
        String coding =
                Optional.ofNullable(request.getHeader("content-encoding")).orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            throw WireProblem.of(
                    415,
                    WireProblem.Type.INVALID_REQUEST,
                    "unsupported_encoding",
                    "A body in the encoding '" + coding + "' is not read; send it plain.");
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        String header = request.getHeader("content-length");
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private WireProblem tooSlow() {
        return WireProblem.of(
                408,
                WireProblem.Type.INVALID_REQUEST,
                "request_timeout",
                "The body did not come within " + settings.limits().bodyTime().toSeconds() + " s.");
    }

    private WireProblem tooLarge() {
        return WireProblem.of(
                413,
                WireProblem.Type.INVALID_REQUEST,
                "body_too_large",
                "The body is larger than " + settings.limits().bodyBytes() + " bytes.");
    }

    private void answer(Exchange exchange, String path, byte[] bytes, Route route) {
        Logged logged = Logged.NOTHING;
        Optional<String> text = Optional.empty();
        Optional<String> fault = Optional.empty();
        try {
            text = Optional.of(text(bytes));
            logged = route.answer(exchange, json(text.get()));
        } catch (WireProblem problem) {
            fault = Optional.of(problem.code());
            exchange.refuse(problem);
        } catch (RuntimeException e) {
            WireProblem problem = WireProblem.failed(e);
            fault = Optional.of(problem.code());
            log.failed(exchange, e);
            exchange.refuse(problem);
        } finally {
            answering.decrementAndGet();
            finished(exchange, path, logged, text, fault);
        }
    }

    private void finished(
            Exchange exchange, String path, Logged logged, Optional<String> body, Optional<String> fault) {
        boolean known = routes.containsKey(path) || pages.containsKey(path);
        metrics.answered(known ? path : "other", exchange.outcome(), exchange.seconds());
        if (!QUIET_PAGES.contains(path) || exchange.outcome() != 200) {
            log.wrote(exchange, logged, body, fault);
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw WireProblem.of(400, WireProblem.Type.INVALID_REQUEST, "invalid_utf8", "The body is not valid UTF-8.");
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.tree(text, "body");
        } catch (AssayException e) {
            String what = e.problems().getFirst().what();
            String where = e.problems().getFirst().where();
            throw WireProblem.of(400, WireProblem.Type.INVALID_REQUEST, "invalid_json", what + " (" + where + ")");
        }
    }

    /// Takes no more requests, while those that are being answered go on.
    ///
    /// @param most after which connections are closed
    /// @return ends when all connections are closed
    public CompletionStage<?> stopListening(Duration most) {
        return server.shutdown(most.toMillis(), TimeUnit.MILLISECONDS).toCompletionStage();
    }

    @Override
    public void close() {
        await(() -> vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
        threads.shutdownNow();
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static void await(Waiting end) {
        try {
            end.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What does not close in time ends with the process.
        }
    }

    /// Waits until no request is being answered.
    ///
    /// @return whether there is none
    public boolean awaitAnswers(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (answering.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
        }
        return answering.get() == 0;
    }
}
