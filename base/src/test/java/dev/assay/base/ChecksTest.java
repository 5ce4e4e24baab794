package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static Problem problem(String code) {
        return new Problem(code, "what", "where", "mend");
    }

    @Test
    void all_faults_are_thrown_together_and_the_first_decides_the_exit_code() {
        var checks = new Checks();
        checks.require(true, () -> {
            throw new AssertionError("a problem that is not needed is not made");
        });
        checks.throwIfAny();
        assertThat(checks.passed()).isTrue();
        checks.require(false, () -> problem("ASSAY-4001")).add(problem("ASSAY-2001"));
        assertThat(checks.gather(() -> {
                    throw new AssayException(List.of(problem("ASSAY-5001"), problem("ASSAY-4002")));
                }))
                .isFalse();
        assertThat(checks.gather(() -> {})).isTrue();
        var e = catchThrowableOfType(AssayException.class, checks::throwIfAny);
        assertThat(e.problems())
                .extracting(Problem::code)
                .containsExactly("ASSAY-4001", "ASSAY-2001", "ASSAY-5001", "ASSAY-4002");
        assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void a_problem_says_what_where_and_how_to_mend_it() {
        assertThat(new Problem("ASSAY-4103", "It does not fit.", "a.txt\nb.txt", "open the other").render())
                .isEqualTo("""
                        ASSAY-4103  It does not fit.
                          where   a.txt
                                  b.txt
                          mend    open the other""");
        assertThatThrownBy(() -> problem("ASSAY-7001")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Problem("ASSAY-1001", " ", "x", "y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AssayException(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_nearest_name_is_near_or_none() {
        List<String> keys = List.of("learning-rate", "steps", "seed", "rank");
        assertThat(NearestName.of("learning_rat", keys)).contains("learning-rate");
        assertThat(NearestName.of("step", keys)).contains("steps");
        assertThat(NearestName.of("sede", keys)).contains("seed");
        assertThat(NearestName.of("Rank", keys)).contains("rank");
        assertThat(NearestName.of("temperature", keys)).isEmpty();
        assertThat(NearestName.of("", keys)).isEqualTo(Optional.empty());
        assertThat(NearestName.of("x".repeat(100_000), keys)).isEmpty();
    }

    @Test
    void edit_distances_are_the_known_ones() {
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.distance("ca", "abc")).isEqualTo(3);
        assertThat(NearestName.distance("abcd", "abdc")).isEqualTo(1);
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    }
}
