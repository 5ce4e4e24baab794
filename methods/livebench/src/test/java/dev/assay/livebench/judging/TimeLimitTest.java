package dev.assay.livebench.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.livebench.grade.Grade;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeLimitTest {
    @Test
    void a_grader_that_does_not_end_makes_an_unscorable_answer_and_is_told_to_stop() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Grade grade = TimeLimit.of(Duration.ofMillis(50)).grade(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                told.countDown();
            }
            return Grade.of(1, "too late");
        });
        assertThat(grade).isEqualTo(new Grade.Unscorable(Grade.Reason.TIMEOUT, "grading took longer than 0.05 s"));
        told.await();
    }

    @Test
    void one_that_ends_in_time_gives_its_grade_or_its_fault() {
        TimeLimit limit = TimeLimit.of(Duration.ofSeconds(20));
        assertThat(limit.grade(() -> Grade.of(0.5, "half"))).isEqualTo(Grade.of(0.5, "half"));
        assertThatThrownBy(() -> limit.grade(() -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
