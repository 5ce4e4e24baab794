package dev.assay.model.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final Instant NOW = Instant.parse("2015-10-21T07:28:00Z");
    private final Retry retry = Retry.standard();

    @Test
    void the_longest_wait_doubles_up_to_the_cap() {
        var ceilings = new Duration[8];
        for (int attempt = 1; attempt <= 8; attempt++) {
            ceilings[attempt - 1] = retry.wait(attempt, Optional.empty(), 1.0);
        }
        assertThat(ceilings)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L);
        assertThat(retry.wait(3, Optional.empty(), 0)).isZero();
        assertThat(retry.wait(3, Optional.empty(), 0.25)).hasMillis(500);
    }

    @Property
    void a_wait_never_passes_its_caps_and_never_falls_below_what_was_asked(
            @ForAll @IntRange(min = 1, max = 100) int attempt,
            @ForAll @IntRange(min = 0, max = 100_000_000) int askedSeconds,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double uniform) {
        var asked = Duration.ofSeconds(askedSeconds);
        var wait = retry.wait(attempt, Optional.of(asked), uniform);
        assertThat(wait).isLessThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(wait)
                .isGreaterThanOrEqualTo(asked.compareTo(Duration.ofMinutes(2)) < 0 ? asked : Duration.ofMinutes(2));
        assertThat(retry.wait(attempt, Optional.empty(), uniform)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void retry_after_is_read_as_seconds_or_a_date() {
        assertThat(Retry.retryAfter(" 7 ", NOW)).contains(Duration.ofSeconds(7));
        assertThat(Retry.retryAfter("Wed, 21 Oct 2015 07:28:30 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(Retry.retryAfter("Wed, 21 Oct 2015 07:27:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1.5", "soon", "99999999999999999999", "Wed, 99 Oct 2015 07:28:30 GMT", "NaN"})
    void nonsense_in_retry_after_is_passed_over(String header) {
        assertThat(Retry.retryAfter(header, NOW)).isEmpty();
    }

    @Property
    void no_header_breaks_the_reader(@ForAll String header) {
        assertThat(Retry.retryAfter(header, NOW).orElse(Duration.ZERO).isNegative())
                .isFalse();
    }

    @Test
    void settings_out_of_range_are_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retry(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)))
                .withMessageContaining("maxAttempts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retry(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("deadline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteOptions.standard().withParallelism(0))
                .withMessageContaining("parallelism");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteOptions.standard().withTimeouts(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
                .withMessageContaining("connectTimeout");
    }
}
