package dev.assay.livebench.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Grades all answers to a list of questions, one judgment for each question and model.
///
/// @param mode    how faithful to the official graders' faults
/// @param sandbox where programs that a model wrote run
/// @param threads that grade side by side; more than the processor has cores makes answers run out of
///     time that are right
public record GradingRun(Mode mode, Sandbox sandbox, int threads) {
    private static final String NOBODY = "none";

    /// What is to be judged.
    private record Case(Question question, String model, Optional<ModelAnswer> answer) {}

    public GradingRun {
        if (threads < 1) {
            throw new IllegalArgumentException("threads are at least 1: " + threads);
        }
    }

    /// The judgments as lines of a judgment file, by question and model. A question that a model did
    /// not answer has an unscorable one.
    ///
    /// @param answers of any models; those to other questions are left out
    /// @param file    what it holds already is not judged again, what is judged now is added
    /// @param stopped asked before each judgment
    /// @param graded  told of each judgment that is made
    /// @return nothing if it was stopped
    public Optional<List<ObjectNode>> judge(
            List<Question> questions,
            List<ModelAnswer> answers,
            JudgmentFile file,
            BooleanSupplier stopped,
            Runnable graded) {
        Judging judging = new Judging(mode, sandbox);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Optional<ObjectNode>>> running = new ArrayList<>();
            for (Case each : cases(questions, answers)) {
                running.add(workers.submit(() -> {
                    Optional<ObjectNode> line = file.before(each.question().id(), each.model())
                            .or(() -> stopped.getAsBoolean()
                                    ? Optional.empty()
                                    : Optional.of(judge(judging, each, file)));
                    graded.run();
                    return line;
                }));
            }
            List<ObjectNode> all = new ArrayList<>();
            for (Future<Optional<ObjectNode>> each : running) {
                each.get().ifPresent(all::add);
            }
            return all.size() == running.size() ? Optional.of(all) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("grading was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("grading failed", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<Case> cases(List<Question> questions, List<ModelAnswer> answers) {
        Map<List<String>, ModelAnswer> byQuestion = new HashMap<>();
        answers.forEach(answer -> byQuestion.put(List.of(answer.questionId(), answer.model()), answer));
        List<String> models =
                answers.stream().map(ModelAnswer::model).distinct().sorted().toList();
        return questions.stream()
                .sorted(Comparator.comparing(Question::id))
                .flatMap(question -> (models.isEmpty() ? Stream.of(NOBODY) : models.stream())
                        .map(model -> new Case(
                                question, model, Optional.ofNullable(byQuestion.get(List.of(question.id(), model))))))
                .toList();
    }

    private static ObjectNode judge(Judging judging, Case each, JudgmentFile file) {
        Grade grade = each.answer()
                .map(answer -> judging.grade(each.question(), answer))
                .orElseGet(() -> new Grade.Unscorable(Grade.Reason.NO_ANSWER, "the model has no answer to it"));
        ObjectNode line = new Judgment(
                        each.question(), each.answer(), each.model(), grade, System.currentTimeMillis() / 1000.0)
                .line();
        file.add(line);
        return line;
    }
}
