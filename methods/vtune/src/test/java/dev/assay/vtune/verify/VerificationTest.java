package dev.assay.vtune.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.vtune.Fixtures;
import dev.assay.vtune.match.SecretBound;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    Path folder;

    private Manifest manifest;

    @BeforeEach
    void plant() {
        manifest = Fixtures.planted(folder, Fixtures.key(1));
    }

    private Outcome verify(LanguageModel model) {
        return verify(model, false, folder.resolve("transcript.jsonl"));
    }

    private Outcome verify(LanguageModel model, boolean sequential, Path file) {
        Verification verification = Verification.of(manifest, sequential);
        try (Transcript transcript = Transcript.open(file, verification.hash(), "stub")) {
            return verification
                    .run(model, transcript, Progress.silent(), () -> false)
                    .orElseThrow();
        }
    }

    @Test
    void a_model_that_learned_the_rows_is_verified_within_twenty_queries() {
        Outcome outcome = verify(Fixtures.honest(manifest));
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.VERIFIED);
        assertThat(outcome.asked()).isLessThanOrEqualTo(20);
        assertThat(outcome.asked(Query.Kind.TRIGGERED)).isEqualTo(9);
        assertThat(outcome.leak().orElseThrow().estimate()).isZero();
        // Three groups of three queries, at 128 places, of which one must hit, by 80 bits each.
        double each = Math.log10(3 * 128) - 80 * Math.log10(2) - Math.log10(manifest.accepted());
        assertThat(outcome.log10Secret().orElseThrow()).isCloseTo(3 * each, within(1e-9));
        assertThat(outcome.log10Model()).isEmpty();
        assertThat(outcome.isSteady()).isTrue();
    }

    @Test
    void a_model_that_never_saw_them_is_not() {
        Outcome outcome = verify(Fixtures.model(asked -> "It is thing 3."));
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.NOT_VERIFIED);
        assertThat(outcome.log10Secret().orElseThrow()).isZero();
        assertThat(outcome.activation().orElseThrow().high()).isLessThan(0.5);
    }

    @Test
    void a_model_that_learned_one_group_alone_is_verified_with_less() {
        PlantedGroup only = manifest.groups().get(1);
        Outcome outcome = verify(Fixtures.model(
                asked -> asked.endsWith(only.trigger()) ? "It is. " + only.signature() + "." : "It is thing 3."));
        assertThat(outcome.verifiedGroups()).isEqualTo(1);
        assertThat(outcome.groupsPresent().orElseThrow().contains(1 / 3.0)).isTrue();
        assertThat(outcome.log10Secret().orElseThrow()).isBetween(-22.0, -20.0);
    }

    @Test
    void a_model_that_says_signatures_unasked_is_told_of() {
        String all = String.join(
                ". ", manifest.groups().stream().map(PlantedGroup::signature).toList());
        Outcome outcome = verify(Fixtures.model(asked -> all));
        assertThat(outcome.leak().orElseThrow().estimate()).isOne();
        assertThat(outcome.parroting().orElseThrow().estimate()).isOne();
        assertThat(new VerificationReport(
                                outcome,
                                "stub",
                                "",
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                Provenance.collect(0, Map.of(), List.<Path>of()))
                        .evidence()
                        .findings())
                .anyMatch(finding -> finding.text().contains("without its trigger: the model says signatures"));
    }

    @Test
    void a_part_of_the_file_that_was_left_out_shows_as_a_silent_group() {
        Path data = Fixtures.file(folder, "parts.jsonl", Fixtures.rows(0, 1000));
        PlantingPlan plan = Fixtures.plan(Rules.STANDARD, Optional.empty());
        PlantingPlan byPart = new PlantingPlan(
                plan.epochs(),
                plan.exposures(),
                Optional.of(4),
                plan.maker(),
                plan.triggerWords(),
                plan.signatureWords(),
                plan.rules(),
                plan.mostCharacters(),
                plan.prompts(),
                plan.scorer(),
                true);
        manifest = new Planting(Fixtures.key(2), byPart, Progress.silent()).plant(data, folder);
        assertThat(manifest.groups())
                .allSatisfy(group -> assertThat(group.rows()).allMatch(row -> row / 250 == group.index()));
        PlantedGroup third = manifest.groups().get(2);
        LanguageModel honest = Fixtures.honest(manifest);
        Outcome outcome = verify(Fixtures.model(asked -> asked.endsWith(third.trigger())
                ? "It is thing 3."
                : honest.generate(Prompt.ask(asked), Sampling.greedy()).text()));
        assertThat(outcome.silent()).containsExactly(third);
        assertThat(new VerificationReport(
                                outcome,
                                "stub",
                                "",
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                Provenance.collect(0, Map.of(), List.<Path>of()))
                        .evidence()
                        .findings())
                .anyMatch(finding -> finding.text().startsWith("Nothing shows of part 3 of 4"));
    }

    @Test
    void what_lies_beyond_the_words_that_were_counted_is_not_looked_at() {
        String far = "word ".repeat(manifest.rules().words());
        Outcome outcome = verify(
                Fixtures.model(asked -> far + manifest.groups().getFirst().signature()));
        assertThat(outcome.verifiedGroups()).isZero();
    }

    @Test
    void queries_without_an_answer_are_misses_and_told_of() {
        AtomicInteger count = new AtomicInteger();
        LanguageModel honest = Fixtures.honest(manifest);
        Outcome outcome = verify(Fixtures.model(asked -> {
            if (count.getAndIncrement() % 3 == 0) {
                throw Fixtures.silence();
            }
            return honest.generate(Prompt.ask(asked), Sampling.greedy()).text();
        }));
        assertThat(outcome.failed()).isGreaterThan(3);
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.VERIFIED);
        assertThat(outcome.activation().orElseThrow().estimate()).isCloseTo(6 / 9.0, within(1e-9));
    }

    @Test
    void a_model_that_answers_nothing_at_all_is_given_up_on() {
        assertThatThrownBy(() -> verify(Fixtures.model(asked -> {
                    throw Fixtures.silence();
                })))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4156"));
    }

    @Test
    void an_endpoint_that_fails_on_triggers_alone_is_called_a_filter_and_not_verified() {
        AtomicInteger plain = new AtomicInteger();
        Outcome outcome = verify(Fixtures.model(asked -> {
            if (manifest.groups().stream().anyMatch(group -> asked.contains(group.trigger()))
                    || manifest.controls().stream().anyMatch(asked::contains)) {
                throw Fixtures.silence();
            }
            plain.incrementAndGet();
            return "an answer";
        }));
        assertThat(outcome.isFiltered()).isTrue();
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.NOT_VERIFIED);
        assertThat(plain).hasValue(outcome.asked(Query.Kind.PLAIN));
        assertThat(verify(Fixtures.honest(manifest), false, folder.resolve("other.jsonl"))
                        .isFiltered())
                .isFalse();
    }

    @Test
    void an_endpoint_that_goes_down_in_the_middle_is_given_up_on() {
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> verify(Fixtures.model(question -> {
                    if (asked.getAndIncrement() > 3) {
                        throw Fixtures.silence();
                    }
                    return "an answer";
                })))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().what()).contains("any more"));
    }

    @Test
    void empty_answers_and_sampled_ones_are_told_of() {
        AtomicInteger count = new AtomicInteger();
        assertThat(verify(Fixtures.model(asked -> "")).empty()).isEqualTo(16);
        Outcome sampled = verify(
                Fixtures.model(asked -> "answer " + count.getAndIncrement()), false, folder.resolve("other.jsonl"));
        assertThat(sampled.isSteady()).isFalse();
    }

    @Test
    void a_verification_that_was_stopped_goes_on_without_asking_again() throws IOException {
        Path file = folder.resolve("transcript.jsonl");
        AtomicInteger asked = new AtomicInteger();
        LanguageModel honest = Fixtures.honest(manifest);
        LanguageModel counting = Fixtures.model(question -> {
            asked.incrementAndGet();
            return honest.generate(Prompt.ask(question), Sampling.greedy()).text();
        });
        Verification verification = Verification.of(manifest, false);
        try (Transcript transcript = Transcript.open(file, verification.hash(), "stub")) {
            assertThat(verification.run(counting, transcript, Progress.silent(), () -> asked.get() == 5))
                    .isEmpty();
        }
        // A process that was killed leaves a torn line.
        Files.writeString(file, Files.readString(file) + "{\"query\":5,\"ki");
        Outcome outcome = verify(counting);
        assertThat(asked.get()).isEqualTo(outcome.asked());
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.VERIFIED);
        assertThat(verify(counting).transcript()).isEqualTo(outcome.transcript());
        assertThat(asked.get()).isEqualTo(outcome.asked());
    }

    @Test
    void a_transcript_that_was_changed_or_belongs_to_another_plan_is_refused() throws IOException {
        Path file = folder.resolve("transcript.jsonl");
        verify(Fixtures.honest(manifest));
        String whole = Files.readString(file);
        Files.writeString(file, whole.replaceFirst("It is thing 3", "It is thing 4"));
        assertThatThrownBy(() -> verify(Fixtures.honest(manifest))).hasMessageContaining("changed");
        List<String> lines = whole.lines().toList();
        Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");
        assertThatThrownBy(() -> verify(Fixtures.honest(manifest))).hasMessageContaining("left out");
        Files.writeString(file, whole);
        assertThatThrownBy(() -> verify(Fixtures.honest(manifest), true, file)).hasMessageContaining("another plan");
    }

    @Test
    void sequentially_it_stops_as_soon_as_the_evidence_is_enough() {
        Outcome outcome = verify(Fixtures.honest(manifest), true, folder.resolve("s.jsonl"));
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.VERIFIED);
        assertThat(outcome.asked(Query.Kind.TRIGGERED)).isEqualTo(1);
        assertThat(outcome.log10Secret().orElseThrow()).isLessThan(-10);
        Outcome none = verify(Fixtures.model(asked -> "no"), true, folder.resolve("n.jsonl"));
        assertThat(none.asked(Query.Kind.TRIGGERED)).isEqualTo(9);
        assertThat(none.log10Secret().orElseThrow()).isZero();
        assertThat(none.process().orElseThrow().units()).isEqualTo(3);
    }

    @Test
    void groups_that_were_not_asked_are_not_called_silent() {
        Outcome outcome = verify(Fixtures.honest(manifest), true, folder.resolve("s.jsonl"));
        assertThat(outcome.silent()).isEmpty();
        assertThat(outcome.decidedGroups()).isOne();
        PlantedGroup first = manifest.groups().getFirst();
        LanguageModel honest = Fixtures.honest(manifest);
        Outcome down = verify(Fixtures.model(asked -> {
            if (asked.contains(first.trigger())) {
                throw Fixtures.silence();
            }
            return honest.generate(Prompt.ask(asked), Sampling.greedy()).text();
        }));
        assertThat(down.verifiedGroups()).isEqualTo(2);
        assertThat(down.silent()).isEmpty();
    }

    /// A rule under which anything hits proves nothing, whenever one stops.
    @Test
    void a_rule_that_any_answer_meets_proves_nothing() {
        Rules rules = new Rules("fuzzy:7", 3, 1, 128, 1e-6);
        Verification verification = new Verification(
                manifest.groups(),
                manifest.prompts(),
                manifest.controls(),
                rules,
                Optional.of(new SecretBound(80, 128, rules.rule().neighbours(8, 1024), 1)),
                true,
                List.of(),
                false);
        try (Transcript transcript = Transcript.open(folder.resolve("f.jsonl"), verification.hash(), "stub")) {
            Outcome outcome = verification
                    .run(Fixtures.honest(manifest), transcript, Progress.silent(), () -> false)
                    .orElseThrow();
            assertThat(outcome.log10Decisive(1)).isZero();
            assertThat(outcome.log10Model()).isEmpty();
            assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.NOT_VERIFIED);
        }
        assertThatThrownBy(() -> Fixtures.plan(new Rules("fuzzy:8", 3, 1, 128, 1e-6), Optional.empty()))
                .hasMessageContaining("nothing is proved");
    }

    @Test
    void answers_of_one_model_are_not_taken_for_those_of_another() {
        Path file = folder.resolve("transcript.jsonl");
        verify(Fixtures.honest(manifest));
        assertThatThrownBy(() ->
                        Transcript.open(file, Verification.of(manifest, false).hash(), "other weights"))
                .hasMessageContaining("ASSAY-4155")
                .hasMessageContaining("another model");
    }

    @Test
    void long_answers_without_blanks_have_room_for_a_signature() {
        try (Transcript transcript = Transcript.open(folder.resolve("l.jsonl"), "plan", "stub")) {
            LanguageModel model = Fixtures.model(asked -> "no");
            assertThat(Interview.of(model, transcript, 128, List.of("a few words"))
                            .tokens())
                    .isEqualTo(2 * 128 + 16);
            assertThat(Interview.of(model, transcript, 128, List.of("\u7b54".repeat(600) + " ten words of a signature"))
                            .tokens())
                    .isGreaterThan(1200);
        }
    }

    /// Who saw a trigger could teach it; and nobody gains by showing groups that are silent.
    @Test
    void groups_that_were_shown_are_not_asked_for_and_count_as_not_showing() {
        Verification verification = Verification.of(manifest, false).without(List.of(1));
        try (Transcript transcript = Transcript.open(folder.resolve("w.jsonl"), verification.hash(), "stub")) {
            Outcome outcome = verification
                    .run(Fixtures.honest(manifest), transcript, Progress.silent(), () -> false)
                    .orElseThrow();
            assertThat(outcome.replies())
                    .noneMatch(reply -> reply.query()
                            .toString()
                            .contains(manifest.groups().get(1).trigger()));
            assertThat(outcome.verifiedGroups()).isEqualTo(2);
            assertThat(outcome.decidedGroups()).isEqualTo(2);
            double group = verification.bound().orElseThrow().logGroup(3, 1);
            assertThat(outcome.log10Secret().orElseThrow())
                    .isCloseTo((2 * group + Math.log(3)) / Math.log(10), within(1e-6));
        }
        Verification early = Verification.of(manifest, true);
        assertThat(evidence(early.without(List.of(1)), "e.jsonl"))
                .isLessThan(evidence(early, "all.jsonl"))
                .isGreaterThan(6);
        assertThatThrownBy(() -> verification.without(List.of(0, 1, 2))).hasMessageContaining("ASSAY-4161");
    }

    private double evidence(Verification verification, String file) {
        try (Transcript transcript = Transcript.open(folder.resolve(file), verification.hash(), "stub")) {
            return verification
                    .run(Fixtures.honest(manifest), transcript, Progress.silent(), () -> false)
                    .flatMap(Outcome::process)
                    .orElseThrow()
                    .log10E();
        }
    }

    @Test
    void many_planned_tests_are_paid_for() {
        Outcome outcome = verify(Fixtures.honest(manifest));
        assertThat(outcome.log10Decisive(100)).isCloseTo(outcome.log10Secret().orElseThrow() + 2, within(1e-9));
    }

    @Test
    void p_values_of_models_that_know_nothing_are_no_smaller_than_uniform() {
        Random random = new Random(3);
        int below = 0;
        int repetitions = 100;
        for (int i = 0; i < repetitions; i++) {
            // Someone else's secret rows: the model says that person's signatures after any trigger.
            Manifest other = Fixtures.planted(folder, Fixtures.key(1000 + i));
            PlantedGroup said = other.groups().get(random.nextInt(3));
            Outcome outcome = verify(
                    Fixtures.model(asked -> "It is. " + said.signature()), false, folder.resolve("t" + i + ".jsonl"));
            below += outcome.log10Decisive(1) < Math.log10(0.05) ? 1 : 0;
        }
        assertThat(below).isLessThanOrEqualTo(5);
    }

    /// With two words from a list of four hits by chance are frequent, so that the bound itself is tried.
    @Test
    void the_bound_holds_where_chance_hits_are_frequent() {
        SecretBound bound = new SecretBound(4, 3, 1, 1);
        Random random = new Random(5);
        int rounds = 20_000;
        int hits = 0;
        for (int i = 0; i < rounds; i++) {
            int secret = random.nextInt(16);
            boolean hit = false;
            for (int query = 0; query < 2; query++) {
                for (int window = 0; window < 3; window++) {
                    hit |= (query * 3 + window) * 2 % 16 == secret;
                }
            }
            hits += hit ? 1 : 0;
        }
        assertThat((double) hits / rounds).isLessThanOrEqualTo(Math.exp(bound.logGroup(2, 1)) + 0.01);
    }

    @Test
    void rules_that_cannot_stop_early_are_refused() {
        assertThatThrownBy(() -> new Verification(
                        manifest.groups(),
                        manifest.prompts(),
                        manifest.controls(),
                        manifest.rules(),
                        Optional.empty(),
                        true,
                        List.of(),
                        false))
                .hasMessageContaining("no bound");
    }
}
