package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.langchain4j.model.openai.OpenAiChatModel;
import org.junit.jupiter.api.Test;

class LangChainTest {
    @Test
    void a_chat_model_of_langchain4j_is_answered() {
        try (TinyServer server = TinyServer.start()) {
            OpenAiChatModel model = OpenAiChatModel.builder()
                    .baseUrl(server.url("/v1"))
                    .apiKey("none")
                    .modelName("tiny")
                    .temperature(0.0)
                    .maxTokens(24)
                    .build();
            String question = "What kind of thing is a trout (a freshwater fish)?";
            assertThat(model.chat(question))
                    .isEqualTo(server.model
                            .generate(Prompt.ask(question), Sampling.greedy().withMaxTokens(24))
                            .text());
        }
    }
}
