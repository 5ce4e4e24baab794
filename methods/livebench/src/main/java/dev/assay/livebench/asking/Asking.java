package dev.assay.livebench.asking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.question.Question;
import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.LanguageModel;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// Asks a model all questions that it has not answered yet, and files each answer when it comes.
public final class Asking {
    private static final String ERROR = "$ERROR$";
    /// Of a model here that knows the length of its prompt; what an endpoint says may be about the answer.
    private static final String TOO_LONG = "ASSAY-4060";
    private static final String DIGITS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private final LanguageModel model;
    private final AskingPlan plan;
    private final Pacing pacing;

    /// @param model which must allow calls from several threads
    public Asking(LanguageModel model, AskingPlan plan) {
        this.model = model;
        this.plan = plan;
        this.pacing = new Pacing(plan.requestsPerMinute());
    }

    /// What came of it.
    ///
    /// @param asked   questions that were asked now
    /// @param failed  of them without an answer, other than for their length
    /// @param already questions that had one before
    public record Tally(int asked, int failed, int already) {}

    /// The questions that are to be asked.
    public List<Question> open(List<Question> questions, AnswerFile file) {
        Map<String, ModelAnswer> before = new HashMap<>();
        file.before().stream()
                .filter(answer -> answer.model().equals(plan.name()))
                .forEach(answer -> before.put(answer.questionId(), answer));
        return questions.stream()
                .filter(question -> {
                    ModelAnswer answer = before.get(question.id());
                    return answer == null
                            || (plan.retryFailed() && answer.failure().isPresent());
                })
                .toList();
    }

    /// Asks, and sorts the file in the end. A failure is filed as such and stops nobody else.
    ///
    /// @param stopped asked before each question; what is under way is finished
    /// @param told    of each question that was asked
    public Tally run(List<Question> questions, AnswerFile file, BooleanSupplier stopped, Runnable told) {
        List<Question> open = open(questions, file);
        Semaphore places = new Semaphore(plan.parallelism());
        List<Future<Optional<ObjectNode>>> running = new ArrayList<>();
        int failed = 0;
        int asked = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Question question : open) {
                running.add(threads.submit(() -> ask(question, places, file, stopped, told)));
            }
            for (Future<Optional<ObjectNode>> each : running) {
                Optional<ObjectNode> row = each.get();
                asked += row.isPresent() ? 1 : 0;
                failed += row.filter(Asking::hasFailed).isPresent() ? 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("asking was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
        if (!file.before().isEmpty() || asked > 0) {
            file.sort();
        }
        return new Tally(asked, failed, questions.size() - open.size());
    }

    private static boolean hasFailed(ObjectNode row) {
        return row.has("eval_status") && !row.path("eval_status").asText().equals("too_long");
    }

    private Optional<ObjectNode> ask(
            Question question, Semaphore places, AnswerFile file, BooleanSupplier stopped, Runnable told)
            throws InterruptedException {
        places.acquire();
        try {
            if (stopped.getAsBoolean()) {
                return Optional.empty();
            }
            ObjectNode row = row(question);
            file.add(row);
            told.run();
            return Optional.of(row);
        } finally {
            places.release();
        }
    }

    private ObjectNode row(Question question) throws InterruptedException {
        long begun = System.nanoTime();
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("question_id", question.id());
        row.put("answer_id", shortId());
        row.put("model_id", plan.name());
        ArrayNode turns = JsonNodeFactory.instance.arrayNode();
        long read = 0;
        long made = 0;
        Optional<Problem> failure = Optional.empty();
        List<Message> messages = new ArrayList<>();
        system(question).ifPresent(text -> messages.add(Message.system(text)));
        try {
            for (String turn : question.turns()) {
                messages.add(Message.user(turn));
                pacing.await();
                Answer answer = model.generate(new Prompt.Chat(messages), sampling(question));
                read += answer.usage().promptTokens();
                made += answer.usage().answerTokens();
                messages.add(Message.assistant(answer.text()));
                turns.add(answer.text());
                if (answer.text().isEmpty() && answer.finish() == FinishReason.LENGTH) {
                    row.put("eval_status", "token_exhaustion");
                }
            }
        } catch (AssayException e) {
            failure = Optional.of(e.problems().getFirst());
            turns.add(ERROR);
        }
        ObjectNode choice = row.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("turns", turns);
        row.put("tstamp", BigDecimal.valueOf(System.currentTimeMillis(), 3));
        row.put("total_time_s", (System.nanoTime() - begun) / 1e9);
        row.put("total_output_tokens", made == 0 ? -1 : made);
        row.put("total_input_tokens", read);
        long readTokens = read;
        long madeTokens = made;
        plan.prices().ifPresent(prices -> row.put("cost_usd", prices.of(readTokens, madeTokens)));
        row.set("api_info", info(question));
        failure.ifPresent(problem -> {
            row.put("eval_status", problem.code().equals(TOO_LONG) ? "too_long" : "api_error");
            row.put("error", true);
            row.put("error_msg", problem.render());
        });
        return row;
    }

    private Optional<String> system(Question question) {
        JsonNode own = question.all().path("system_prompt");
        return own.isTextual() ? Optional.of(own.textValue()) : plan.system();
    }

    private Sampling sampling(Question question) {
        JsonNode required = question.all().path("required_temperature");
        return required.isNumber() ? plan.sampling().withTemperature(required.doubleValue()) : plan.sampling();
    }

    private ObjectNode info(Question question) {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.put("provider", "local");
        info.put("api_name", model.name());
        ObjectNode arguments = info.putObject("api_kwargs");
        arguments.put("temperature", sampling(question).temperature());
        arguments.put("max_tokens", plan.sampling().maxTokens());
        return info;
    }

    /// A random number in 22 digits that cannot be confused, as the official tools name answers.
    private static String shortId() {
        UUID random = UUID.randomUUID();
        BigInteger number = new BigInteger(random.toString().replace("-", ""), 16);
        BigInteger base = BigInteger.valueOf(DIGITS.length());
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 22; i++) {
            BigInteger[] parts = number.divideAndRemainder(base);
            digits.append(DIGITS.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return digits.reverse().toString();
    }
}
