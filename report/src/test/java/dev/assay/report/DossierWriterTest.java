package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DossierWriterTest {
    @Test
    void writes_three_files() {
        DossierWriter.Written files = DossierWriter.write(Sample.dossier(), Path.of("target", "sample"));
        assertThat(files.html()).isNotEmptyFile();
        assertThat(files.markdown()).isNotEmptyFile();
        assertThat(files.json()).isNotEmptyFile();
    }
}
