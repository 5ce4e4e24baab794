package dev.assay.testkit.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.Toml;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.pretrain.Documents;
import dev.assay.lm.pretrain.Pretraining;
import dev.assay.lm.pretrain.Recipe;
import dev.assay.lm.training.TokenBatch;
import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.nn.train.TrainingEstimate;
import dev.assay.nn.train.TrainingResult;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
    private static final int STEPS = 60;

    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        Files.writeString(
                folder.resolve("text.txt"), "The cat sat on the mat.\n\nThe dog lay in the sun.\n\n".repeat(200));
        Files.writeString(
                folder.resolve("talk.jsonl"),
                ("{\"messages\":[{\"role\":\"user\",\"content\":\"Who sat?\"},{\"role\":\"assistant\",\"content\":\"cat\"}]}\n"
                                + "{\"messages\":[{\"role\":\"user\",\"content\":\"Who lay?\"},"
                                + "{\"role\":\"assistant\",\"content\":\"dog\"}]}\n")
                        .repeat(20));
        Files.writeString(folder.resolve("recipe.toml"), """
                [data]
                text = ["text.txt"]
                validation = "text.txt"
                conversations = ["talk.jsonl"]
                share = 0.5
                [tokenizer]
                vocabulary = 300
                [model]
                dim = 32
                layers = 2
                heads = 4
                key-heads = 2
                intermediate = 64
                context = 48
                [training]
                steps = %d
                rows = 8
                micro-rows = 2
                learning-rate = 1e-2
                seed = 3
                checkpoint-every = 7
                """.formatted(STEPS));
    }

    private Recipe recipe(String... settings) {
        return Toml.read(folder.resolve("recipe.toml"), Recipe.class, List.of(settings));
    }

    @Test
    void a_check_reads_all_data_and_rehearses_but_writes_nothing() throws IOException {
        TrainingEstimate estimate = Pretraining.check(recipe("training.steps = 500"), Device.cpu());
        assertThat(estimate.steps()).isEqualTo(500);
        assertThat(estimate.secondsPerStep()).isPositive();
    }

    @Test
    void a_text_shorter_than_a_window_is_refused_with_both_counts() {
        assertThatThrownBy(() -> Pretraining.check(recipe("model.context = 100000"), Device.cpu()))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4078")
                .hasMessageContaining("100001");
    }

    private Path trained(String name, String... settings) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        Pretraining pretraining = Pretraining.prepare(recipe(settings), run, Device.cpu());
        TrainingResult result = pretraining.run(run, false, Progress.silent(), () -> false);
        assertThat(result.finished()).isTrue();
        pretraining.save(run, run.resolve("model"), result, Precision.F32);
        return run.resolve("model");
    }

    @Test
    void a_model_learns_its_text_and_its_answers_and_opens_as_any_other() throws IOException {
        try (LocalModel model = LocalModel.open(trained("run"), LoadOptions.DEFAULT)) {
            Answer text =
                    model.generate(Prompt.text("The cat"), Sampling.greedy().withMaxTokens(30));
            assertThat(text.text()).isEqualTo(" sat on the mat.");
            assertThat(text.finish()).isEqualTo(FinishReason.STOP);
            Answer answer =
                    model.generate(Prompt.ask("Who lay?"), Sampling.greedy().withMaxTokens(8));
            assertThat(answer.text()).isEqualTo("dog");
            assertThat(answer.finish()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void stopped_and_resumed_it_ends_with_the_same_bytes() throws IOException {
        Path whole = trained("whole");
        Path run = Files.createDirectory(folder.resolve("halted"));
        AtomicInteger asked = new AtomicInteger();
        TrainingResult halted = Pretraining.prepare(recipe(), run, Device.cpu())
                .run(run, false, Progress.silent(), () -> asked.incrementAndGet() > STEPS / 2);
        assertThat(halted.finished()).isFalse();
        Pretraining again = Pretraining.prepare(recipe(), run, Device.cpu());
        TrainingResult resumed = again.run(run, true, Progress.silent(), () -> false);
        assertThat(resumed.finished()).isTrue();
        again.save(run, run.resolve("model"), resumed, Precision.F32);
        assertThat(run.resolve("model/model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    private static final String[] STRUCTURED = {
        "structure.words=btt:capped,experts=4,active=2", "structure.base-dim=16", "training.learning-rate=5e-3"
    };

    @Test
    void a_structured_model_learns_its_text_is_saved_with_its_structure_and_resumes_to_the_same_bytes()
            throws IOException {
        Path whole = trained("whole", STRUCTURED);
        try (LocalModel model = LocalModel.open(whole, LoadOptions.DEFAULT)) {
            Answer text =
                    model.generate(Prompt.text("The cat"), Sampling.greedy().withMaxTokens(30));
            assertThat(text.text()).startsWith(" sat on the ");
        }
        Path run = Files.createDirectory(folder.resolve("halted"));
        AtomicInteger asked = new AtomicInteger();
        Pretraining.prepare(recipe(STRUCTURED), run, Device.cpu())
                .run(run, false, Progress.silent(), () -> asked.incrementAndGet() > STEPS / 2);
        Pretraining again = Pretraining.prepare(recipe(STRUCTURED), run, Device.cpu());
        // Recomputed, not stored: base width 16 over the fan-in of 4 or 8 of a factor, one of two.
        assertThat(again.parameters())
                .filteredOn(parameter -> parameter.name().equals("model.layers.0.self_attn.q_proj.A"))
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.learningRateFactor()).isEqualTo(16.0 / parameter.fanIn() / 2));
        TrainingResult resumed = again.run(run, true, Progress.silent(), () -> false);
        again.save(run, run.resolve("model"), resumed, Precision.F32);
        assertThat(run.resolve("model/model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    @Test
    void a_structure_that_the_model_cannot_have_is_refused_with_its_words() {
        assertThatThrownBy(() -> Pretraining.check(recipe("structure.words=block-diagonal:blocks=7"), Device.cpu()))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2136")
                .hasMessageContaining("block-diagonal:blocks=7");
        assertThatThrownBy(() -> Pretraining.check(
                        recipe("structure.words=btt", "structure.layers=[\"nowhere\"]"), Device.cpu()))
                .hasMessageContaining("layers names none");
        assertThatThrownBy(() -> recipe("structure.words=toeplitz")).hasMessageContaining("toeplitz");
    }

    @Test
    void text_alone_and_conversations_alone_are_recipes_too() throws IOException {
        assertThat(trained("text", "data.conversations=[]", "training.steps=2")).isDirectory();
        assertThat(trained("talk", "data.share=1.0", "training.steps=2")).isDirectory();
    }

    @Test
    void conversations_are_packed_as_asked_and_their_answers_weigh_as_asked() throws IOException {
        Path run = Files.createDirectory(folder.resolve("weighed"));
        List<TokenBatch> step = Pretraining.prepare(
                        recipe("model.context=60", "data.packed=30", "data.answer-weight=5.0"), run, Device.cpu())
                .batches()
                .at(0);
        List<TokenBatch> text = step.stream().filter(b -> b.weight() == 1).toList();
        List<TokenBatch> talk = step.stream().filter(b -> b.weight() == 5).toList();
        assertThat(text.size() + talk.size()).isEqualTo(step.size());
        assertThat(text.stream().flatMap(b -> b.windows().stream()).toList())
                .hasSize(4)
                .allSatisfy(window -> assertThat(window.ids()).hasSize(60));
        assertThat(talk.stream().flatMap(b -> b.windows().stream()).toList())
                .hasSize(8)
                .allSatisfy(window -> assertThat(window.ids()).hasSizeBetween(1, 30));
    }

    @Test
    void in_bf16_it_computes_in_bf16_and_learns_as_well() throws IOException {
        Path run = Files.createDirectory(folder.resolve("half"));
        assertThat(Pretraining.prepare(recipe("training.precision=bf16"), run, Device.cpu())
                        .decoder()
                        .parameters())
                .allSatisfy(p -> assertThat(p.tensor().scalar_type().intern()).isEqualTo(ScalarType.BFloat16));
        try (LocalModel model = LocalModel.open(trained("brief", "training.precision=bf16"), LoadOptions.DEFAULT)) {
            Answer answer =
                    model.generate(Prompt.ask("Who lay?"), Sampling.greedy().withMaxTokens(8));
            assertThat(answer.text()).isEqualTo("dog");
        }
    }

    @Test
    void a_weight_or_a_window_that_makes_no_sense_is_a_problem() {
        for (String setting :
                List.of("data.answer-weight=0.0", "data.answer-weight=nan", "data.packed=-1", "data.share=1.5")) {
            assertThatThrownBy(() -> recipe(setting))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("data");
        }
    }

    @Test
    void an_empty_line_ends_a_document_and_files_may_be_compressed() throws IOException {
        Path packed = folder.resolve("text.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("\none\ntwo\n\n\nthree".getBytes(StandardCharsets.UTF_8));
        }
        List<String> documents = new ArrayList<>();
        Documents.forEach(packed, documents::add);
        assertThat(documents).containsExactly("one\ntwo", "three");
    }

    @Test
    void text_that_is_not_utf_8_or_not_there_is_a_problem() throws IOException {
        Files.write(folder.resolve("text.txt"), new byte[] {'a', (byte) 0xff, 'b'});
        assertThatThrownBy(() -> Pretraining.prepare(recipe(), folder.resolve("run"), Device.cpu()))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4075");
        Files.writeString(folder.resolve("text.txt"), "\n\n");
        assertThatThrownBy(() ->
                        Pretraining.prepare(recipe("tokenizer.vocabulary=300"), folder.resolve("empty"), Device.cpu()))
                .isInstanceOf(AssayException.class);
    }
}
