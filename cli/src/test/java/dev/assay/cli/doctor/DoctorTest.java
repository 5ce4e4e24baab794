package dev.assay.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.base.ExitCode;
import dev.assay.base.evidence.Finding.Severity;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import dev.assay.tiny.model.BundledModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class DoctorTest {
    private static final long GIB = 1L << 30;
    private static final Engine WORKING = () -> new Engine.Loaded("2.10.0", 0);

    @TempDir
    private Path folder = Path.of("");

    private final Recorder recorder = Recorder.plain();

    private Machine machine(String system, String architecture, Map<String, String> more, Set<String> natives) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "os.name", system,
                "os.arch", architecture,
                "java.version", "25.0.1",
                "java.vendor", "somebody",
                "java.home", "/opt/jdk",
                "user.home", folder.toString(),
                "stdout.encoding", "UTF-8",
                "path.separator", ":"));
        properties.putAll(more);
        return new Machine(
                Map.of("PATH", folder.resolve("bin").toString()),
                properties,
                folder.resolve("proc"),
                name -> natives.stream().anyMatch(each -> name.equals("org/bytedeco/pytorch/" + each + "/")),
                2,
                16 * GIB,
                4 * GIB);
    }

    private Machine linux() {
        return machine("Linux", "amd64", Map.of(), Set.of("linux-x86_64"));
    }

    private void proc(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve("proc"));
        Files.writeString(folder.resolve("proc").resolve(file), text);
    }

    private ExitCode run(Machine machine, Optional<Engine> engine, String... arguments) {
        Doctor doctor = new Doctor(new Examination(machine, engine));
        new CommandLine(doctor).parseArgs(arguments);
        return doctor.run(recorder.console(), new Interruption());
    }

    @Test
    void a_sound_machine_passes() throws IOException {
        proc("cpuinfo", "processor : 0\nflags\t\t: fpu avx2 fma avx512_bf16 amx_bf16\n");
        proc("meminfo", "MemTotal:  16777216 kB\nMemAvailable:  8388608 kB\n");
        assertThat(run(linux(), Optional.of(WORKING))).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results())
                .contains("Assay can run here", "bfloat16 in hardware", "16.0 GiB, 8.0 of it free", "libtorch 2.10.0");
    }

    @Test
    void an_engine_that_does_not_load_is_an_issue_and_exit_3() {
        Engine broken = () -> {
            throw new UnsatisfiedLinkError("libtorch.so: no such file\n\tsecond line");
        };
        assertThat(run(linux(), Optional.of(broken))).isEqualTo(ExitCode.GATE);
        assertThat(recorder.results())
                .contains("ISSUE   engine", "libtorch.so: no such file", "Assay cannot run here as it is")
                .doesNotContain("second line");
    }

    @Test
    void a_damaged_copy_of_the_bundled_model_is_an_issue_and_deleting_it_mends() throws IOException {
        Path cache = folder.resolve("cache");
        Machine machine = new Machine(
                Map.of("ASSAY_CACHE", cache.toString()), linux().properties(), folder, name -> true, 2, GIB, GIB);
        assertThat(StorageChecks.bundledModel(machine).found()).contains("not unpacked yet");

        Path weights = BundledModel.folder(cache).resolve("model.safetensors");
        assertThat(StorageChecks.bundledModel(machine).found()).contains("tiny is whole");

        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        Check damaged = StorageChecks.bundledModel(machine);
        assertThat(damaged.severity()).isEqualTo(Severity.ISSUE);
        assertThat(damaged.mend()).contains("delete that folder");

        Files.delete(weights);
        assertThat(StorageChecks.bundledModel(machine).severity()).isEqualTo(Severity.ISSUE);
    }

    @Test
    void a_platform_without_natives_is_an_issue() {
        Machine arm = machine("Linux", "aarch64", Map.of(), Set.of());
        assertThat(run(arm, Optional.empty())).isEqualTo(ExitCode.GATE);
        assertThat(recorder.results()).contains("none exist for Linux aarch64");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Mac OS X, aarch64, macosx-arm64",
        "Mac OS X, x86_64, macosx-x86_64",
        "Windows 11, amd64, windows-x86_64"
    })
    void each_supported_platform_has_its_name(String system, String architecture, String name) {
        Machine machine = machine(system, architecture, Map.of(), Set.of(name));
        assertThat(machine.platform()).contains(name);
        assertThat(EngineChecks.natives(machine).severity()).isEqualTo(Severity.PASSED);
    }

    @Test
    void the_cuda_build_without_a_device_is_an_issue() {
        Machine machine = machine("Linux", "amd64", Map.of(), Set.of("linux-x86_64-gpu"));
        assertThat(EngineChecks.natives(machine).found()).isEqualTo("linux-x86_64-gpu");
        assertThat(EngineChecks.cuda(machine, Optional.of(new Engine.Loaded("2.10.0", 0)))
                        .severity())
                .isEqualTo(Severity.ISSUE);
        assertThat(EngineChecks.cuda(machine, Optional.of(new Engine.Loaded("2.10.0", 2)))
                        .found())
                .isEqualTo("usable, 2 devices");
    }

    @Test
    void an_old_java_is_an_issue() {
        Check check = JavaChecks.java(machine("Linux", "amd64", Map.of("java.version", "17.0.15"), Set.of()));
        assertThat(check.severity()).isEqualTo(Severity.ISSUE);
        assertThat(check.mend()).contains("21");
    }

    @Test
    void unpacked_libraries_are_seen_in_the_cache_folder() throws IOException {
        assertThat(StorageChecks.cache(linux()).found()).contains("not unpacked yet");
        Files.createDirectories(folder.resolve(".javacpp/cache/pytorch-2.10.0-1.5.13-linux-x86_64.jar"));
        assertThat(StorageChecks.cache(linux()).found()).contains("are unpacked");
    }

    @Test
    void a_cache_that_cannot_be_made_is_an_issue() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Machine machine = machine(
                "Linux",
                "amd64",
                Map.of("org.bytedeco.javacpp.cachedir", file.resolve("cache").toString(), "user.home", file.toString()),
                Set.of());
        assertThat(StorageChecks.home(machine).severity()).isEqualTo(Severity.ISSUE);
        assertThat(StorageChecks.cache(machine).severity()).isIn(Severity.ISSUE, Severity.PASSED);
    }

    @Test
    void a_machine_that_tells_nothing_is_not_judged() {
        assertThat(HardwareChecks.vectors(linux()).severity()).isEqualTo(Severity.NOT_CHECKED);
        Machine silent = new Machine(Map.of(), Map.of(), folder, name -> false, 1, 0, GIB);
        assertThat(HardwareChecks.memory(silent).severity()).isEqualTo(Severity.NOT_CHECKED);
        assertThat(HardwareChecks.cores(silent).severity()).isEqualTo(Severity.TIP);
    }

    @Test
    void little_memory_is_a_tip_and_hardly_any_an_issue() {
        assertThat(HardwareChecks.memory(with(3 * GIB)).severity()).isEqualTo(Severity.TIP);
        assertThat(HardwareChecks.memory(with(GIB)).severity()).isEqualTo(Severity.ISSUE);
    }

    private Machine with(long memoryBytes) {
        return new Machine(Map.of(), Map.of(), folder, name -> false, 2, memoryBytes, GIB);
    }

    @Test
    void hostile_proc_files_do_not_crash_it() throws IOException {
        proc("cpuinfo", "flags\nflags : \u001b[2J\n");
        proc("meminfo", "MemAvailable: 99999999999999999999999 kB\n");
        assertThat(HardwareChecks.vectors(linux()).severity()).isEqualTo(Severity.TIP);
        assertThat(HardwareChecks.memory(linux()).severity()).isEqualTo(Severity.PASSED);
    }

    @Test
    void optional_programs_are_found_in_the_path() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = Files.createFile(bin.resolve("bwrap"));
        assertThat(ToolChecks.all(linux()).getFirst().severity()).isEqualTo(Severity.TIP);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(ToolChecks.all(linux()).getFirst()).isEqualTo(Check.passed("bubblewrap", program.toString()));
    }

    @Test
    void json_says_the_same_as_the_text() throws IOException {
        run(linux(), Optional.of(WORKING), "--json");
        var read = new ObjectMapper().readTree(recorder.results());
        assertThat(read.get("well").asBoolean()).isTrue();
        assertThat(read.get("checks").findValuesAsText("name"))
                .contains("assay", "java", "memory", "natives", "engine", "cuda");
        assertThat(Set.copyOf(read.get("checks").findValuesAsText("severity")))
                .isSubsetOf("passed", "tip", "issue", "not_checked");
    }

    @Test
    void an_engine_that_nobody_gave_is_not_checked() {
        List<Check> checks = new Examination(linux(), Optional.empty()).checks();
        assertThat(checks)
                .filteredOn(check -> check.name().equals("engine"))
                .singleElement()
                .satisfies(check -> assertThat(check.severity()).isEqualTo(Severity.NOT_CHECKED));
    }

    @Test
    void the_machine_that_runs_this_can_be_examined() {
        assertThat(new Examination(Machine.here(), Optional.empty()).checks()).hasSizeGreaterThan(8);
    }

    @Test
    void a_check_that_finds_fault_says_how_to_mend_it() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Check("x", Severity.ISSUE, "bad", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Check("x", Severity.PASSED, "good", "do"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Check("x", Severity.PASSED, " ", ""));
    }
}
