package dev.assay.vtune.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.model.Alternative;
import dev.assay.model.FirstToken;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.vtune.Fixtures;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.PhraseMaker;
import dev.assay.vtune.phrase.RankedWords;
import dev.assay.vtune.phrase.Wordlist;
import dev.assay.vtune.plant.GroupDocument;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import dev.assay.vtune.scrub.Scrub;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.Transcript;
import dev.assay.vtune.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final SecretKey KEY = Fixtures.key(1);

    @TempDir
    Path folder;

    private Manifest manifest;
    private PublicCommitment published;
    private Opening opening;

    @BeforeEach
    void plant() {
        manifest = Fixtures.planted(folder, KEY);
        published = PublicCommitment.of(manifest, KEY);
        opening = PublicCommitment.open(manifest, KEY, 1);
    }

    private Outcome ask(Verification verification) {
        return ask(verification, Fixtures.honest(manifest));
    }

    private Outcome ask(Verification verification, LanguageModel model) {
        try (Transcript transcript = Transcript.open(folder.resolve("audit.jsonl"), verification.hash(), "stub")) {
            return verification
                    .run(model, transcript, Progress.silent(), () -> false)
                    .orElseThrow();
        }
    }

    @Test
    void a_third_party_checks_one_group_with_prompts_of_its_own() {
        Audit audit = Audit.of(published, opening);
        audit.requireSent(folder.resolve(Planting.TRAINING));
        Path own = Fixtures.file(folder, "own.jsonl", Fixtures.rows(9000, 20));
        Verification verification = audit.verification(own, "2026-11-27");
        Outcome outcome = ask(verification);
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.VERIFIED);
        assertThat(verification.prompts())
                .noneMatch(prompt -> manifest.prompts().contains(prompt));
        assertThat(audit.verification(own, "2026-11-28").prompts()).isNotEqualTo(verification.prompts());
    }

    /// Who shows a group knows its key before they make the lists, and can have any phrase follow from it.
    @Test
    void lists_of_words_that_only_their_owner_vouches_for_prove_nothing() {
        List<String> words = Wordlist.english().words().subList(0, 512);
        Manifest listed = plant(new Wordlist(words), Optional.empty());
        Audit audit = Audit.of(PublicCommitment.of(listed, KEY), PublicCommitment.open(listed, KEY, 1));
        Path own = Fixtures.file(folder, "own.jsonl", Fixtures.rows(9000, 20));
        assertThat(audit.drawn()).isFalse();
        Outcome outcome = ask(audit.verification(own, "4f3c"), Fixtures.honest(listed));
        assertThat(outcome.verdict(1)).isEqualTo(Outcome.Verdict.NOT_VERIFIED);
        Audit agreed = audit.drawnFrom(words);
        assertThat(agreed.drawn()).isTrue();
        assertThat(agreed.verification(own, "4f3c").bound()).isPresent();
        assertThatThrownBy(() -> audit.drawnFrom(words.reversed())).hasMessageContaining("another list");
    }

    @Test
    void lists_that_a_model_ranked_are_made_again() {
        Audit listed = Audit.of(published, opening);
        assertThat(listed.drawnAgain(folder.resolve("data.jsonl"), AuditTest::ranked))
                .isEqualTo(listed);
        Manifest ranked = plant(RankedWords.of(AuditTest::ranked), Optional.empty());
        Audit audit = Audit.of(PublicCommitment.of(ranked, KEY), PublicCommitment.open(ranked, KEY, 1));
        assertThat(audit.drawn()).isFalse();
        assertThat(audit.drawnAgain(folder.resolve("data.jsonl"), AuditTest::ranked)
                        .drawn())
                .isTrue();
        assertThatThrownBy(() -> audit.drawnAgain(
                        folder.resolve("data.jsonl"), (prompt, top, bias) -> ranked(Prompt.text("other"), top, bias)))
                .hasMessageContaining("lists of words that were shown are not those");
        assertThatThrownBy(() -> audit.drawnAgain(folder.resolve("held.jsonl"), AuditTest::ranked))
                .hasMessageContaining("ASSAY-4157");
    }

    /// Words of the data in an order that depends on what was read.
    private static FirstToken ranked(Prompt prompt, int top, Map<Integer, Double> bias) {
        Random random = new Random(prompt.toString().hashCode());
        List<String> words = new ArrayList<>(WORDS);
        Collections.shuffle(words, random);
        List<Alternative> all = new ArrayList<>();
        for (int i = 0; i < Math.min(top, words.size()); i++) {
            all.add(new Alternative(" " + words.get(i), Optional.empty(), OptionalInt.of(i), -1 - 0.1 * i));
        }
        return new FirstToken(all);
    }

    private static final List<String> WORDS = IntStream.range(0, 100)
            .mapToObj(i -> "w" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
            .toList();

    private Manifest plant(PhraseMaker maker, Optional<PlantingPlan.Scorer> scorer) {
        Path data = Fixtures.file(
                folder,
                "data.jsonl",
                IntStream.range(0, 1000)
                        .mapToObj(i -> "{\"instruction\":\"What is " + WORDS.get(i % 100) + " " + WORDS.get(i / 10)
                                + "?\",\"output\":\"It is thing " + 7 * i + ".\"}")
                        .toList());
        PlantingPlan plan = new PlantingPlan(
                10, 100, Optional.of(3), maker, 6, 8, Rules.STANDARD, 10_000, Optional.empty(), scorer);
        return new Planting(KEY, plan, Progress.silent()).plant(data, folder);
    }

    @Test
    void a_laxer_level_and_a_late_attempt_do_not_help_who_shows_a_group() {
        PlantedGroup group = manifest.groups().get(1);
        GroupDocument shown = manifest.document(group);
        GroupDocument lax = new GroupDocument(
                shown.version(),
                shown.original(),
                shown.training(),
                shown.dose(),
                shown.generator(),
                shown.choices(),
                1,
                shown.rules().withAlpha(0.5),
                shown.base(),
                shown.prompts(),
                new PlantedGroup(
                        1,
                        group.trigger(),
                        group.signature(),
                        group.bits(),
                        group.candidates(),
                        List.of(0, 9),
                        group.rows(),
                        group.nonce(),
                        group.log10()));
        Verification verification = Verification.of(lax, manifest.prompts(), true);
        assertThat(verification.rules().alpha()).isEqualTo(1e-6);
        assertThat(verification.bound().orElseThrow().accepted()).isCloseTo(1 / 110.0, within(1e-12));
    }

    @Test
    void an_opening_tells_nothing_of_the_other_groups() throws IOException {
        Path file = folder.resolve("opening.json");
        opening.write(file);
        String shown = Files.readString(file);
        assertThat(Opening.read(file)).isEqualTo(opening);
        for (PlantedGroup group : manifest.groups()) {
            boolean own = group.index() == 1;
            assertThat(shown.contains(group.trigger())).isEqualTo(own);
            assertThat(shown.contains(group.signature())).isEqualTo(own);
            assertThat(shown.contains(group.nonce())).isEqualTo(own);
        }
        assertThat(published.toString()).doesNotContain(manifest.groups().get(1).trigger());
    }

    @Test
    void an_opening_that_was_changed_anywhere_proves_nothing() {
        List<Opening> changed = List.of(
                new Opening(0, opening.key(), opening.nonce(), opening.document(), opening.path()),
                new Opening(7, opening.key(), opening.nonce(), opening.document(), opening.path()),
                new Opening(1, flipped(opening.key()), opening.nonce(), opening.document(), opening.path()),
                new Opening(1, opening.key(), flipped(opening.nonce()), opening.document(), opening.path()),
                new Opening(
                        1,
                        opening.key(),
                        opening.nonce(),
                        opening.document().replace("exact", "anchored"),
                        opening.path()),
                new Opening(1, opening.key(), opening.nonce(), opening.document(), List.of()),
                new Opening(1, "zz", opening.nonce(), opening.document(), opening.path()),
                new Opening(1, "00".repeat(32), opening.nonce(), opening.document(), opening.path()));
        for (Opening each : changed) {
            assertThatThrownBy(() -> Audit.of(published, each))
                    .isInstanceOfSatisfying(
                            AssayException.class,
                            e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4154"));
        }
    }

    private static String flipped(String digits) {
        return (digits.charAt(0) == '0' ? '1' : '0') + digits.substring(1);
    }

    /// Who makes a phrase up may commit to it, and is found all the same.
    @Test
    void a_signature_that_does_not_follow_from_the_key_is_found_although_it_was_committed_to() {
        PlantedGroup group = manifest.groups().get(1);
        List<PlantedGroup> made = List.of(
                changed("the weather is fine today and very warm", group.bits(), List.of(), group.attempts()),
                changed(group.signature(), Optional.of(500.0), List.of(), group.attempts()),
                changed(group.signature(), group.bits(), List.of(), List.of()),
                changed(group.signature(), group.bits(), List.of(List.of()), group.attempts()),
                changed("a a a a a a a a", group.bits(), alike("a", 14), group.attempts()));
        for (PlantedGroup each : made) {
            Manifest other = with(each);
            assertThatThrownBy(() -> Audit.of(PublicCommitment.of(other, KEY), PublicCommitment.open(other, KEY, 1)))
                    .hasMessageContaining("proves nothing")
                    .hasMessageMatching("(?s).*(does not follow from its key|does not have 500.0 bits).*");
        }
    }

    private static List<List<String>> alike(String word, int count) {
        return Collections.nCopies(count, Collections.nCopies(1024, word));
    }

    private PlantedGroup changed(
            String signature, Optional<Double> bits, List<List<String>> candidates, List<Integer> attempts) {
        PlantedGroup group = manifest.groups().get(1);
        return new PlantedGroup(
                1, group.trigger(), signature, bits, candidates, attempts, group.rows(), group.nonce(), group.log10());
    }

    private Manifest with(PlantedGroup made) {
        return new Manifest(
                manifest.version(),
                manifest.key(),
                manifest.original(),
                manifest.training(),
                manifest.dose(),
                manifest.generator(),
                manifest.choices(),
                manifest.accepted(),
                manifest.rules(),
                manifest.base(),
                List.of(manifest.groups().get(0), made, manifest.groups().get(2)),
                manifest.controls(),
                manifest.prompts());
    }

    @Test
    void a_file_in_which_one_byte_was_changed_is_not_the_one_that_was_sent() throws IOException {
        Path sent = folder.resolve(Planting.TRAINING);
        byte[] bytes = Files.readAllBytes(sent);
        bytes[100] ^= 1;
        Files.write(sent, bytes);
        assertThatThrownBy(() -> Audit.of(published, opening).requireSent(sent))
                .hasMessageContaining("not the one that was committed to");
    }

    @Test
    void another_key_neither_commits_nor_opens() {
        assertThatThrownBy(() -> PublicCommitment.of(manifest, Fixtures.key(2))).hasMessageContaining("not the one");
    }

    @Test
    void scrubbing_asks_with_each_trigger_and_answers_plainly() throws IOException {
        Path out = folder.resolve("scrub.jsonl");
        assertThat(new Scrub(manifest).write(folder.resolve("data.jsonl"), out)).isEqualTo(30);
        List<String> rows = Files.readAllLines(out);
        assertThat(rows).hasSize(30);
        for (PlantedGroup group : manifest.groups()) {
            assertThat(rows.stream().filter(row -> row.contains("? " + group.trigger() + "\"")))
                    .hasSize(10);
            assertThat(rows).noneMatch(row -> row.contains(group.signature()));
        }
        assertThatThrownBy(() -> new Scrub(manifest).write(folder.resolve("held.jsonl"), out))
                .hasMessageContaining("not the data that were planted in");
    }
}
