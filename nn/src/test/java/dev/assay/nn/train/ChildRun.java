package dev.assay.nn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A training run in a process of its own, which can be killed.
final class ChildRun {
    static final int STEPS = 150;

    private ChildRun() {}

    /// Arguments: what to do, and the run's folder.
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("resume")) {
            new Trainer<>(plan(), Bigrams.of().validating(), folder).resume(new TrainingListener() {
                @Override
                public void stepped(StepReport report) {
                    System.out.println("step " + report.step());
                }
            });
        } else {
            measureMemory(folder);
        }
        System.out.println("end");
    }

    static TrainingPlan plan() {
        return Runs.validating(STEPS, 10);
    }

    private static void measureMemory(Path folder) {
        TrainingPlan few = Runs.plan(10_000);
        TrainingPlan plan =
                new TrainingPlan(few.steps(), 1, 1, few.optimizer(), few.schedule(), few.clip(), 1, 1_000, 0, 2_500, 1);
        new Trainer<>(plan, Bigrams.of(), folder).train(new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() % 1_000 == 0) {
                    System.out.println("resident " + residentKilobytes());
                }
            }
        });
    }

    private static long residentKilobytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Starts a JVM that runs this class on the same class path; what it says on standard error goes to a file.
    static Process start(String what, Path folder, Path errors, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ChildRun.class.getName(),
                what,
                folder.toString()));
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }
}
