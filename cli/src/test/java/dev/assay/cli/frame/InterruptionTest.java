package dev.assay.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class InterruptionTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private final Recorder recorder = Recorder.plain();
    private final Interruption interruption = new Interruption();
    private final List<ExitCode> ended = new CopyOnWriteArrayList<>();

    @Test
    void the_hook_asks_and_waits_until_the_work_has_ended() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        interruption.onRequest(asked::countDown);
        Thread hook = interruption.hook(recorder.console(), LONG, ended::add);
        hook.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(interruption.requested()).isTrue();
        assertThat(hook.isAlive()).isTrue();
        interruption.finished(ExitCode.DONE);
        hook.join();
        assertThat(recorder.log()).contains("stopping after the current step").doesNotContain("gave up");
        assertThat(ended).containsExactly(ExitCode.DONE);
    }

    @Test
    void the_hook_of_a_process_that_ends_by_itself_says_nothing() throws InterruptedException {
        interruption.finished(ExitCode.DONE);
        Thread hook = interruption.hook(recorder.console(), LONG, ended::add);
        hook.start();
        hook.join();
        assertThat(interruption.requested()).isFalse();
        assertThat(recorder.log()).isEmpty();
        assertThat(ended).isEmpty();
    }

    @Test
    void the_hook_gives_up_when_its_patience_ends() throws InterruptedException {
        Thread hook = interruption.hook(recorder.console(), Duration.ofMillis(1), ended::add);
        hook.start();
        hook.join();
        assertThat(recorder.log()).contains("gave up waiting");
        assertThat(ended).isEmpty();
    }

    @Test
    void an_action_runs_once_and_at_once_if_it_comes_late() {
        AtomicInteger runs = new AtomicInteger();
        interruption.onRequest(runs::incrementAndGet);
        interruption.request();
        interruption.request();
        assertThat(runs).hasValue(1);
        interruption.onRequest(runs::incrementAndGet);
        assertThat(runs).hasValue(2);
    }
}
