package dev.assay.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cli.house.Pages;
import dev.assay.cli.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, run as a user runs it, in a made-up repository with a made-up Maven.
final class LauncherTest {
    private final Sandbox sandbox;

    LauncherTest(@TempDir Path folder) throws IOException {
        sandbox = new Sandbox(folder, Pages.launcher());
    }

    @BeforeAll
    static void bash_is_there() {
        assumeTrue(
                Files.isExecutable(Path.of("/bin/bash")) && Files.isExecutable(Path.of("/usr/bin/env")),
                "no bash here: the launcher is not run");
    }

    @Test
    void it_runs_what_is_built_and_says_nothing_else() throws Exception {
        sandbox.build();
        Outcome outcome = sandbox.assay("--version");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("assay ").hasLineCount(1);
        assertThat(outcome.code()).isZero();
    }

    @Test
    void it_runs_through_links_from_any_folder() throws Exception {
        sandbox.build();
        Path first = Files.createSymbolicLink(
                sandbox.bin().resolve("first"), sandbox.root().resolve("assay"));
        Path second = Files.createSymbolicLink(sandbox.home().resolve("second"), Path.of("../bin/first"));
        assertThat(Files.exists(first)).isTrue();
        assertThat(sandbox.run(second, "--version").out()).startsWith("assay ");
    }

    @Test
    void exit_code_and_arguments_are_the_commands_own() throws Exception {
        sandbox.build();
        Outcome outcome = sandbox.assay("a word with  blanks", "*");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("ASSAY-2101", "'a word with  blanks'");
    }

    @Test
    void it_builds_on_first_use_and_shows_each_room() throws Exception {
        sandbox.build();
        Path built = Files.move(sandbox.target(), sandbox.root().resolve("built"));
        sandbox.script(
                sandbox.bin().resolve("mvn"),
                "echo \"[INFO] Building assay-base 0.1.0 [2/11]\"; echo \"$@\" > \"$HOME/arguments\"; mv '" + built
                        + "' cli/target; touch cli/target/lib");
        Files.createDirectories(sandbox.root().resolve("cli"));
        Outcome outcome = sandbox.assay("--version");
        assertThat(outcome.err()).contains("Building Assay", "  assay-base 0.1.0 [2/11]");
        assertThat(outcome.out()).startsWith("assay ").hasLineCount(1);
        assertThat(sandbox.home().resolve("arguments")).content().contains("-pl cli -am package");
        assertThat(sandbox.assay("--version").err()).isEmpty();
    }

    @Test
    void a_newer_source_is_built_and_a_newer_test_is_not() throws Exception {
        sandbox.build();
        sandbox.script(sandbox.bin().resolve("mvn"), "echo built >> \"$HOME/times\"; touch cli/target/lib");
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Path test = Files.createDirectories(sandbox.root().resolve("methods/one/src/test/java"));
        Files.setLastModifiedTime(Files.createFile(test.resolve("ATest.java")), later);
        sandbox.assay("--version");
        assertThat(sandbox.home().resolve("times")).doesNotExist();
        Path main = Files.createDirectories(sandbox.root().resolve("methods/one/src/main/java"));
        Files.setLastModifiedTime(Files.createFile(main.resolve("A.java")), later);
        sandbox.set("ASSAY_NO_BUILD", "1");
        sandbox.assay("--version");
        assertThat(sandbox.home().resolve("times")).doesNotExist();
        sandbox.unset("ASSAY_NO_BUILD");
        sandbox.assay("--version");
        assertThat(sandbox.home().resolve("times")).exists();
    }

