package dev.assay.model.remote;

import java.time.Duration;

/// How an endpoint is spoken to.
///
/// @param key              where its key comes from
/// @param connectTimeout   for opening a connection
/// @param requestTimeout   for one attempt, from sending to the last byte of the answer
/// @param retry            what happens after a failure
/// @param parallelism      most requests under way at once
/// @param maxResponseBytes longest response that is read
/// @param prefill          how prefilled assistant turns are sent
public record RemoteOptions(
        KeySource key,
        Duration connectTimeout,
        Duration requestTimeout,
        Retry retry,
        int parallelism,
        int maxResponseBytes,
        Prefill prefill) {
    /// @throws IllegalArgumentException if a value is out of range
    public RemoteOptions {
        aboveZero("connectTimeout", connectTimeout);
        aboveZero("requestTimeout", requestTimeout);
        if (parallelism < 1 || parallelism > 1024) {
            throw new IllegalArgumentException("parallelism lies from 1 to 1024: " + parallelism);
        }
        if (maxResponseBytes < 1024) {
            throw new IllegalArgumentException("maxResponseBytes is at least 1024: " + maxResponseBytes);
        }
    }

    /// The usual key, 10 seconds to connect, 2 minutes per attempt, 8 requests at once, 8 MiB per response.
    public static RemoteOptions standard() {
        return new RemoteOptions(
                new KeySource.Usual(),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Retry.standard(),
                8,
                8 << 20,
                Prefill.PROVED);
    }

    /// A copy with another source of the key.
    public RemoteOptions withKey(KeySource value) {
        return new RemoteOptions(value, connectTimeout, requestTimeout, retry, parallelism, maxResponseBytes, prefill);
    }

    /// A copy with other timeouts.
    public RemoteOptions withTimeouts(Duration connect, Duration request) {
        return new RemoteOptions(key, connect, request, retry, parallelism, maxResponseBytes, prefill);
    }

    /// A copy with other retries.
    public RemoteOptions withRetry(Retry value) {
        return new RemoteOptions(key, connectTimeout, requestTimeout, value, parallelism, maxResponseBytes, prefill);
    }

    /// A copy with another number of requests at once.
    public RemoteOptions withParallelism(int value) {
        return new RemoteOptions(key, connectTimeout, requestTimeout, retry, value, maxResponseBytes, prefill);
    }

    /// A copy with another bound on responses.
    public RemoteOptions withMaxResponseBytes(int value) {
        return new RemoteOptions(key, connectTimeout, requestTimeout, retry, parallelism, value, prefill);
    }

    /// A copy with another way of sending prefilled turns.
    public RemoteOptions withPrefill(Prefill value) {
        return new RemoteOptions(key, connectTimeout, requestTimeout, retry, parallelism, maxResponseBytes, value);
    }

    static void notNegative(String name, Duration value) {
        if (value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " lies from 0 to a day: " + value);
        }
    }

    static void aboveZero(String name, Duration value) {
        notNegative(name, value);
        if (value.isZero()) {
            throw new IllegalArgumentException(name + " is above 0: " + value);
        }
    }
}
