package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.model.remote.RemoteOptions;
import dev.assay.model.remote.Retry;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long an endpoint is waited for, and how often it is asked again.
final class EndpointOptions {
    private static final int SHORTEST_CONNECT = 10;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "Seconds that an endpoint has for an answer (default 120).")
    private int timeout = 120;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "How often an endpoint is asked until it answers (default 6); then the query is a miss.")
    private int attempts = 6;

    RemoteOptions remote() {
        if (timeout < 1 || timeout > 86_400 || attempts < 1 || attempts > 100) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "An endpoint cannot be asked so: " + timeout + " s, " + attempts + " attempts.",
                    "--timeout, --attempts",
                    "use 1 to 86400 seconds and 1 to 100 attempts");
        }
        Retry usual = Retry.standard();
        Duration answer = Duration.ofSeconds(timeout);
        Duration all = answer.multipliedBy(attempts).plus(usual.longestWait().multipliedBy(attempts));
        return RemoteOptions.standard()
                .withTimeouts(Duration.ofSeconds(Math.min(SHORTEST_CONNECT, timeout)), answer)
                .withRetry(new Retry(attempts, usual.firstWait(), usual.longestWait(), usual.longestRetryAfter(), all));
    }
}
