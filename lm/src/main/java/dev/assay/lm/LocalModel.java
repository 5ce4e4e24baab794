package dev.assay.lm;

import dev.assay.base.AssayException;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.generate.Generated;
import dev.assay.lm.generate.GenerationListener;
import dev.assay.lm.generate.Generator;
import dev.assay.lm.generate.LogitProcessor;
import dev.assay.model.Answer;
import dev.assay.model.AnswerListener;
import dev.assay.model.Capability;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TextListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// A model of this machine behind the port, with all capabilities: [dev.assay.model.TokenScorer],
/// [dev.assay.model.FirstTokenDistribution] and [dev.assay.model.FeatureSource].
///
/// May be used from several threads; one piece of work at a time has the model, the others wait in the
/// order they came. A call of [#generateAll] gives way to others between its batches.
public final class LocalModel implements LanguageModel {
    private final PretrainedModel model;
    private final PromptIds prompts;
    private final Answers answers;
    private final Generator generator;
    private final BatchPlan plan;
    private final Turn turn;
    private final List<Capability> capabilities;

    private LocalModel(PretrainedModel model, ChatFormat format, Set<Integer> ends) {
        this(model, format, Generator.of(model.decoder(), model.tokenizer()).withEnds(ends), new Turn());
    }

    private LocalModel(PretrainedModel model, ChatFormat format, Generator generator, Turn turn) {
        this.model = model;
        this.turn = turn;
        this.prompts = new PromptIds(model.tokenizer(), format);
        this.answers = new Answers(model.tokenizer());
        this.generator = generator;
        var weight = model.decoder().tokens().weight();
        int numberBytes = weight.is_cpu() ? Float.BYTES : Math.toIntExact(weight.element_size());
        this.plan = BatchPlan.of(model.decoder().config(), numberBytes);
        this.capabilities = List.of(
                new LocalScorer(model.decoder(), prompts, answers, turn),
                new LocalFirstToken(generator, prompts, answers, turn),
                new LocalFeatures(generator, prompts, turn));
    }

    /// Opens a Hugging Face folder.
    ///
    /// @throws AssayException as [PretrainedModel#open] and [#of(PretrainedModel)]
    public static LocalModel open(Path folder, LoadOptions options) {
        PretrainedModel model = PretrainedModel.open(folder, options);
        try {
            return of(model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /// Puts an open model behind the port, which closes it in the end; chats go through its folder's
    /// template, and the special token that ends a turn there ends an answer.
    ///
    /// @throws AssayException `ASSAY-4044` if the template cannot be read
    public static LocalModel of(PretrainedModel model) {
        ChatTemplate template = ChatTemplate.open(model.folder(), model.tokenizer());
        return new LocalModel(model, ChatFormat.of(template), template.endsOfTurn(model.tokenizer()));
    }

    /// The same with a chat format of one's own.
    public static LocalModel of(PretrainedModel model, ChatFormat format) {
        return new LocalModel(model, format, Set.of());
    }

    /// The same model with logits that these change, in order, before each choice. Closing either
    /// closes both.
    public LocalModel withProcessors(List<LogitProcessor> processors) {
        Generator changed = new Generator(generator.decoder(), generator.tokenizer(), processors, generator.ends());
        return new LocalModel(model, prompts.format(), changed, turn);
    }

    /// What turns prompts into this model's ids.
    public PromptIds prompts() {
        return prompts;
    }

    /// An answer in the words of the port.
    ///
    /// @param time from prompt to answer
    public Answer answer(Generated generated, int promptTokens, Duration time) {
        return answers.of(generated, promptTokens, time);
    }

    /// What writes answers; not for use while this model answers on another thread.
    public Generator generator() {
        return generator;
    }

    /// The model behind the port.
    public PretrainedModel pretrained() {
        return model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
        long start = System.nanoTime();
        int[] ids = prompts.of(prompt);
        GenerationListener pieces = (row, text) -> {
            listener.text(text);
            return true;
        };
        Generated generated = turn.take(() -> generator.generate(List.of(ids), sampling, pieces))
                .getFirst();
        return answers.of(generated, ids.length, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public List<Answer> generateAll(List<? extends Prompt> asked, Sampling sampling, AnswerListener listener) {
        long start = System.nanoTime();
        List<int[]> ids = asked.stream().map(prompts::of).toList();
        IntStream.range(0, ids.size())
                .forEach(i -> generator.requireRoom(ids.get(i), "prompt " + (i + 1) + " of " + ids.size()));
        int[] lengths = ids.stream().mapToInt(one -> one.length).toArray();
        Answer[] all = new Answer[ids.size()];
        for (List<Integer> batch : plan.batches(lengths, sampling.maxTokens())) {
            List<int[]> some = batch.stream().map(ids::get).toList();
            List<Generated> found = turn.take(() -> generator.generate(some, sampling, GenerationListener.SILENT));
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            for (int i = 0; i < found.size(); i++) {
                int index = batch.get(i);
                all[index] = answers.of(found.get(i), lengths[index], time);
                listener.answered(index, all[index]);
            }
        }
        return List.of(all);
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public OptionalInt contextTokens() {
        return OptionalInt.of(model.decoder().config().context());
    }

    @Override
    public void close() {
        turn.close(model::close);
    }
}