    @Test
    void a_build_that_fails_is_a_problem_with_its_first_errors() throws Exception {
        sandbox.script(sandbox.bin().resolve("mvn"), "echo '[ERROR] A.java:[3,1] no such symbol'; exit 1");
        Outcome outcome = sandbox.assay("doctor");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("no such symbol", "ASSAY-1102", "build.log");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void without_maven_it_says_what_to_install() throws Exception {
        Outcome outcome = sandbox.assay("doctor");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("ASSAY-2107").contains("apt-get install maven");
    }

    @Test
    void what_is_not_built_and_must_not_be_is_a_problem() throws Exception {
        sandbox.set("ASSAY_NO_BUILD", "1");
        Outcome outcome = sandbox.assay("doctor");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("ASSAY-2108").contains("  where   ", "  mend    ");
    }

    @Test
    void a_named_java_that_does_not_fit_is_a_problem_and_not_passed_over() throws Exception {
        sandbox.build();
        sandbox.set("ASSAY_JAVA_HOME", java("old", "17.0.15").toString());
        Outcome outcome = sandbox.assay("--version");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("ASSAY-2106").contains("17.0.15");
        sandbox.set("ASSAY_JAVA_HOME", "/nowhere");
        assertThat(sandbox.assay("--version").err()).startsWith("ASSAY-2106").contains("/nowhere");
    }

    @Test
    void java_home_is_taken_if_it_is_new_enough() throws Exception {
        sandbox.build();
        sandbox.unset("ASSAY_JAVA_HOME");
        sandbox.set("JAVA_HOME", java("jdk", "21.0.2").toString());
        assertThat(sandbox.assay("--version").out()).startsWith("java of jdk").contains("dev.assay.cli.Main --version");
    }

    @Test
    void the_java_in_the_path_is_taken_through_its_links() throws Exception {
        sandbox.build();
        sandbox.unset("ASSAY_JAVA_HOME");
        sandbox.set("JAVA_HOME", java("old", "1.8.0_402").toString());
        Files.createSymbolicLink(
                sandbox.bin().resolve("java"),
                java("linked", "22").resolve("bin").resolve("java"));
        assertThat(sandbox.assay("--version").out()).startsWith("java of linked");
    }

    @Test
    void of_the_installed_ones_the_newest_is_taken() throws Exception {
        sandbox.build();
        sandbox.unset("ASSAY_JAVA_HOME");
        sandbox.script(sandbox.bin().resolve("java"), "echo 'openjdk version \"11.0.2\"' >&2");
        java("../home/.jdks/jdk-998", "998.0.1");
        java("../home/.sdkman/candidates/java/999-tem", "999");
        assertThat(sandbox.assay("--version").out()).startsWith("java of ../home/.sdkman/candidates/java/999-tem");
    }

    @Test
    void a_toolchain_is_found_too() throws Exception {
        sandbox.build();
        sandbox.unset("ASSAY_JAVA_HOME");
        Path home = java("chain", "999");
        Files.createDirectories(sandbox.home().resolve(".m2"));
        Files.writeString(
                sandbox.home().resolve(".m2/toolchains.xml"), "<a>\n  <jdkHome>" + home + "</jdkHome>\n</a>\n");
        sandbox.script(sandbox.bin().resolve("java"), "exit 1");
        assertThat(sandbox.assay("--version").out()).startsWith("java of chain");
    }

    @Test
    void options_for_java_are_passed_on_and_may_name_another_collector() throws Exception {
        sandbox.build();
        sandbox.set("ASSAY_JAVA_HOME", java("jdk", "25.0.1").toString());
        assertThat(sandbox.assay("x").out())
                .contains("-XX:+UseSerialGC", "maxPhysicalBytes=0", "-Dassay.terminal=none dev.assay.cli.Main x")
                .contains("GOMP_SPINCOUNT=5000")
                .doesNotContain("extension=-gpu");
        sandbox.set("ASSAY_JAVA_OPTIONS", "-Xmx1g -XX:+UseParallelGC");
        Files.createFile(sandbox.target().resolve("lib/pytorch-2.10.0-linux-x86_64-gpu.jar"));
        assertThat(sandbox.assay("x").out())
                .contains("-Xmx1g -XX:+UseParallelGC", "extension=-gpu")
                .doesNotContain("Serial");
    }

    @Test
    void the_heap_of_a_server_is_bounded_unless_one_is_asked_for() throws Exception {
        sandbox.build();
        sandbox.set("ASSAY_JAVA_HOME", java("jdk", "25.0.1").toString());
        assertThat(sandbox.assay("serve", "tiny").out()).contains("-Xmx512m");
        assertThat(sandbox.assay("lm", "serve").out()).doesNotContain("-Xmx");
        sandbox.set("ASSAY_JAVA_OPTIONS", "-Xmx2g");
        assertThat(sandbox.assay("serve", "tiny").out()).contains("-Xmx2g").doesNotContain("-Xmx512m");
    }

    @Test
    void the_archive_is_made_once_and_then_used() throws Exception {
        sandbox.build();
        sandbox.unset("ASSAY_NO_ARCHIVE");
        assertThat(sandbox.assay("--version").err()).contains("Preparing fast starts");
        Path archive = onlyArchive();
        assertThat(archive).isNotEmptyFile();
        FileTime made = Files.getLastModifiedTime(archive);
        Outcome second = sandbox.assay("--version");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).startsWith("assay ").hasLineCount(1);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        sandbox.set("ASSAY_JAVA_OPTIONS", "-Xmx64m -XX:-UseCompressedOops");
        Outcome unsuited = sandbox.assay("--version");
        assertThat(unsuited.out() + unsuited.err()).startsWith("assay ").hasLineCount(1);
    }

    private Path onlyArchive() throws IOException {
        try (Stream<Path> files = Files.list(sandbox.target())) {
            return files.filter(file -> file.toString().endsWith(".start"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_java_that_cannot_make_an_archive_is_asked_only_once() throws Exception {
        sandbox.build();
        sandbox.unset("ASSAY_NO_ARCHIVE");
        sandbox.set("ASSAY_JAVA_HOME", java("jdk", "21.0.2").toString());
        assertThat(sandbox.assay("x").err()).contains("Preparing fast starts");
        assertThat(sandbox.assay("x").err()).isEmpty();
    }

    /// A Java that prints how it was called.
    private Path java(String name, String version) throws IOException {
        Path home = sandbox.bin().resolveSibling("javas").resolve(name).normalize();
        String text = "echo \"java of " + name + " GOMP_SPINCOUNT=$GOMP_SPINCOUNT $*\"";
        sandbox.script(home.resolve("bin/java"), text);
        sandbox.script(home.resolve("bin/javac"), "");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"");
        return home;
    }
}
