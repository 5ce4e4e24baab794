package dev.assay.model.remote;

import dev.assay.base.Problem;
import dev.assay.model.remote.internal.JsonView;
import dev.assay.model.remote.internal.NotJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Turns what goes wrong with an endpoint into problems, in the endpoint's own words where it has any.
final class Failures {
    private static final int LONGEST_WORDS = 300;
    private static final Pattern TOO_LONG = Pattern.compile(
            "context.{0,20}(length|window|size)|maximum.{0,20}(length|context)|too many tokens|prompt is too long",
            Pattern.CASE_INSENSITIVE);

    private final Endpoint endpoint;
    private final ApiKey key;

    Failures(Endpoint endpoint, ApiKey key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    /// The place of a failure: method, address without its query, model.
    String where(Call call) {
        return call.method() + " " + endpoint.shown(call.path()) + ", model " + endpoint.model();
    }

    /// A response with a status other than 2xx.
    AttemptFailure status(Call call, int status, String body, Optional<Duration> retryAfter) {
        var said = said(body);
        return switch (status) {
            case 401, 403 -> AttemptFailure.lasting(refusedKey(call, status, said));
            case 404 -> AttemptFailure.lasting(unknown(call, said));
            case 408 -> AttemptFailure.passing(timeout(call, "The endpoint gave up waiting (408)" + said), retryAfter);
            case 409, 429 ->
                code(body).equals("insufficient_quota")
                        ? AttemptFailure.lasting(overloaded(call, status, said))
                        : AttemptFailure.passing(overloaded(call, status, said), retryAfter);
            default ->
                status >= 500
                        ? AttemptFailure.passing(overloaded(call, status, said), retryAfter)
                        : AttemptFailure.lasting(refused(call, status, said, body));
        };
    }

    /// A connection that could not be made, or that broke.
    AttemptFailure broken(Call call, Throwable cause) {
        var chain = Stream.iterate(cause, t -> t != null, Throwable::getCause).limit(8);
        Optional<String> tls = chain.filter(SSLException.class::isInstance)
                .map(t -> words(String.valueOf(t.getMessage())))
                .findFirst();
        if (tls.isPresent()) {
            return AttemptFailure.lasting(new Problem(
                    "ASSAY-4034",
                    "No secure connection to the endpoint: " + tls.get(),
                    where(call),
                    "check that the port speaks TLS (or write http://) and that this Java trusts its certificate"));
        }
        return AttemptFailure.passing(
                new Problem(
                        "ASSAY-4034",
                        "The endpoint cannot be reached: " + reason(cause) + ".",
                        where(call),
                        "check that it runs, its host and port, and that no firewall or proxy stands between"),
                Optional.empty());
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            case java.net.http.HttpConnectTimeoutException e -> "connecting took too long";
            case java.nio.channels.UnresolvedAddressException e -> "the host has no address";
            case java.net.ConnectException e ->
                e.getCause() instanceof java.nio.channels.UnresolvedAddressException
                        ? "the host has no address"
                        : "the connection was refused";
            default -> "the connection broke (" + cause.getClass().getSimpleName() + ")";
        };
    }

    /// An attempt that took too long.
    AttemptFailure late(Call call, Duration limit) {
        return AttemptFailure.passing(
                timeout(call, "No whole answer within " + seconds(limit) + " s"), Optional.empty());
    }

    private Problem timeout(Call call, String what) {
        return new Problem(
                "ASSAY-4035",
                what.endsWith(".") ? what : what + ".",
                where(call),
                "ask for fewer tokens, raise requestTimeout, or lower parallelism if the endpoint is busy");
    }

    /// A redirect that is not followed.
    AttemptFailure redirected(Call call, int status, String host) {
        return AttemptFailure.lasting(new Problem(
                "ASSAY-2035",
                "The endpoint sends requests elsewhere (" + status + " to " + words(host) + "), which is not followed.",
                where(call),
                "give the final address, if you trust it with your prompts and your key"));
    }

    /// A response that is longer than the bound.
    AttemptFailure tooBig(Call call, long limit) {
        return AttemptFailure.lasting(new Problem(
                "ASSAY-5030",
                "The response is longer than " + limit + " bytes and was not read on.",
                where(call),
                "raise maxResponseBytes if so long an answer is meant, else check what answers at this address"));
    }

    /// A response that is not what the route returns.
    AttemptFailure malformed(Call call, String what) {
        return AttemptFailure.lasting(notUnderstood(call, what));
    }

