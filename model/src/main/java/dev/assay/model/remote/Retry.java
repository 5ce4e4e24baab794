package dev.assay.model.remote;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// How often and after what wait a failed request is sent again.
///
/// The wait before attempt `n + 1` is drawn evenly from 0 to `min(longestWait, firstWait · 2^(n-1))` ("full
/// jitter"), but is at least what the endpoint's `Retry-After` says, up to `longestRetryAfter`. Sent again are
/// 408, 409, 429, 5xx, refused or broken connections, and timeouts; never a request whose answer has begun to
/// reach a listener.
///
/// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog (2015).
///
/// @param maxAttempts       at least 1, the first included
/// @param firstWait         longest wait before the second attempt
/// @param longestWait       longest wait before any attempt
/// @param longestRetryAfter longest wait that an endpoint may ask for
/// @param deadline          for all attempts and waits together
public record Retry(
        int maxAttempts, Duration firstWait, Duration longestWait, Duration longestRetryAfter, Duration deadline) {
    private static final int MOST_DOUBLINGS = 20;

    /// @throws IllegalArgumentException if a value is out of range
    public Retry {
        if (maxAttempts < 1 || maxAttempts > 100) {
            throw new IllegalArgumentException("maxAttempts lies from 1 to 100: " + maxAttempts);
        }
        RemoteOptions.notNegative("firstWait", firstWait);
        RemoteOptions.notNegative("longestWait", longestWait);
        RemoteOptions.notNegative("longestRetryAfter", longestRetryAfter);
        RemoteOptions.aboveZero("deadline", deadline);
    }

    /// Six attempts, waits from half a second to 30 seconds, two minutes if the endpoint asks, ten minutes in
    /// all.
    public static Retry standard() {
        return new Retry(
                6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
    }

    /// One attempt.
    public static Retry none() {
        return new Retry(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10));
    }

    /// The wait after a failed attempt.
    ///
    /// @param attempt    which attempt failed, counted from 1
    /// @param retryAfter what the endpoint asked for
    /// @param uniform    a number from 0 to 1
    Duration wait(int attempt, Optional<Duration> retryAfter, double uniform) {
        var ceiling = shorter(firstWait.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS)), longestWait);
        var jittered = Duration.ofNanos((long) (uniform * (double) ceiling.toNanos()));
        var asked = retryAfter.map(duration -> shorter(duration, longestRetryAfter));
        return asked.filter(duration -> duration.compareTo(jittered) > 0).orElse(jittered);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /// Reads a `Retry-After` header: seconds, or an HTTP date; anything else is passed over.
    static Optional<Duration> retryAfter(String header, Instant now) {
        String value = header.strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(now, date.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
