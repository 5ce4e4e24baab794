package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.model.remote.RemoteOptions;
import dev.assay.model.remote.Retry;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long and how often an endpoint is waited for.
public final class EndpointOptions {
    private static final double LONGEST = 3_600;
    private static final int MOST_ATTEMPTS = 100;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Longest wait for one answer of an endpoint (default 120).")
    private double timeout = 120;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "How often an endpoint that fails is asked, the first time included (default 6).")
    private int attempts = Retry.standard().maxAttempts();

    /// The standard options with this patience.
    ///
    /// @throws AssayException `ASSAY-2103` if a number is out of its range
    public RemoteOptions remote() {
        if (!(timeout >= 0.001 && timeout <= LONGEST)) {
            throw refused("--timeout " + timeout, "give seconds from 0.001 to " + LONGEST);
        }
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw refused("--attempts " + attempts, "give a number from 1 to " + MOST_ATTEMPTS);
        }
        RemoteOptions standard = RemoteOptions.standard();
        Retry usual = standard.retry();
        Duration wait = Duration.ofMillis(Math.round(1000 * timeout));
        Duration deadline = usual.deadline().compareTo(wait) < 0 ? wait : usual.deadline();
        return standard.withTimeouts(standard.connectTimeout(), wait)
                .withRetry(new Retry(
                        attempts, usual.firstWait(), usual.longestWait(), usual.longestRetryAfter(), deadline));
    }

    private static AssayException refused(String where, String mend) {
        return AssayException.of("ASSAY-2103", "An endpoint cannot be waited for so.", where, mend);
    }
}
