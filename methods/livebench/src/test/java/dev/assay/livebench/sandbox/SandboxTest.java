package dev.assay.livebench.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a hostile program tries.
@Timeout(60)
class SandboxTest {
    private static final Limits SHORT =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(3), 512L << 20, 32, 1 << 20, 1 << 16);

    private static Sandbox sandbox = Sandbox.none();

    @TempDir
    Path folder;

    @BeforeAll
    static void find() throws IOException {
        sandbox = Bubblewrap.find();
        Path empty = Files.createTempDirectory("assay-sandbox");
        Outcome outcome = sandbox.run(List.of("/usr/bin/python3", "-c", "print(1)"), empty, SHORT);
        Files.delete(empty);
        boolean works = outcome.equals(new Outcome.Ended(0, "1\n", ""));
        if (!works) {
            System.out.println("skipped: there is no working sandbox here: " + outcome);
        }
        Assumptions.assumeTrue(works, () -> "no working sandbox: " + outcome);
    }

    private Outcome python(String program) throws IOException {
        Files.writeString(folder.resolve("p.py"), program);
        return sandbox.run(List.of("/usr/bin/python3", "-I", "p.py"), folder, SHORT);
    }

    private static String output(Outcome outcome) {
        return outcome instanceof Outcome.Ended(int code, String output, String errors) ? output : outcome.toString();
    }

    @Test
    void a_program_reads_and_writes_its_folder_and_sees_none_of_the_users() throws IOException {
        String home = System.getProperty("user.home");
        Outcome outcome = python("""
                import os
                open("out.txt", "w").write("done")
                print(os.path.exists("%s"), os.path.exists("/home"), os.listdir("/tmp"), len(os.listdir("/proc")) < 200)
                print("SECRET" in os.environ or "HOME=%s" in str(os.environ))
                try:
                    open("/usr/x", "w")
                except OSError as fault:
                    print(type(fault).__name__)
                """.formatted(home, home));
        assertThat(output(outcome).lines()).containsExactly("False False [] True", "False", "OSError");
        assertThat(folder.resolve("out.txt")).hasContent("done");
    }

    @Test
    void a_program_has_no_network_not_even_this_machine_s() throws IOException {
        try (ServerSocket here = new ServerSocket(0)) {
            Outcome outcome = python("""
                    import socket
                    for place in [("127.0.0.1", %d), ("192.0.2.1", 80)]:
                        try:
                            socket.create_connection(place, 1)
                            print("reached")
                        except OSError:
                            print("no")
                    """.formatted(here.getLocalPort()));
            assertThat(output(outcome).lines()).containsExactly("no", "no");
        }
    }

    @Test
    void a_fork_bomb_ends_with_its_sandbox() throws IOException {
        long before = ProcessHandle.allProcesses().count();
        Outcome outcome = python("""
                import os
                while True:
                    try:
                        os.fork()
                    except OSError:
                        pass
                """);
        assertThat(outcome).isInstanceOfAny(Outcome.Stopped.class, Outcome.Ended.class);
        assertThat(ProcessHandle.allProcesses().count()).isLessThan(before + 20);
    }

    @Test
    void a_program_that_writes_without_end_is_stopped() throws IOException {
        assertThat(python("while True:\n    print('x' * 1000)")).isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void memory_is_bounded() throws IOException {
        assertThat(python("x = 'a' * (1 << 40)"))
                .isInstanceOfSatisfying(
                        Outcome.Ended.class, ended -> assertThat(ended.errors()).contains("MemoryError"));
        assertThat(python("x = []\nwhile True:\n    x.append(bytearray(1 << 20))"))
                .isInstanceOfSatisfying(
                        Outcome.Ended.class, ended -> assertThat(ended.code()).isNotZero());
    }

    @Test
    void files_are_bounded() throws IOException {
        python("f = open('big', 'wb')\nwhile True:\n    f.write(b'x' * 65536)");
        assertThat(Files.size(folder.resolve("big"))).isLessThanOrEqualTo(SHORT.fileBytes());
    }

    @Test
    void one_that_sleeps_or_turns_for_ever_is_stopped_and_so_are_its_children() throws IOException {
        long begun = System.nanoTime();
        assertThat(python("import os, time\nif os.fork() == 0:\n    time.sleep(1000)\ntime.sleep(1000)"))
                .isInstanceOf(Outcome.Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        Outcome turning = python("while True:\n    pass");
        boolean killed = turning instanceof Outcome.Stopped
                || (turning instanceof Outcome.Ended(int code, String output, String errors) && code != 0);
        assertThat(killed).isTrue();
    }

    @Test
    void a_child_that_outlives_its_parent_does_not_hold_the_answer_up() throws IOException {
        long begun = System.nanoTime();
        Outcome outcome = python("import os, time\nif os.fork() == 0:\n    time.sleep(1000)\nprint('done')");
        assertThat(output(outcome)).contains("done");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void without_bubblewrap_nothing_is_run() {
        assertThat(Sandbox.none().run(List.of("true"), folder, SHORT))
                .isInstanceOfSatisfying(
                        Outcome.Unavailable.class,
                        none -> assertThat(none.why()).contains("apt-get install bubblewrap"));
    }
}
