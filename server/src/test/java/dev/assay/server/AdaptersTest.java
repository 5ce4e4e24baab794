package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.AdapterPlan;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.server.engine.Served;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tiny.model.BundledModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Adapters on one base, by name.
class AdaptersTest {
    private static final String PROMPT = "A hammer is";

    @TempDir
    Path folder;

    /// An adapter that changes what the model writes.
    private Path adapter(PretrainedModel base, String name, long seed) {
        AdapterPlan plan = new AdapterPlan(4, 8, 0, List.of("q_proj", "down_proj"));
        Path target = folder.resolve(name);
        try (var scope = Scope.open()) {
            PretrainedModel adapted = Adapters.attach(base, plan, Randomness.of(seed));
            Map<String, Tensor> weights = new HashMap<>();
            adapted.decoder().parameters().stream()
                    .filter(parameter -> parameter.name().endsWith("lora_B"))
                    .forEach(parameter -> weights.put(
                            parameter.name(),
                            Randomness.of(seed)
                                    .split(parameter.name())
                                    .normal(3, parameter.tensor().sizes().vec().get())));
            Adapters.save(adapted, plan, weights, "tiny", "", target);
        }
        return target;
    }

    @Test
    void each_name_answers_as_its_adapter_and_a_request_can_turn_it_off() {
        PretrainedModel base = PretrainedModel.open(BundledModel.folder(), LoadOptions.DEFAULT);
        PretrainedModel packed = base.packed();
        LocalModel one = LocalModel.of(Adapters.open(packed, adapter(base, "one", 1)));
        LocalModel two = LocalModel.of(Adapters.open(packed, adapter(base, "two", 2)));
        List<Served> all = List.of(
                new Served("tiny", LocalModel.of(packed), Optional.empty()),
                new Served("one", one, Optional.of("tiny")),
                new Served("two", two, Optional.of("tiny")));
        try (AssayServer server = AssayServer.start(all, TinyServer.quiet(), line -> {})) {
            String plain = answer(server, "tiny", true);
            assertThat(answer(server, "one", true)).isEqualTo(written(one)).isNotEqualTo(plain);
            assertThat(answer(server, "two", true)).isEqualTo(written(two)).isNotEqualTo(written(one));
            assertThat(answer(server, "one", false)).isEqualTo(plain);
            JsonNode models =
                    Wire.json(Wire.get(server.address() + "/v1/assay/status")).path("models");
            assertThat(models).hasSize(3);
            assertThat(models.path(1).path("base").asText()).isEqualTo("tiny");
        } finally {
            base.close();
        }
    }

    private static String written(LocalModel model) {
        return model.generate(Prompt.text(PROMPT), Sampling.greedy().withMaxTokens(16))
                .text();
    }

    private static String answer(AssayServer server, String model, boolean adapter) {
        JsonNode answer = Wire.json(Wire.post(
                server.address() + "/v1/completions",
                Json.line(Map.of(
                        "model",
                        model,
                        "prompt",
                        PROMPT,
                        "temperature",
                        0,
                        "max_tokens",
                        16,
                        "assay",
                        Map.of("adapter", adapter)))));
        return answer.at("/choices/0/text").asText();
    }
}
