package dev.assay.lm.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.AdapterPlan;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.checkpoint.TinyFolder;
import dev.assay.lm.family.Input;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            ModelRewriter rewriter = ModelRewriter.allButHead(LayerDesign.parse(words));
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
                    .isEqualTo(LayerDesign.parse(words).text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"btt:capped,experts=4,active=2", "low-rank:rank=4,experts=3,active=1"})
    void a_model_of_experts_is_written_and_read_again(String words) {
        Path target = folder.resolve("experts");
        String before;
        try (PretrainedModel model = open(dense)) {
            ModelRewriter rewriter = ModelRewriter.allButHead(LayerDesign.parse(words));
            ModelRewriter.Rewritten rewritten = rewriter.fresh(model, Randomness.of(3));
            before = said(rewritten.model());
            rewritten.model().save(target, Map.of(), Precision.F32);
            assertThatThrownBy(() -> rewriter.projected(model)).hasMessageContaining("begin anew");
        }
        try (PretrainedModel again = open(target)) {
            assertThat(said(again)).isEqualTo(before);
            assertThat(again.decoder().parameters())
                    .extracting(Parameter::name)
                    .contains("model.layers.0.mlp.up_proj.router.weight");
        }
    }

    @Test
    void an_mlp_of_copies_of_itself_says_what_it_said_and_is_written_and_read_again() {
        Path target = folder.resolve("copies");
        try (PretrainedModel model = open(dense);
                var scope = Scope.open()) {
            Tensor ids = torch.tensor(new long[] {3, 1, 4, 1, 5}).view(1, 5);
            Tensor expected = logits(model, ids);
            ModelRewriter.Rewritten rewritten = new ModelRewriter(
                            LayerDesign.parse("dense:experts=4,active=2"), path -> path.contains("layers.1"))
                    .upcycled(model);
            assertThat(rewritten.changes()).singleElement().satisfies(change -> {
                assertThat(change.path()).isEqualTo("model.layers.1.mlp");
                assertThat(change.parametersAfter()).isEqualTo(4 * change.parametersBefore() + 4 * 16);
                assertThat(change.macsAfter()).isEqualTo(2 * change.macsBefore() + 4 * 16);
            });
            assertThat(difference(logits(rewritten.model(), ids), expected)).isLessThan(1e-5);
            rewritten.model().save(target, Map.of(), Precision.F32);
            try (PretrainedModel again = open(target)) {
                assertThat(difference(logits(again, ids), expected)).isLessThan(1e-5);
                assertThat(again.decoder().blocks().get(1).mlp()).isInstanceOf(FeedForward.OfExperts.class);
                assertThat(said(again)).isEqualTo(said(model));
            }
        }
    }

    private static Tensor logits(PretrainedModel model, Tensor ids) {
        try (var ignored = new NoGradGuard()) {
            return model.decoder().logits(Input.of(ids), Pass.inference());
        }
    }

    private static double difference(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item_double();
    }

    @Test
    void an_adapter_on_a_structured_layer_is_merged_into_a_dense_one() {
        Path target = folder.resolve("merged");
        try (PretrainedModel model = open(dense);
                var scope = Scope.open()) {
            PretrainedModel structured = ModelRewriter.allButHead(LayerDesign.parse("btt:rank=2"))
                    .projected(model)
                    .model();
            AdapterPlan plan = new AdapterPlan(2, 4, 0, List.of("up_proj"));
            PretrainedModel adapted = Adapters.attach(structured, plan, Randomness.of(1));
            adapted.decoder().parameters().stream()
                    .filter(parameter -> parameter.name().endsWith("lora_B"))
                    .forEach(parameter -> parameter.tensor().detach().fill_(new Scalar(0.1)));
            Tensor ids = torch.tensor(new long[] {3, 1, 4, 1, 5}).view(1, 5);
            Tensor expected = logits(adapted, ids);
            Adapters.merge(adapted).save(target, Map.of(), Precision.F32);
            try (PretrainedModel again = open(target)) {
                assertThat(difference(logits(again, ids), expected)).isLessThan(1e-4);
                assertThat(again.config().path("assay_structure").has("model.layers.0.mlp.up_proj"))
                        .isFalse();
                assertThat(again.config().path("assay_structure").has("model.layers.0.mlp.down_proj"))
                        .isTrue();
            }
        }
    }

    @Test
    void a_structure_of_full_rank_says_what_the_dense_model_says() {
        try (PretrainedModel model = open(dense)) {
            String before = said(model);
            ModelRewriter.Rewritten same =
                    ModelRewriter.allButHead(LayerDesign.parse("btt:rank=6")).projected(model);
            assertThat(same.changes())
                    .allSatisfy(
                            change -> assertThat(change.error().orElseThrow()).isLessThan(1e-5));
            assertThat(said(same.model())).isEqualTo(before);
        }
    }

    @Test
    void a_cap_is_for_layers_that_begin_anew() {
        try (PretrainedModel model = open(dense)) {
            ModelRewriter rewriter = ModelRewriter.allButHead(LayerDesign.parse("btt:rank=2,capped"));
            assertThatThrownBy(() -> rewriter.projected(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("begin anew");
        }
    }

    @Test
    void only_the_layers_that_are_named_change() {
        try (PretrainedModel model = open(dense)) {
            ModelRewriter some = new ModelRewriter(
                    LayerDesign.parse("low-rank:rank=4"), ModelRewriter.named(List.of("up_proj", "lm_head")));
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
    @CsvSource(
            delimiter = '|',
            value = {
                "lm_head | dense:experts=4 | no experts",
                "model.layers.0.mlp | btt:experts=4 | dense:experts=8",
                "model.layers.0.mlp.up_proj | btt:experts=0 | from 1 to"
            })
    void experts_that_a_layer_cannot_have_are_refused_with_their_place(String path, String words, String reason)
            throws IOException {
        Path config = dense.resolve("config.json");
        JsonNode node = Json.tree(config);
        ((ObjectNode) node)
                .put("tie_word_embeddings", false)
                .putObject("assay_structure")
                .put(path, words);
        Files.writeString(config, Json.write(node));
        assertThatThrownBy(() -> open(dense))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4050")
                .hasMessageContaining("assay_structure." + path)
                .hasMessageContaining(reason);
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
