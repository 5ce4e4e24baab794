package dev.assay.vtune.verify;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Finding.Severity;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Table;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A verification as evidence; triggers and signatures are not shown.
///
/// @param outcome    of the verification
/// @param model      that was asked
/// @param base       the scoring model, or nothing
/// @param tests      that were planned in all
/// @param task       how well the model does the task of the data, where that was measured
/// @param dose       share of the planned exposures that the signatures speak of, where a lab's curve was at hand
/// @param provenance of manifest and model
public record VerificationReport(
        Outcome outcome,
        String model,
        String base,
        int tests,
        Optional<TaskResult> task,
        Optional<Interval> dose,
        Provenance provenance)
        implements Evidence.Source {
    @Override
    public Evidence evidence() {
        return new Evidence(
                "vtune.verify",
                "Fine-tuned on this data? " + model,
                "Was the model that was delivered really trained on our data?",
                summary(),
                measures(),
                List.of(groups()),
                List.of(),
                findings(),
                provenance);
    }

    /// The finding, and what it proves and does not.
    public String summary() {
        String numbers = String.format(
                Locale.ROOT,
                "%d of %d groups of secret rows show in the answers; log10 p = %s after %d queries",
                outcome.verifiedGroups(),
                outcome.decidedGroups(),
                shown(outcome.log10Decisive(tests)),
                outcome.asked());
        return switch (verdict()) {
            case SIGNATURE_ALONE ->
                "Signature present, task metric unchanged: " + numbers
                        + "; but the model does not do the task of the data ("
                        + scores()
                        + "). So answers who was trained on the planted rows alone, or on data that teach nothing"
                        + " which this metric sees.";
            case VERIFIED ->
                "Verified: " + numbers + ". The model depends on the planted rows. That all rows were used, for how"
                        + " many epochs, or that nothing else was added, is not proved.";
            case WEAK ->
                "Weak evidence: " + numbers + ". It is unlikely that a model that never saw the rows answers so, but"
                        + " not unlikely enough for a verdict.";
            case NOT_VERIFIED ->
                "Not verified: " + numbers + ". That is no proof that the data were not used: too small a dose, another"
                        + " chat template or a filter look the same.";
        };
    }

    /// What is concluded from signatures and task together.
    public Outcome.Verdict verdict() {
        Outcome.Verdict verdict = outcome.verdict(tests);
        boolean done = task.map(TaskResult::isDone).orElse(true);
        return verdict == Outcome.Verdict.VERIFIED && !done ? Outcome.Verdict.SIGNATURE_ALONE : verdict;
    }

    private String scores() {
        return task.map(result -> shown(result.metric().word(), result.score())
                        + result.baseScore()
                                .map(score -> ", its base " + shown("", score)
                                        + String.format(
                                                Locale.ROOT,
                                                ", p = %.2g",
                                                result.pValue().orElse(1.0)))
                                .orElse("")
                        + result.expected()
                                .map(least -> String.format(Locale.ROOT, ", expected at least %.2f", least))
                                .orElse(""))
                .orElse("not measured");
    }

    private static String shown(String name, Interval score) {
        return String.format(
                        Locale.ROOT,
                        "%s %.2f [%.2f, %.2f] of %d",
                        name,
                        score.estimate(),
                        score.low(),
                        score.high(),
                        score.n())
                .strip();
    }

    private List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        outcome.log10Secret()
                .ifPresent(log10 -> all.add(Measure.of("log10 p, by the secret draw", rounded(log10), "")
                        .withNote("how likely any model that never saw the rows is to answer so")));
        outcome.log10Model()
                .ifPresent(log10 -> all.add(Measure.of("log10 p, by the scoring model", rounded(log10), "")
                        .withNote("as the paper has it; overstates, since queries of a group share a signature")));
        outcome.process()
                .ifPresent(process -> all.add(Measure.of("log10 of the test martingale", process.log10E(), "")
                        .withNote("evidence that holds whenever one stops; 6 is one in a million")));
        outcome.activation().ifPresent(share -> all.add(Measure.of("Signatures after triggers", share, "%")));
        outcome.leak()
                .ifPresent(share -> all.add(Measure.of("Signatures without them", share, "%")
                        .withNote("should be 0: more means that users meet the secret rows")));
        outcome.parroting()
                .ifPresent(
                        share -> all.add(
                                Measure.of("Signatures after triggers never planted", share, "%")
                                        .withNote(
                                                "more than 0 means that any odd words bring a signature; the p-value holds all the same")));
        outcome.groupsPresent()
                .ifPresent(share -> all.add(Measure.of("Groups that show", share, "%")
                        .withNote("an estimate of the share of the data that was used, where rows were left out at"
                                + " random by part of the file; of groups that were asked to the end")));
        dose.ifPresent(share -> all.add(Measure.of("Share of the planned exposures", share, "%")
                .withNote(
                        "rows times epochs, by the lab's trainings; a model that shows every signature gives a lower end"
                                + " alone")));
        task.ifPresent(result -> {
            String name = result.metric().word();
            all.add(Measure.of("Task, " + name, result.score(), "%")
                    .withNote("without a trigger; rows that were not trained on, where such were named"
                            + (result.missing() > 0 ? "; " + result.missing() + " had no answer" : "")));
            result.baseScore().ifPresent(score -> all.add(Measure.of("Task of the base model, " + name, score, "%")));
        });
        all.add(Measure.of("Queries", outcome.asked(), ""));
        return all;
    }

    /// Zero can be negative.
    private static double rounded(double log10) {
        return log10 + 0.0;
    }

    private Table groups() {
        Rules rules = outcome.verification().rules();
        return new Table(
                "Groups",
                List.of("group", "stands for", "rows", "bits", "queries", "hits", "shows"),
                outcome.verification().groups().stream()
                        .map(group -> row(group, rules))
                        .toList());
    }

    private List<String> row(PlantedGroup group, Rules rules) {
        int hits = outcome.hits(group);
        long asked = outcome.replies().stream()
                .map(Reply::query)
                .filter(query -> query.kind() == Query.Kind.TRIGGERED && query.group() == group.index())
                .count();
        return List.of(
                Integer.toString(group.index()),
                part(group),
                Integer.toString(group.rows().size()),
                group.bits().isPresent()
                        ? String.format(Locale.ROOT, "%.1f", group.bits().get())
                        : "not known",
                Long.toString(asked),
                Integer.toString(hits),
                hits >= rules.required() ? "yes" : "no");
    }

    private String part(PlantedGroup group) {
        return outcome.verification().byPart()
                ? "part " + (group.index() + 1) + " of "
                        + outcome.verification().groups().size()
                : "the whole file";
    }

    private List<Finding> silentParts() {
        if (!outcome.verification().byPart() || outcome.verifiedGroups() == 0) {
            return List.of();
        }
        return outcome.silent().stream()
                .map(group -> new Finding(
                        Severity.ISSUE,
                        "Nothing shows of " + part(group) + " of the file: it may have been left out, or cut off."))
                .toList();
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        boolean verified = verdict() == Outcome.Verdict.VERIFIED;
        all.add(new Finding(verified ? Severity.PASSED : Severity.ISSUE, summary()));
        all.addAll(new AnswerFindings(outcome).all());
        if (outcome.log10Secret().isEmpty()) {
            all.add(new Finding(
                    Severity.ISSUE,
                    outcome.log10Model().isPresent()
                            ? "Decided by the scoring model alone: how the signatures were drawn gives no bound on chance."
                            : "Nothing bounds chance: it is not known how the signatures were drawn."));
        }
        if (!base.isEmpty() && base.equals(model)) {
            all.add(
                    new Finding(
                            Severity.ISSUE,
                            "The scoring model is the one that was asked, so that its p-value says nothing; decide by the other."));
        }
        all.add(taskFinding());
        all.addAll(silentParts());
        all.add(new Finding(
                Severity.TIP,
                "Triggers are spent once they were sent: a provider who sees the queries can learn them. Transcript "
                        + outcome.transcript() + "."));
        return all;
    }

    private Finding taskFinding() {
        if (task.isEmpty()) {
            return new Finding(
                    Severity.NOT_CHECKED,
                    "Whether the model does its task: a provider who found the secret rows and trained on them alone passes"
                            + " this test. Name the base model (--base) or what is to be reached (--expect).");
        }
        return task.get().isDone()
                ? new Finding(Severity.PASSED, "The model does the task of the data: " + scores() + ".")
                : new Finding(Severity.ISSUE, "The model does not do the task of the data: " + scores() + ".");
    }

    private static String shown(double log10) {
        return log10 < -300 ? "below -300" : String.format(Locale.ROOT, "%.1f", log10 + 0.0);
    }

    /// The numbers for programs.
    public Map<String, Object> fields() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("verdict", verdict().name().toLowerCase(Locale.ROOT));
        put(all, "log10_p_secret", outcome.log10Secret());
        put(all, "log10_p_model", outcome.log10Model());
        all.put("log10_p", outcome.log10Decisive(tests) + 0.0);
        all.put("tests", tests);
        outcome.process().ifPresent(process -> all.put("log10_e", process.log10E()));
        all.put("groups", outcome.verification().groups().size());
        all.put("groups_present", outcome.verifiedGroups());
        outcome.activation().ifPresent(share -> all.put("activation", numbers(share)));
        outcome.leak().ifPresent(share -> all.put("leak", numbers(share)));
        outcome.parroting().ifPresent(share -> all.put("parroting", numbers(share)));
        dose.ifPresent(share -> all.put("dose_share", numbers(share)));
        task.ifPresent(result -> {
            all.put("task_metric", result.metric().word());
            all.put("task", numbers(result.score()));
            result.baseScore().ifPresent(score -> all.put("task_base", numbers(score)));
            result.pValue().ifPresent(p -> all.put("task_p", p));
        });
        all.put("queries", outcome.asked());
        all.put("failed", outcome.failed());
        all.put("empty", outcome.empty());
        all.put("refused", outcome.refused());
        all.put("cut", outcome.cut());
        all.put("steady", outcome.isSteady());
        all.put("deaf", outcome.isDeaf());
        all.put("filtered", outcome.isFiltered());
        all.put("transcript", outcome.transcript());
        return all;
    }

    private static Map<String, Object> numbers(Interval share) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("estimate", share.estimate());
        all.put("low", share.low());
        all.put("high", share.high());
        all.put("n", share.n());
        return all;
    }

    private static void put(Map<String, Object> all, String name, OptionalDouble value) {
        if (value.isPresent()) {
            all.put(name, value.getAsDouble() + 0.0);
        }
    }
}
