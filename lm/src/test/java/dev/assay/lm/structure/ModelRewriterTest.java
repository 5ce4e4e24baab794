package dev.assay.lm.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.checkpoint.TinyFolder;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.nn.linear.structured.Design;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRewriterTest {
    private static final Sampling SHORT = Sampling.greedy().withMaxTokens(8);

    @TempDir
    Path folder;

    private Path dense = Path.of("");

    @BeforeEach
    void write() {
        dense = TinyFolder.write(folder.resolve("dense"));
    }

    private PretrainedModel open(Path path) {
        return PretrainedModel.open(path, LoadOptions.DEFAULT);
    }

    private static String said(PretrainedModel model) {
        return LocalModel.of(model).generate(Prompt.text("the cat"), SHORT).text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"btt:rank=2", "low-rank:rank=4", "monarch:blocks=2", "train:cores=2,rank=2", "btt:rank=1,capped"
            })
    void a_structured_model_is_written_and_read_again(String words) {
        Path target = folder.resolve("structured");
        String before;
        try (PretrainedModel model = open(dense)) {
            ModelRewriter rewriter = ModelRewriter.allButHead(Design.parse(words));
            ModelRewriter.Rewritten rewritten =
                    words.contains("capped") ? rewriter.fresh(model, Randomness.of(3)) : rewriter.projected(model);
            assertThat(rewritten.changes()).hasSize(14).allMatch(change -> change.parametersAfter() > 0);
            before = said(rewritten.model());
            rewritten.model().save(target, Map.of(), Precision.F32);
        }
        try (PretrainedModel again = open(target)) {
            assertThat(said(again)).isEqualTo(before);
            assertThat(again.config()
                            .path("assay_structure")
                            .path("model.layers.1.mlp.down_proj")
                            .asText())
                    .isEqualTo(Design.parse(words).text());
        }
    }

    @Test
    void a_structure_of_full_rank_says_what_the_dense_model_says() {
        try (PretrainedModel model = open(dense)) {
            String before = said(model);
            ModelRewriter.Rewritten same =
                    ModelRewriter.allButHead(Design.parse("btt:rank=6")).projected(model);
            assertThat(same.changes())
                    .allSatisfy(
                            change -> assertThat(change.error().orElseThrow()).isLessThan(1e-5));
            assertThat(said(same.model())).isEqualTo(before);
        }
    }

    @Test
    void a_cap_is_for_layers_that_begin_anew() {
        try (PretrainedModel model = open(dense)) {
            ModelRewriter rewriter = ModelRewriter.allButHead(Design.parse("btt:rank=2,capped"));
            assertThatThrownBy(() -> rewriter.projected(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("begin anew");
        }
    }

    @Test
    void only_the_layers_that_are_named_change() {
        try (PretrainedModel model = open(dense)) {
            ModelRewriter some = new ModelRewriter(
                    Design.parse("low-rank:rank=4"), ModelRewriter.named(List.of("up_proj", "lm_head")));
            ModelRewriter.Rewritten rewritten = some.fresh(model, Randomness.of(1));
            assertThat(rewritten.changes())
                    .extracting(ModelRewriter.Change::path)
                    .containsExactly("model.layers.0.mlp.up_proj", "model.layers.1.mlp.up_proj", "lm_head");
            assertThat(rewritten.changes())
                    .extracting(ModelRewriter.Change::error)
                    .containsOnly(OptionalDouble.empty());
            assertThat(rewritten.changes().getFirst().macsBefore()).isEqualTo(16 * 24);
            assertThat(rewritten.changes().getFirst().macsAfter()).isEqualTo(4 * (16 + 24));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"toeplitz", "btt:rank=zero", "block-diagonal:blocks=7"})
    void a_structure_that_a_layer_cannot_have_is_refused_with_its_place(String words) throws IOException {
        Path config = dense.resolve("config.json");
        JsonNode node = Json.tree(config);
        ((ObjectNode) node).putObject("assay_structure").put("model.layers.0.mlp.up_proj", words);
        Files.writeString(config, Json.write(node));
        assertThatThrownBy(() -> open(dense))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4050")
                .hasMessageContaining("assay_structure.model.layers.0.mlp.up_proj");
    }
}
