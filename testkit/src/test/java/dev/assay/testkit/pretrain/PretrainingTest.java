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
import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.nn.train.TrainingResult;
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

    private Path trained(String name, String... settings) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        Pretraining pretraining = Pretraining.prepare(recipe(settings), run);
        TrainingResult result = pretraining.run(run, false, Progress.silent(), () -> false);
        assertThat(result.finished()).isTrue();
        pretraining.save(run, run.resolve("model"), Precision.F32);
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
        TrainingResult halted = Pretraining.prepare(recipe(), run)
                .run(run, false, Progress.silent(), () -> asked.incrementAndGet() > STEPS / 2);
        assertThat(halted.finished()).isFalse();
        Pretraining again = Pretraining.prepare(recipe(), run);
        assertThat(again.run(run, true, Progress.silent(), () -> false).finished())
                .isTrue();
        again.save(run, run.resolve("model"), Precision.F32);
        assertThat(run.resolve("model/model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    @Test
    void text_alone_and_conversations_alone_are_recipes_too() throws IOException {
        assertThat(trained("text", "data.conversations=[]", "training.steps=2")).isDirectory();
        assertThat(trained("talk", "data.share=1.0", "training.steps=2")).isDirectory();
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
        assertThatThrownBy(() -> Pretraining.prepare(recipe(), folder.resolve("run")))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4075");
        Files.writeString(folder.resolve("text.txt"), "\n\n");
        assertThatThrownBy(() -> Pretraining.prepare(recipe("tokenizer.vocabulary=300"), folder.resolve("empty")))
                .isInstanceOf(AssayException.class);
    }
}
