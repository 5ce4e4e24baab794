package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.SeedOption;
import dev.assay.model.Answer;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TokenLogProbability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay lm generate`: lets a model write.
@Command(
        name = "generate",
        description = "Let a model continue a text, or answer a question in its chat form.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay lm generate --model tiny --prompt \"A joist is\" --max-tokens 60",
            "  assay lm generate --model models/chat --ask \"What is a dog?\" --temperature 0.7 --seed 1"
        })
public final class Generate implements Verb {
    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SeedOption seed = new SeedOption();

    @picocli.CommandLine.ArgGroup(multiplicity = "1")
    private Question question = new Question();

    /// What is put to the model.
    static final class Question {
        @Option(names = "--prompt", paramLabel = "TEXT", required = true, description = "Text to continue.")
        private String prompt = "";

        @Option(names = "--ask", paramLabel = "TEXT", required = true, description = "Question, put in chat form.")
        private String ask = "";

        Prompt prompt() {
            return ask.isEmpty() ? Prompt.text(prompt) : Prompt.ask(ask);
        }
    }

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most tokens to write (default 128).")
    private int maxTokens = 128;

    @Option(names = "--temperature", paramLabel = "T", description = "0 (default) takes the likeliest token.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw among the K likeliest; 0 among all.")
    private int topK;

    @Option(names = "--top-p", paramLabel = "P", description = "Draw among the likeliest of total probability P.")
    private double topP = 1;

    @Option(names = "--min-p", paramLabel = "P", description = "Draw among those of at least P times the likeliest.")
    private double minP;

    @Option(names = "--repetition-penalty", paramLabel = "X", description = "Above 1 makes repetition less likely.")
    private double repetitionPenalty = 1;

    @Option(names = "--stop", paramLabel = "TEXT", description = "End before this text. May be repeated.")
    private List<String> stop = List.of();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Sampling sampling = sampling();
        try (LanguageModel model = options.openForAnswers()) {
            if (output.json()) {
                chosen.json(json(model.generate(question.prompt(), sampling)));
            } else {
                Answer answer = model.generate(question.prompt(), sampling, chosen::piece);
                chosen.result("");
                double seconds = answer.usage().time().toNanos() / 1e9;
                chosen.note(String.format(
                        Locale.ROOT,
                        "%d tokens after %d in %.2f s (%.0f a second), ended by %s",
                        answer.usage().answerTokens(),
                        answer.usage().promptTokens(),
                        seconds,
                        answer.usage().answerTokens() / seconds,
                        answer.finish().name().toLowerCase(Locale.ROOT)));
            }
        }
        return ExitCode.DONE;
    }

    private Sampling sampling() {
        try {
            return new Sampling(
                    temperature,
                    topK,
                    topP,
                    minP,
                    repetitionPenalty,
                    0,
                    0,
                    Map.of(),
                    stop,
                    maxTokens,
                    OptionalLong.of(seed.seed().orElse(0L)),
                    output.json() && options.endpoint().isEmpty() ? 1 : 0);
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2113",
                    "The settings of drawing tokens make no sense: " + e.getMessage() + ".",
                    "the option of that name",
                    "see assay lm generate --help");
        }
    }

    private static Map<String, Object> json(Answer answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", answer.text());
        fields.put("finish", answer.finish().name().toLowerCase(Locale.ROOT));
        fields.put("prompt-tokens", answer.usage().promptTokens());
        fields.put("answer-tokens", answer.usage().answerTokens());
        fields.put("seconds", answer.usage().time().toNanos() / 1e9);
        if (!answer.tokens().isEmpty()) {
            fields.put(
                    "log-probability",
                    answer.tokens().stream()
                            .mapToDouble(TokenLogProbability::logProbability)
                            .sum());
        }
        return fields;
    }
}
