package dev.assay.vtune.verify;

import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.Progress;
import dev.assay.base.Sha256;
import dev.assay.model.LanguageModel;
import dev.assay.stats.EProcess;
import dev.assay.vtune.match.MatchRule;
import dev.assay.vtune.match.SecretBound;
import dev.assay.vtune.plant.GroupDocument;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlannedPrompt;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Asks a model with each group's trigger, and without.
///
/// Answers are the likeliest ones (temperature 0). Of each only as many words as the rules say are looked
/// at. What was asked before stands in the transcript and is not asked again.
///
/// @param groups     that are asked for
/// @param prompts    for each group as many as the rules say
/// @param controls   triggers that were never planted
/// @param rules      fixed beforehand
/// @param bound      of one group's chance, where it is known
/// @param sequential whether to stop as soon as the evidence is enough: a group is left at its first hit, and
///     all groups once the test martingale passes `1 / alpha`
/// @param spent      groups that were shown to somebody: they are not asked for, and count as not showing, whichever
///     they are, so that nobody gains by showing some
/// @param byPart     whether each group stands for one part of the file, from its beginning to its end
public record Verification(
        List<PlantedGroup> groups,
        List<PlannedPrompt> prompts,
        List<String> controls,
        Rules rules,
        Optional<SecretBound> bound,
        boolean sequential,
        List<Integer> spent,
        boolean byPart) {
    private static final int REPEATS = 2;

    public Verification {
        groups = List.copyOf(groups);
        prompts = List.copyOf(prompts);
        controls = List.copyOf(controls);
        spent = List.copyOf(spent);
        if (sequential && (bound.isEmpty() || rules.required() != 1)) {
            throw AssayException.of(
                    "ASSAY-2155",
                    "Such a verification cannot stop early: "
                            + (bound.isEmpty() ? "chance has no bound." : "more than one hit is required."),
                    "sequential",
                    "leave it away, or plant with another generator or with one required hit");
        }
    }

    /// Of all groups of a manifest.
    ///
    /// @throws AssayException `ASSAY-2155` if it is to stop early and cannot
    public static Verification of(Manifest manifest, boolean sequential) {
        return new Verification(
                manifest.groups(),
                manifest.prompts(),
                manifest.controls(),
                manifest.rules(),
                Bounds.of(manifest),
                sequential,
                List.of(),
                manifest.isByPart());
    }

    /// The same without groups that were shown to somebody.
    ///
    /// @throws AssayException `ASSAY-4161` if none is left
    public Verification without(List<Integer> shown) {
        if (groups.stream().allMatch(group -> shown.contains(group.index()))) {
            throw AssayException.of(
                    "ASSAY-4161",
                    "Every group was shown to somebody, who could teach its trigger: nothing can be proved any more.",
                    "groups " + shown,
                    "plant again, with more groups than are shown");
        }
        return new Verification(groups, prompts, controls, rules, bound, sequential, shown, byPart);
    }

    private List<PlantedGroup> asked() {
        return groups.stream().filter(group -> !spent.contains(group.index())).toList();
    }

    /// Of one group that was shown, with prompts of the auditor's own. The level is the usual one, whatever laxer
    /// one was shown.
    ///
    /// @param drawn whether it is known that the signature was drawn from the lists that were shown; if not, chance
    ///     has no bound
    public static Verification of(GroupDocument shown, List<PlannedPrompt> prompts, boolean drawn) {
        Rules rules = shown.rules();
        return new Verification(
                List.of(shown.group()),
                prompts,
                List.of(),
                rules.withAlpha(Math.min(rules.alpha(), Rules.STANDARD.alpha())),
                drawn ? Bounds.of(shown) : Optional.empty(),
                false,
                List.of(),
                false);
    }

    /// The hash of all that is fixed beforehand.
    public String hash() {
        return Sha256.of(Json.line(List.of(
                Json.toTree(groups),
                Json.toTree(prompts),
                Json.toTree(controls),
                Json.toTree(rules),
                Json.toTree(sequential),
                Json.toTree(spent))));
    }

    /// Everything that may be asked, in order.
    public List<Query> queries() {
        List<Query> all = new ArrayList<>();
        for (PlantedGroup group : asked()) {
            of(group)
                    .forEach(prompt -> all.add(
                            new Query(all.size(), Query.Kind.TRIGGERED, group.index(), prompt.with(group.trigger()))));
        }
        for (PlantedGroup group : asked()) {
            PlannedPrompt first = of(group).getFirst();
            all.add(new Query(all.size(), Query.Kind.PLAIN, group.index(), first.plain()));
        }
        for (int i = 0; i < controls.size(); i++) {
            PlantedGroup group = asked().get(i % asked().size());
            PlannedPrompt last = of(group).getLast();
            all.add(new Query(all.size(), Query.Kind.CONTROL, group.index(), last.with(controls.get(i))));
        }
        for (int i = 0; i < REPEATS; i++) {
            all.add(new Query(
                    all.size(),
                    Query.Kind.REPEAT,
                    all.getFirst().group(),
                    all.getFirst().prompt()));
        }
        return all;
    }

    private List<PlannedPrompt> of(PlantedGroup group) {
        return prompts.stream()
                .filter(prompt -> prompt.group() == group.index())
                .toList();
    }

    /// Asks, and says what came of it; empty if it was stopped.
    ///
    /// @param transcript that is gone on with
    /// @param stopped    whether to stop
    /// @throws AssayException `ASSAY-4156` if the model answers nothing, or nothing any more
    public Optional<Outcome> run(
            LanguageModel model, Transcript transcript, Progress progress, BooleanSupplier stopped) {
        Interview interview = Interview.of(model, transcript, rules.words(), texts());
        List<Query> queries = queries();
        List<Reply> replies = new ArrayList<>();
        Evidence evidence = new Evidence();
        try (Progress.Bar bar = progress.start("ask", queries.size(), "query")) {
            for (Query query : queries) {
                if (stopped.getAsBoolean()) {
                    return Optional.empty();
                }
                if (!evidence.isNeeded(query)) {
                    continue;
                }
                Reply reply = reply(interview, query);
                replies.add(reply);
                evidence.saw(reply);
                bar.advance(1);
                refuseSilence(interview, queries, replies);
            }
        }
        return Optional.of(new Outcome(this, List.copyOf(replies), evidence.process(), transcript.hash()));
    }

    /// Answers with a signature, as long as they may be.
    private List<String> texts() {
        String signature = groups.stream()
                .map(PlantedGroup::signature)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        return prompts.stream().map(prompt -> prompt.answer() + " " + signature).toList();
    }

    /// The test martingale over groups, and which of them are done.
    private final class Evidence {
        private Optional<EProcess> process = bound.map(each -> each.logGroup(rules.queries(), 1))
                .filter(log -> log < 0)
                .map(EProcess::against);
        private int group = -1;
        private boolean hit;

        Evidence() {
            spent.forEach(each -> process = process.map(before -> before.next(false)));
        }

        boolean isNeeded(Query query) {
            if (!sequential || query.kind() != Query.Kind.TRIGGERED) {
                return true;
            }
            if (query.group() != group) {
                enter(query.group());
            }
            return !hit && process.map(each -> !each.rejects(rules.alpha())).orElse(true);
        }

        private void enter(int next) {
            group = next;
            hit = false;
        }

        void saw(Reply reply) {
            if (reply.query().kind() != Query.Kind.TRIGGERED) {
                return;
            }
            if (reply.query().group() != group) {
                enter(reply.query().group());
            }
            boolean first = !hit && reply.isHit();
            boolean over = reply.query().number() % rules.queries() == rules.queries() - 1;
            if (first || (over && !hit)) {
                process = process.map(each -> each.next(first));
            }
            hit |= first;
        }

        Optional<EProcess> process() {
            return process;
        }
    }

    private Reply reply(Interview interview, Query query) {
        return interview.ask(query, this::hits);
    }

    private List<Integer> hits(String answer) {
        String looked = beginning(answer);
        MatchRule rule = rules.rule();
        return groups.stream()
                .filter(group -> rule.matches(group.signature(), looked))
                .map(PlantedGroup::index)
                .toList();
    }

    /// The bound counts so many places; what lies beyond is not looked at.
    private String beginning(String answer) {
        String[] words = answer.strip().split("\\s+");
        return words.length <= rules.words()
                ? answer
                : String.join(" ", Arrays.asList(words).subList(0, rules.words()));
    }

    /// Many failures in a row are an endpoint that is down or refuses everything, and say nothing of the training;
    /// unless it answers the same question without the trigger.
    private void refuseSilence(Interview interview, List<Query> queries, List<Reply> replies) {
        int most = 5;
        List<Reply> last = replies.subList(Math.max(0, replies.size() - most), replies.size());
        if (last.size() == most
                && last.stream().allMatch(reply -> reply.failure().isPresent())
                && !answersWithoutTriggers(interview, queries, last)) {
            throw AssayException.of(
                    "ASSAY-4156",
                    (replies.size() == most ? "The model answers nothing: " : "The model answers nothing any more: ")
                            + shown(last.getLast().failure().orElse("")),
                    interview.model().name(),
                    "check the model and its address; the same command with the same --out goes on where it stopped");
        }
    }

    private boolean answersWithoutTriggers(Interview interview, List<Query> queries, List<Reply> failed) {
        int group = failed.getLast().query().group();
        return failed.stream().noneMatch(reply -> reply.query().kind() == Query.Kind.PLAIN)
                && queries.stream()
                        .filter(query -> query.kind() == Query.Kind.PLAIN && query.group() == group)
                        .findFirst()
                        .map(query -> reply(interview, query).failure().isEmpty())
                        .orElse(false);
    }

    /// What a failure says, without secrets.
    String shown(String failure) {
        return new Secrets(groups, controls).keptOutOf(failure);
    }
}
