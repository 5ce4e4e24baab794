package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_script_is_valid_and_completes_a_verb() throws IOException, InterruptedException {
        Recorder recorder = Recorder.plain();
        assertThat(Assay.run(recorder.console(), new Interruption(), "generate-completion"))
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("bashcompinit", "doctor");
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no /bin/bash: the script is not run");
        Path script = Files.writeString(folder.resolve("completion"), recorder.results());
        String complete = "bash -n '" + script + "' && . '" + script + "' && COMP_WORDS=(assay doc) COMP_CWORD=1 "
                + "&& COMP_LINE='assay doc' && _complete_assay && echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("/bin/bash", "-c", complete)
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEqualTo("doctor\n");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void the_version_names_assay_engine_and_java() {
        Recorder recorder = Recorder.plain();
        assertThat(Assay.run(recorder.console(), new Interruption(), "--version"))
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results().strip())
                .matches("assay \\d+\\.\\d+\\.\\d+\\S* \\(libtorch \\d+\\.\\d+\\.\\d+, Java \\S+, .+\\)");
        Recorder verb = Recorder.plain();
        assertThat(Assay.run(verb.console(), new Interruption(), "doctor", "-V"))
                .isEqualTo(ExitCode.DONE);
        assertThat(verb.results()).isEqualTo(recorder.results());
    }
}