    /// The same, as a problem.
    Problem notUnderstood(Call call, String what) {
        return new Problem(
                "ASSAY-4032",
                what.endsWith(".") ? what : what + ".",
                where(call),
                "check that the address is the base of an OpenAI-compatible API, usually ending in /v1");
    }

    /// An error that came inside a stream, or its early end.
    AttemptFailure brokenStream(Call call, String what) {
        return AttemptFailure.passing(
                new Problem(
                        "ASSAY-4033",
                        what.endsWith(".") ? what : what + ".",
                        where(call),
                        "ask again; if it happens at the same place each time, look into the endpoint's log"),
                Optional.empty());
    }

    /// Something that this endpoint has not shown it can do.
    Problem unable(Call call, String what, String mend) {
        return new Problem("ASSAY-2036", what, where(call), mend);
    }

    /// The wait for an answer was interrupted.
    Problem interrupted(Call call) {
        return new Problem(
                "ASSAY-6030", "The wait for an answer was interrupted.", where(call), "ask again, or resume the run");
    }

    private Problem refusedKey(Call call, int status, String said) {
        return new Problem(
                "ASSAY-2033",
                (key.present() ? "The endpoint refused the key (" : "The endpoint wants a key (") + status + ")" + said,
                where(call),
                "set ASSAY_API_KEY (or the variable that the options name) to a key that may use this model");
    }

    private Problem unknown(Call call, String said) {
        return new Problem(
                "ASSAY-4030",
                "The endpoint knows no such route or model (404)" + said,
                where(call),
                "check the base address (it usually ends in /v1) and the name: GET " + endpoint.shown("models")
                        + " lists them");
    }

    private Problem overloaded(Call call, int status, String said) {
        return new Problem(
                "ASSAY-4036",
                (status == 429 ? "The endpoint turns requests away (" : "The endpoint failed (") + status + ")" + said,
                where(call),
                status == 429
                        ? "lower parallelism, wait, or raise the quota; a batch run resumes where it stopped"
                        : "look into the endpoint's log; a batch run resumes where it stopped");
    }

    private Problem refused(Call call, int status, String said, String body) {
        if (code(body).equals("context_length_exceeded")
                || TOO_LONG.matcher(said).find()) {
            return new Problem(
                    "ASSAY-4031",
                    "Prompt and answer do not fit the model's context (" + status + ")" + said,
                    where(call),
                    "shorten the prompt or ask for fewer tokens; nothing is ever cut in silence");
        }
        return new Problem(
                "ASSAY-2034",
                "The endpoint refused the request (" + status + ")" + said,
                where(call),
                "leave out the setting it names; fields beyond OpenAI's are sent only where they are set");
    }

    private static String code(String body) {
        return parsed(body)
                .map(json -> json.at("error").at("code"))
                .flatMap(JsonView::text)
                .orElse("");
    }

    private static Optional<JsonView> parsed(String body) {
        try {
            return Optional.of(JsonView.parse(body));
        } catch (NotJson e) {
            return Optional.empty();
        }
    }

    private String said(String body) {
        String words = parsed(body).flatMap(this::said).orElseGet(() -> words(body));
        return words.isEmpty() ? "." : ": \"" + words + "\"";
    }

    /// The endpoint's own words in an error object, in any of the shapes that servers use.
    Optional<String> said(JsonView json) {
        var detail = json.at("detail");
        return Stream.of(
                        json.at("error").at("message"),
                        json.at("error"),
                        json.at("message"),
                        detail,
                        detail.at(0).at("msg"))
                .flatMap(view -> view.text().stream())
                .map(this::words)
                .filter(words -> !words.isEmpty())
                .findFirst();
    }

    /// The first line of a foreign text, without the key or control characters, at most 300 characters.
    String words(String text) {
        String line = key.blotted(text).strip().lines().findFirst().orElse("");
        String clean = line.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= LONGEST_WORDS ? clean : clean.substring(0, LONGEST_WORDS) + "...";
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0).replaceAll("\\.?0+$", "");
    }

    /// The problems with a line about how often it was tried.
    static Problem afterAttempts(Problem problem, int attempts, List<String> notes) {
        String tried = attempts == 1 ? "tried once" : "tried " + attempts + " times";
        String where = Stream.concat(Stream.of(problem.where(), tried), notes.stream())
                .reduce((a, b) -> a + "\n" + b)
                .orElse(tried);
        return new Problem(problem.code(), problem.what(), where, problem.mend());
    }
}
