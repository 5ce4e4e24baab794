package dev.assay.cli.launcher;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A process that works until it is asked to stop, and then saves; wired as `Main` is.
final class StoppableMain {
    private StoppableMain() {}

    public static void main(String[] arguments) {
        Console console = Console.of(System.out, System.err, Map.of(), "none");
        Interruption interruption = new Interruption();
        Runtime.getRuntime()
                .addShutdownHook(interruption.hook(
                        console,
                        Duration.ofSeconds(20),
                        code -> Runtime.getRuntime().halt(code.number())));
        console.result("working");
        while (!interruption.requested()) {
            LockSupport.parkNanos(1_000_000);
        }
        console.result("saved");
        interruption.finished(ExitCode.INTERRUPTED);
        System.exit(ExitCode.INTERRUPTED.number());
    }
}
