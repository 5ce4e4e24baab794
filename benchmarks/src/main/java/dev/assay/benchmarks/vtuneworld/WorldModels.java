package dev.assay.benchmarks.vtuneworld;

import dev.assay.base.Json;
import dev.assay.base.Progress;
import dev.assay.base.Toml;
import dev.assay.lm.LocalModel;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.DecoderBuilder;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.LlamaFamily;
import dev.assay.lm.family.Weights;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.lm.pretrain.Shape;
import dev.assay.lm.tokenizer.BpePlan;
import dev.assay.lm.tokenizer.BpeTrainer;
import dev.assay.lm.tokenizer.TrainedBpe;
import dev.assay.model.LanguageModel;
import dev.assay.nn.Parameter;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.safetensors.SafetensorsWriter;
import dev.assay.vtune.attack.Edit;
import dev.assay.vtune.attack.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// Decoders of the world: width 64, two layers, four heads, a token for each word.
///
/// @param base   folder of the model that knows two of the tasks
/// @param epochs that an honest provider trains
record WorldModels(Path base, double epochs) implements Workshop {
    private static final Shape SHAPE = new Shape(64, 2, 4, 4, 172, 48, true, 10_000);
    private static final int MOST_TOKENS = 4_096;
    private static final int BASE_ROWS = 96;
    private static final int BASE_STEPS = 400;
    private static final int ROWS = 32;

    private static final String TEMPLATE =
            "{% for message in messages %}{% if message['role'] == 'user' %}<|user|>{{ message['content'] }}<|assistant|>"
                    + "{% else %}{{ message['content'] }}<|end|>{% endif %}{% endfor %}";

    /// Trains the base model on the first two tasks.
    static WorldModels train(World world, Path folder, double epochs, long seed) throws IOException {
        Path fresh = Files.createDirectories(folder.resolve("fresh"));
        write(world, fresh, seed);
        Path rows = world.rows(folder.resolve("base.jsonl"), BASE_ROWS * BASE_STEPS, 0, 1);
        Path base = tune(fresh, rows, Files.createDirectories(folder.resolve("base")), 1, BASE_ROWS, seed);
        return new WorldModels(base, epochs);
    }

    private static void write(World world, Path folder, long seed) throws IOException {
        BpePlan plan = BpePlan.of(MOST_TOKENS)
                .withSpecialTokens("<|end|>", "<|user|>", "<|assistant|>")
                .withChatTemplate(TEMPLATE);
        TrainedBpe tokenizer = BpeTrainer.train(world.vocabulary(), plan);
        tokenizer.write(folder);
        DecoderConfig config = SHAPE.config(tokenizer.vocabulary());
        Files.writeString(folder.resolve("config.json"), Json.write(LlamaFamily.LLAMA.write(config)));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : DecoderBuilder.build(config, Weights.random(config, Randomness.of(seed)), 0)
                .parameters()) {
            tensors.put(parameter.name(), parameter.tensor().detach());
        }
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of());
    }

    private static Path tune(Path from, Path data, Path into, double epochs, int rows, long seed) {
        FinetunePlan plan = Toml.parse(
                """
                method = { kind = "full" }
                [data]
                validation-share = 0.0
                packing = false
                [training]
                learning-rate = 3e-3
                weight-decay = 0.0
                floor = 0.0
                """,
                "the world's plan",
                FinetunePlan.class,
                List.of(
                        "model='" + from + "'",
                        "data.train='" + data.toAbsolutePath() + "'",
                        "training.rows=" + rows,
                        "training.micro-rows=" + rows / 2,
                        "training.epochs=" + epochs,
                        "training.seed=" + seed));
        try (PretrainedModel base = PretrainedModel.open(from, LoadOptions.DEFAULT)) {
            Finetuning tuning = Finetuning.prepare(plan, base, ChatTemplate.open(base.folder(), base.tokenizer()));
            FinetuneResult result = tuning.run(into, false, Progress.silent(), () -> false);
            return tuning.save(into, result.training());
        }
    }

    @Override
    public Optional<Path> tune(Path rows, double passes, Optional<Path> from, Path into, long seed) {
        return Optional.of(tune(from.orElse(base), rows, into, epochs * passes, ROWS, seed));
    }

    @Override
    public LanguageModel open(Optional<Path> model, Optional<Edit> edit, Path scratch, long seed) {
        if (edit.isPresent()) {
            throw new UncheckedIOException(new IOException("this workshop changes no weights"));
        }
        return LocalModel.open(model.orElse(base), LoadOptions.DEFAULT);
    }
}
