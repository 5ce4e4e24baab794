package dev.assay.lm.pretrain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.Progress;
import dev.assay.base.TemporaryFolder;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderBuilder;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.LlamaFamily;
import dev.assay.lm.family.Weights;
import dev.assay.lm.finetune.ConversationFile;
import dev.assay.lm.finetune.ExampleMaker;
import dev.assay.lm.tokenizer.BpePlan;
import dev.assay.lm.tokenizer.BpeTrainer;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.lm.tokenizer.Tokenizers;
import dev.assay.lm.training.BarListener;
import dev.assay.lm.training.Batches;
import dev.assay.lm.training.NextTokenObjective;
import dev.assay.lm.training.TokenBatch;
import dev.assay.lm.training.Window;
import dev.assay.nn.Parameter;
import dev.assay.nn.train.Trainer;
import dev.assay.nn.train.TrainingEstimate;
import dev.assay.nn.train.TrainingListener;
import dev.assay.nn.train.TrainingPlan;
import dev.assay.nn.train.TrainingResult;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Training a model from nothing: a tokenizer of its own, then a decoder in Llama's form.
///
/// @param recipe    what was asked for
/// @param tokenizer trained on the recipe's text
/// @param decoder   with new weights
/// @param parameters the decoder's, with the factors on their learning rates
/// @param batches   text, and conversations where the recipe has them
/// @param validation windows of text that is not trained on
/// @param settings  of the run
public record Pretraining(
        Recipe recipe,
        Tokenizer tokenizer,
        Decoder decoder,
        List<Parameter> parameters,
        Batches batches,
        List<TokenBatch> validation,
        TrainingPlan settings) {
    /// Tokens of validation text that are looked at each time.
    private static final int WATCHED_TOKENS = 32_768;

    private static final String END_OF_TEXT = "<|endoftext|>";
    private static final String END_OF_TURN = "<|im_end|>";

    /// The form in which a new model writes conversations (ChatML).
    private static final String TEMPLATE =
            "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
                    + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    /// Trains the tokenizer, or takes it from an earlier start of the same run, and prepares the rest.
    ///
    /// @param folder of the run
    /// @param device that trains
    /// @throws AssayException for every fault of the data
    public static Pretraining prepare(Recipe recipe, Path folder, Device device) {
        Path tokenizerFolder = folder.resolve("tokenizer");
        if (!Files.isDirectory(tokenizerFolder)) {
            AtomicFiles.writeFolder(tokenizerFolder, temporary -> train(recipe, temporary));
        }
        Tokenizer tokenizer = Tokenizers.open(tokenizerFolder);
        DecoderConfig shape = recipe.model().config(tokenizer.vocabulary());
        Randomness randomness = Randomness.of(recipe.training().seed());
        Weights weights = Weights.random(shape, randomness.split("weights"));
        Precision precision = recipe.training().precision();
        Decoder dense = DecoderBuilder.build(shape, weights.on(device, precision), 0);
        Decoder decoder = recipe.structure()
                .map(plan -> plan.applied(dense, device, precision, randomness.split("structure")))
                .orElse(dense);
        int[] text = Documents.tokens(recipe.data().text(), tokenizer);
        requireWindow(recipe, recipe.data().text(), text.length);
        Batches batches = batches(recipe, tokenizer, text, tokenizerFolder, randomness.split("data"));
        long windows = text.length / recipe.model().context();
        TrainingPlan settings = recipe.training().plan(recipe.training().stepsOver(windows));
        return new Pretraining(
                recipe,
                tokenizer,
                decoder.withCheckpointing(recipe.training().checkpointing()),
                recipe.structure()
                        .map(plan -> plan.scaled(decoder, dense, settings.optimizer()))
                        .orElseGet(decoder::parameters),
                batches,
                validation(recipe, tokenizer),
                settings);
    }

    /// What training by a recipe would take: reads all its data, trains its tokenizer and rehearses a
    /// few steps, and leaves nothing behind.
    ///
    /// @throws AssayException for every fault of the data, and as [Trainer#check]
    public static TrainingEstimate check(Recipe recipe, Device device) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Pretraining run = prepare(recipe, folder.path(), device);
            return Trainer.check(
                    run.settings(), new NextTokenObjective(run.decoder(), run.parameters(), run.batches(), List.of()));
        }
    }

    private static void train(Recipe recipe, Path folder) {
        List<String> documents = new ArrayList<>();
        recipe.data().text().forEach(file -> Documents.forEach(file, documents::add));
        BpePlan plan = BpePlan.of(recipe.tokenizer().vocabulary())
                .withSpecialTokens(END_OF_TEXT, "<|im_start|>", END_OF_TURN)
                .withChatTemplate(TEMPLATE);
        BpeTrainer.train(documents, plan).write(folder);
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            int[] ends = {
                tokenizer.id(END_OF_TEXT).orElseThrow(),
                tokenizer.id(END_OF_TURN).orElseThrow()
            };
            AtomicFiles.writeString(folder.resolve("generation_config.json"), Json.write(Map.of("eos_token_id", ends)));
        }
    }

    private static Batches batches(
            Recipe recipe, Tokenizer tokenizer, int[] text, Path tokenizerFolder, Randomness randomness) {
        int rows = recipe.training().rows();
        int micro = recipe.training().microRows();
        int time = recipe.model().context();
        if (recipe.data().conversations().isEmpty()) {
            return Batches.random(text, time, rows, micro, randomness);
        }
        int talked = (int) Math.round(rows * recipe.data().share());
        int packed = recipe.data().packed() == 0
                ? time
                : Math.min(time, recipe.data().packed());
        ExampleMaker maker = new ExampleMaker(tokenizer, ChatTemplate.open(tokenizerFolder, tokenizer), packed);
        List<Window> windows = new ArrayList<>();
        for (Path file : recipe.data().conversations()) {
            windows.addAll(Window.packed(maker.examples(ConversationFile.read(file)), packed));
        }
        // A step has as many tokens of conversations as rows of the context's length would have.
        int perRow = Math.max(1, time / packed);
        Batches conversations = Batches.shuffled(
                        windows, Math.max(1, talked) * perRow, micro * perRow, randomness.split("talk"))
                .weighing(recipe.data().answerWeight());
        if (talked >= rows) {
            return conversations;
        }
        Batches texts = Batches.random(text, time, rows - talked, micro, randomness.split("text"));
        return talked == 0 ? texts : Batches.together(texts, conversations);
    }

    private static List<TokenBatch> validation(Recipe recipe, Tokenizer tokenizer) {
        int time = recipe.model().context();
        return recipe.data()
                .validation()
                .map(file -> {
                    int[] tokens = Documents.tokens(List.of(file), tokenizer);
                    requireWindow(recipe, List.of(file), tokens.length);
                    List<TokenBatch> batches = new ArrayList<>();
                    int watched = Math.min(tokens.length, Math.max(WATCHED_TOKENS, time + 1));
                    for (int from = 0; from + time + 1 <= watched; from += time) {
                        batches.add(new TokenBatch(List.of(Batches.cut(tokens, from, time))));
                    }
                    return batches;
                })
                .orElseGet(ArrayList::new);
    }

    private static void requireWindow(Recipe recipe, List<Path> files, int tokens) {
        int least = recipe.model().context() + 1;
        if (tokens < least) {
            throw AssayException.of(
                    "ASSAY-4078",
                    "The text has " + tokens + " tokens; a window and its targets take " + least + ".",
                    files.stream().map(Path::toString).collect(Collectors.joining(", ")),
                    "add text, or choose a smaller model.context");
        }
    }

    /// Trains in a folder, or goes on there.
    ///
    /// @param resume   whether to go on from the newest checkpoint
    /// @param progress shows the steps
    /// @param stop     asked before each step
    public TrainingResult run(Path folder, boolean resume, Progress progress, BooleanSupplier stop) {
        Trainer<TokenBatch> trainer =
                new Trainer<>(settings, new NextTokenObjective(decoder, parameters, batches, validation), folder);
        try (Progress.Bar bar = progress.start("train", settings.steps(), "step")) {
            TrainingListener listener = new BarListener(bar, stop);
            TrainingResult result = resume ? trainer.resume(listener) : trainer.train(listener);
            if (result.finished()) {
                trainer.useBest();
            }
            return result;
        }
    }

    /// The model as a folder can hold it.
    public PretrainedModel model(Path folder) {
        ObjectNode config = (ObjectNode) LlamaFamily.LLAMA.write(decoder.config());
        tokenizer.eos().ifPresent(id -> config.put("eos_token_id", id));
        PretrainedModel model = new PretrainedModel(
                folder.resolve("tokenizer"), LlamaFamily.LLAMA, config, decoder, tokenizer, List.of());
        return recipe.structure()
                .map(plan -> model.withStructures(decoder, plan.designs(decoder), List.of()))
                .orElse(model);
    }

    /// Writes the model's folder.
    ///
    /// @param result    of the run, whose weights have all their digits
    /// @param precision number format of the file
    public void save(Path folder, Path target, TrainingResult result, Precision precision) {
        model(folder).save(target, result.weights(), precision);
    }
}
