package dev.assay.model.remote;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What an endpoint was shown to do by asking it, and why.
///
/// @param name          of the model and its endpoint
/// @param proofs        one for each feature
/// @param topLogprobs   how many log-probabilities per token it gave when it was asked for 20; 0 for none
/// @param contextTokens how long its context is, where it says so
/// @param prefill       how prefilled turns have to be sent, where it was shown to continue them
public record EndpointReport(
        String name,
        Map<EndpointFeature, Proof> proofs,
        int topLogprobs,
        OptionalInt contextTokens,
        Optional<Prefill> prefill) {
    /// @throws IllegalArgumentException if a feature has no proof
    public EndpointReport {
        for (EndpointFeature feature : EndpointFeature.values()) {
            if (!proofs.containsKey(feature)) {
                throw new IllegalArgumentException(
                        "a report says something of every feature; " + feature + " is missing");
            }
        }
        proofs = Collections.unmodifiableMap(new EnumMap<>(proofs));
    }

    /// What is known of a feature.
    public Proof of(EndpointFeature feature) {
        return Optional.ofNullable(proofs.get(feature)).orElseThrow();
    }

    /// Whether a feature was proved.
    public boolean proved(EndpointFeature feature) {
        return of(feature).verdict() == Proof.Verdict.PROVED;
    }

    /// One line for each feature: verdict, what it is, why.
    public String render() {
        return proofs.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%-8s %s: %s",
                        entry.getValue().verdict().name().toLowerCase(Locale.ROOT),
                        entry.getKey().words(),
                        entry.getValue().why()))
                .collect(Collectors.joining("\n", name + "\n", "\n"));
    }
}
