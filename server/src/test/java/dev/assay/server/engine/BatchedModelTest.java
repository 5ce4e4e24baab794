package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.Answer;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TokenScorer;
import dev.assay.tiny.model.BundledModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedModelTest {
    private static final Sampling SHORT = Sampling.greedy().withMaxTokens(16);

    private static LocalModel tiny() {
        return LocalModel.open(BundledModel.folder(), LoadOptions.DEFAULT);
    }

    private static List<Future<Answer>> asked(LanguageModel model, List<Prompt> prompts) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(prompts.stream()
                    .map(prompt -> (Callable<Answer>) () -> model.generate(prompt, SHORT))
                    .toList());
        }
    }

    @Test
    void many_callers_get_what_each_gets_alone() throws Exception {
        List<Prompt> prompts = IntStream.range(0, 20)
                .mapToObj(i -> Prompt.ask("What is the number " + i + "?"))
                .toList();
        List<Answer> alone;
        try (LocalModel model = tiny()) {
            alone = prompts.stream()
                    .map(prompt -> model.generate(prompt, SHORT))
                    .toList();
        }
        try (LanguageModel model = new BatchedModel(tiny(), 8)) {
            List<Future<Answer>> together = asked(model, prompts);
            for (int i = 0; i < prompts.size(); i++) {
                Answer answer = together.get(i).get();
                assertThat(answer.text()).isEqualTo(alone.get(i).text());
                assertThat(answer.finish()).isEqualTo(alone.get(i).finish());
                assertThat(answer.usage().promptTokens())
                        .isEqualTo(alone.get(i).usage().promptTokens());
                assertThat(answer.usage().answerTokens())
                        .isEqualTo(alone.get(i).usage().answerTokens());
            }
        }
    }

    @Test
    void pieces_that_are_heard_make_up_the_answer() {
        try (LanguageModel model = new BatchedModel(tiny(), 2)) {
            List<String> heard = new ArrayList<>();
            Answer answer = model.generate(Prompt.ask("What is a violin?"), SHORT, heard::add);
            assertThat(String.join("", heard)).isEqualTo(answer.text()).isNotEmpty();
            assertThat(model.capability(TokenScorer.class)).isEmpty();
            assertThat(model.contextTokens()).hasValue(512);
        }
    }

    @Test
    void a_prompt_that_does_not_fit_fails_alone() throws Exception {
        try (LanguageModel model = new BatchedModel(tiny(), 4)) {
            Prompt tooLong = Prompt.text("word ".repeat(600));
            List<Future<Answer>> asked = asked(model, List.of(tooLong, Prompt.text("A violin is")));
            assertThat(asked.get(1).get().text()).isNotEmpty();
            assertThatThrownBy(() -> asked.getFirst().get())
                    .hasCauseInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4060");
        }
    }
}
