package dev.assay.tiny.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledModelTest {
    @TempDir
    Path cache;

    @Test
    void the_first_use_copies_the_model_and_the_next_ones_take_the_copy() throws IOException {
        Path folder = BundledModel.folder(cache);
        Path weights = folder.resolve("model.safetensors");
        assertThat(Sha256.of(weights)).isEqualTo(BundledModel.sha256());
        assertThat(folder.resolve("tokenizer.json")).isRegularFile();
        assertThat(folder.getFileName()).hasToString("tiny");
        var written = Files.getLastModifiedTime(weights);
        assertThat(BundledModel.folder(cache)).isEqualTo(folder);
        assertThat(Files.getLastModifiedTime(weights)).isEqualTo(written);
    }

    @Test
    void a_copy_that_is_cut_short_is_made_again() throws IOException {
        Path weights = BundledModel.folder(cache).resolve("model.safetensors");
        Files.write(weights, new byte[10]);
        BundledModel.folder(cache);
        assertThat(Sha256.of(weights)).isEqualTo(BundledModel.sha256());
    }

    @Test
    void the_weights_take_at_most_ten_megabytes() throws IOException {
        assertThat(Files.size(BundledModel.folder(cache).resolve("model.safetensors")))
                .isLessThanOrEqualTo(10_000_000);
    }

    @Test
    void the_cache_lies_where_the_system_keeps_such_things() {
        assertThat(BundledModel.cache(Map.of(), "/home/a", "Linux")).isEqualTo(Path.of("/home/a/.cache/assay"));
        assertThat(BundledModel.cache(Map.of("XDG_CACHE_HOME", "/c"), "/home/a", "Linux"))
                .isEqualTo(Path.of("/c/assay"));
        assertThat(BundledModel.cache(Map.of(), "/Users/a", "Mac OS X"))
                .isEqualTo(Path.of("/Users/a/Library/Caches/assay"));
        assertThat(BundledModel.cache(Map.of("ASSAY_CACHE", "/own"), "/home/a", "Linux"))
                .isEqualTo(Path.of("/own"));
    }
}
