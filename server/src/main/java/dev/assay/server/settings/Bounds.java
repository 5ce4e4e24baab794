package dev.assay.server.settings;

import java.time.Duration;

/// Holds settings to their ranges. Apart from [ServerSettings], since its parts' defaults are made
/// before its own.
final class Bounds {
    private Bounds() {}

    static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " lies between " + low + " and " + high + ", not " + value);
        }
    }

    static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " is more than 0, not " + value.toSeconds() + " s");
        }
    }
}
