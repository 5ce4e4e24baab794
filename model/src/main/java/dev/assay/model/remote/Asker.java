package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.model.Answer;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TextListener;
import dev.assay.model.remote.internal.JsonView;
import dev.assay.model.remote.internal.NotJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Puts prompts to an endpoint and reads what comes back.
final class Asker implements AutoCloseable {
    private final Transport transport;
    private final Requests requests;
    private final Failures failures;
    private final int parallelism;

    Asker(Endpoint endpoint, Transport transport, int parallelism) {
        this.transport = transport;
        this.parallelism = parallelism;
        this.requests = new Requests(endpoint.model());
        this.failures = transport.failures();
    }

    Failures failures() {
        return failures;
    }

    /// The answer, all at once.
    Answer ask(Prompt prompt, Sampling sampling, Prefill prefill) {
        return adapting(() -> {
            long start = System.nanoTime();
            var call = Call.post(Requests.route(prompt), requests.answer(prompt, sampling, prefill, false));
            JsonView reply = json(call);
            try {
                var answer = Replies.answer(reply, prompt instanceof Prompt.Chat, since(start));
                return checked(call, answer, sampling);
            } catch (Malformed e) {
                throw new AssayException(failures.notUnderstood(call, e.what()));
            }
        });
    }

    /// The answer, told piece by piece.
    Answer stream(Prompt prompt, Sampling sampling, Prefill prefill, TextListener listener) {
        return adapting(() -> {
            long start = System.nanoTime();
            var call = Call.stream(Requests.route(prompt), requests.answer(prompt, sampling, prefill, true));
            var streamed = transport.send(call, new StreamReader(listener, failures));
            return checked(call, streamed.answer(since(start)), sampling);
        });
    }

    /// The reply of the completions route to a text that is echoed with log-probabilities.
    JsonView echo(String text, int topLogprobs) {
        return json(echoCall(text, topLogprobs));
    }

    /// The request behind [#echo], for messages.
    Call echoCall(String text, int topLogprobs) {
        return Call.post("completions", requests.echo(text, topLogprobs));
    }

    /// The reply of the route that lists models.
    JsonView models() {
        return json(Call.get("models"));
    }

    /// The results of numbered requests, in order, as many at once as the endpoint is given.
    <T> List<T> inParallel(int count, IntFunction<T> request) {
        var results = new AtomicReferenceArray<Optional<T>>(count);
        Parallel.run(count, parallelism, i -> results.set(i, Optional.of(request.apply(i))));
        return IntStream.range(0, count)
                .mapToObj(i -> results.get(i).orElseThrow())
                .toList();
    }

    private JsonView json(Call call) {
        return transport.send(call, reception -> {
            String text = reception.text();
            try {
                return JsonView.parse(text);
            } catch (NotJson e) {
                String type = reception.contentType().isEmpty() ? "no content type" : reception.contentType();
                throw failures.malformed(
                        call,
                        "The reply (" + failures.words(type) + ") is " + e.getMessage() + ": \"" + failures.words(text)
                                + "\"");
            }
        });
    }

    /// Endpoints that know only the newer name of the length field say so when they refuse; then it is sent.
    private Answer adapting(Supplier<Answer> asking) {
        try {
            return asking.get();
        } catch (AssayException e) {
            Problem problem = e.problems().getFirst();
            if (problem.code().equals("ASSAY-2034")
                    && problem.what().contains(Requests.NEWER_LENGTH_FIELD)
                    && requests.useNewerLengthField()) {
                return asking.get();
            }
            throw e;
        }
    }

    private Answer checked(Call call, Answer answer, Sampling sampling) {
        if (sampling.topLogprobs() > 0
                && answer.tokens().isEmpty()
                && !answer.text().isEmpty()) {
            throw new AssayException(failures.unable(
                    call,
                    "Log-probabilities were asked for, and the endpoint sent none.",
                    "leave topLogprobs at 0, or choose an endpoint that proves them"));
        }
        return answer;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - start));
    }

    @Override
    public void close() {
        transport.close();
    }
}
