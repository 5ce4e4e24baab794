package dev.assay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.assay.base.JsonLines;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Judging;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import dev.assay.livebench.sandbox.Sandbox;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Grades what LiveBench's own graders graded in `peers/livebench_official.py` and compares speed and
/// scores, task by task and over all of them. Arguments: a file of questions, one of answers, the
/// scores that the official graders gave, seconds for each task (default 2).
///
/// As many answers are graded at a time as there are processors; the official rates are for as many
/// workers. The second ratio is of processor time for an answer, with our compiler and collector, which
/// other programs disturb less.
public final class GradingBesideOfficial {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    /// Computer algebra takes so long that one sum with the others says nothing of them.
    private static final String FORMULAS = "AMPS_Hard";

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double SAME = 1e-9;

    private GradingBesideOfficial() {}

    /// A question with its answer and what the official grader said, whose failure counts as zero.
    private record Case(Question question, ModelAnswer answer, double score, double seconds, double cpuSeconds) {}

    /// Runs the comparison.
    public static void main(String[] arguments) {
        List<Case> cases = cases(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        double seconds = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 2;
        Judging judging = new Judging(Mode.REFERENCE, Sandbox.none());
        List<String> different = cases.stream()
                .flatMap(each -> difference(judging, each).stream())
                .toList();
        GradingSpeed.timed(pairs(cases), seconds);
        System.out.printf(
                Locale.ROOT,
                "%-24s %8s %12s %12s %9s %9s%n",
                "task",
                "answers",
                "ours/s",
                "theirs/s",
                "ratio",
                "of CPU");
        Map<String, List<Case>> tasks = cases.stream()
                .collect(Collectors.groupingBy(
                        each -> each.question().task(), TreeMap::new, Collectors.toCollection(ArrayList::new)));
        tasks.forEach((task, some) -> print(task, some, seconds));
        print(
                "all but formulas",
                cases.stream().filter(each -> !isFormula(each)).toList(),
                2 * seconds);
        print("all", cases, 2 * seconds);
        System.out.println(different.size() + " scores differ");
        different.forEach(System.out::println);
    }

    private static boolean isFormula(Case each) {
        return each.question().task().equals(FORMULAS);
    }

    private static void print(String name, List<Case> cases, double seconds) {
        if (cases.isEmpty()) {
            return;
        }
        long before = PROCESS.getProcessCpuTime();
        GradingSpeed.Speed ours = GradingSpeed.timed(pairs(cases), seconds);
        double ourCpu = (PROCESS.getProcessCpuTime() - before) / 1e9 / ours.answers();
        double theirs = THREADS
                * cases.size()
                / cases.stream().mapToDouble(Case::seconds).sum();
        double theirCpu = cases.stream().mapToDouble(Case::cpuSeconds).sum() / cases.size();
        System.out.printf(
                Locale.ROOT,
                "%-24s %8d %12.0f %12.1f %9.1f %9.1f%n",
                name,
                cases.size(),
                ours.perSecond(),
                theirs,
                ours.perSecond() / theirs,
                theirCpu / ourCpu);
    }

    private static List<GradingSpeed.Pair> pairs(List<Case> cases) {
        return cases.stream()
                .map(each -> new GradingSpeed.Pair(each.question(), each.answer()))
                .toList();
    }

    private static List<String> difference(Judging judging, Case each) {
        Grade grade = judging.grade(each.question(), each.answer());
        double score = grade instanceof Grade.Scored(double points, String why) ? points : 0;
        return Math.abs(score - each.score()) <= SAME
                ? List.of()
                : List.of(each.question().task() + " " + each.question().id() + " by "
                        + each.answer().model() + ": official " + each.score() + ", ours " + grade);
    }

    private static List<Case> cases(Path questions, Path answers, Path scores) {
        Map<String, Question> asked =
                Questions.read(questions).stream().collect(Collectors.toMap(Question::id, each -> each));
        Map<List<String>, ModelAnswer> answered = ModelAnswers.read(answers).stream()
                .collect(Collectors.toMap(each -> List.of(each.questionId(), each.model()), each -> each));
        List<Case> cases = new ArrayList<>();
        for (JsonLines.Line line : JsonLines.readAll(scores)) {
            JsonNode row = line.node();
            String id = row.path("question_id").asText();
            Question question = asked.get(id);
            ModelAnswer answer = answered.get(List.of(id, row.path("model_id").asText()));
            if (question == null || answer == null) {
                throw new IllegalArgumentException("the scores are of other answers: " + id);
            }
            cases.add(new Case(
                    question,
                    answer,
                    row.path("score").asDouble(),
                    row.path("seconds").asDouble(),
                    row.path("cpu_seconds").asDouble()));
        }
        return cases;
    }
}
