package dev.assay.livebench.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes days as `YYYY-MM-DD`, which is how releases are compared.
///
/// Tools that turn tables into JSON write a timestamp as `2024-11-25T00:00:00`, or as the seconds or
/// milliseconds since 1970.
final class Days {
    private static final List<String> RELEASES = List.of("livebench_release_date", "livebench_removal_date");
    private static final String SOURCE = "release_date";
    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ]\\d{2}:\\d{2}.*");

    /// A number of seconds from here on would lie beyond the year 5000, so it is one of milliseconds.
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private Days() {}

    /// Rewrites the days of a row.
    static void normalise(ObjectNode row) {
        RELEASES.forEach(field -> replace(row, field, row.path(field)));
        if (row.path(SOURCE).isTextual()) {
            // Its numbers may be years, so they stay.
            replace(row, SOURCE, row.path(SOURCE));
        }
    }

    private static void replace(ObjectNode row, String field, JsonNode value) {
        if (value.isIntegralNumber()) {
            long time = value.longValue();
            Instant instant =
                    Math.abs(time) >= MILLISECONDS_FROM ? Instant.ofEpochMilli(time) : Instant.ofEpochSecond(time);
            row.put(field, instant.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        } else if (value.isTextual()) {
            Matcher timestamp = TIMESTAMP.matcher(value.textValue());
            if (timestamp.matches()) {
                row.put(field, timestamp.group(1));
            }
        }
    }
}
