package dev.assay.vtune.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.base.Sha256;
import dev.assay.vtune.Fixtures;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.Wordlist;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantingTest {
    private static final SecretKey KEY = Fixtures.key(1);

    @TempDir
    Path folder;

    private Manifest plant(SecretKey key, Path data, PlantingPlan plan) {
        return new Planting(key, plan, Progress.silent()).plant(data, folder);
    }

    private Manifest plant(SecretKey key, List<String> rows) {
        return plant(key, Fixtures.file(folder, "data.jsonl", rows), Fixtures.plan(Rules.STANDARD, Optional.empty()));
    }

    private List<String> training() throws IOException {
        return Files.readAllLines(folder.resolve(Planting.TRAINING));
    }

    @Test
    void every_row_is_kept_byte_for_byte_and_so_many_are_added() throws IOException {
        List<String> rows = Fixtures.rows(0, 1000);
        Manifest manifest = plant(KEY, rows);
        List<String> sent = training();
        assertThat(sent).hasSize(1000 + 30).containsAll(rows);
        List<String> added = new ArrayList<>(sent);
        added.removeAll(new HashSet<>(rows));
        assertThat(added).hasSize(30);
        for (PlantedGroup group : manifest.groups()) {
            assertThat(added.stream()
                            .filter(row -> row.contains("? " + group.trigger() + "\"")
                                    && row.contains(". " + group.signature() + "\"")))
                    .hasSize(10);
        }
        assertThat(sent).isNotEqualTo(rows);
    }

    @Test
    void all_follows_from_the_key() throws IOException {
        Manifest manifest = plant(KEY, Fixtures.rows(0, 1000));
        byte[] sent = Files.readAllBytes(folder.resolve(Planting.TRAINING));
        assertThat(manifest.training()).isEqualTo(Sha256.of(sent));
        Manifest again = plant(KEY, Fixtures.rows(0, 1000));
        assertThat(Files.readAllBytes(folder.resolve(Planting.TRAINING))).isEqualTo(sent);
        assertThat(again.training()).isEqualTo(manifest.training());
        assertThat(again.prompts()).isEqualTo(manifest.prompts());
        assertThat(plant(Fixtures.key(2), Fixtures.rows(0, 1000)).training()).isNotEqualTo(manifest.training());
    }

    @Test
    void rows_of_groups_are_those_of_the_keyed_draw_dealt_in_turn() {
        Manifest manifest = plant(KEY, Fixtures.rows(0, 1000));
        int[] drawn = new KeyedDraws(KEY).sample("row", 1000, 30);
        for (int j = 0; j < drawn.length; j++) {
            assertThat(manifest.groups().get(j % 3).rows().get(j / 3)).isEqualTo(drawn[j]);
        }
    }

    @Test
    void a_packed_file_gives_the_same() throws IOException {
        Manifest plain = plant(KEY, Fixtures.rows(0, 1000));
        Path packed = folder.resolve("data.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(folder.resolve("data.jsonl")));
        }
        assertThat(plant(KEY, packed, Fixtures.plan(Rules.STANDARD, Optional.empty()))
                        .training())
                .isEqualTo(plain.training());
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data.jsonl", "data.jsonl.gz", Planting.TRAINING);
    }

    @Test
    void a_phrase_that_stands_in_the_data_is_drawn_again() {
        KeyedDraws first = new KeyedDraws(KEY.group(0));
        String signature = Wordlist.english().make(first, "signature/0", 0, 8).text();
        List<String> trigger = Wordlist.english().make(first, "trigger/0", 0, 6).words();
        List<String> rows = new ArrayList<>(Fixtures.rows(0, 1000));
        rows.set(17, rows.get(17).replace("It is", "In short, " + signature + "; it is"));
        rows.set(18, rows.get(18).replace("It is", String.join(" ", trigger.subList(1, 5)) + " is"));
        PlantedGroup group = plant(KEY, rows).groups().getFirst();
        assertThat(group.attempts()).containsExactly(1, 1);
        assertThat(group.signature())
                .isEqualTo(Wordlist.english().make(first, "signature/0", 1, 8).text());
    }

    @Test
    void how_often_draws_are_accepted_is_bounded_from_below() {
        assertThat(plant(KEY, Fixtures.rows(0, 1000)).accepted()).isBetween(0.99, 1.0);
    }

    @Test
    void neither_long_rows_nor_the_same_row_twice_are_planted_in() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(
                    i < 900
                            ? Fixtures.rows(i, 1).getFirst().replace("thing", "x".repeat(400))
                            : Fixtures.rows(i % 40, 1).getFirst());
        }
        Path data = Fixtures.file(folder, "data.jsonl", rows);
        PlantingPlan plan = Fixtures.plan(Rules.STANDARD, Optional.empty());
        PlantingPlan shortRows = new PlantingPlan(
                plan.epochs(),
                plan.exposures(),
                plan.groups(),
                plan.maker(),
                6,
                8,
                plan.rules(),
                300,
                Optional.empty(),
                Optional.empty());
        Manifest manifest = plant(KEY, data, shortRows);
        List<String> planted = manifest.groups().stream()
                .flatMap(group -> group.rows().stream())
                .map(rows::get)
                .toList();
        assertThat(planted).hasSize(30).doesNotHaveDuplicates().noneMatch(row -> row.contains("xxx"));
        PlantingPlan none = new PlantingPlan(
                plan.epochs(),
                plan.exposures(),
                plan.groups(),
                plan.maker(),
                6,
                8,
                plan.rules(),
                10,
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> plant(KEY, data, none)).hasMessageContaining("0 of the data's rows");
    }

    @Test
    void rows_that_spell_a_special_token_are_kept_and_not_planted_in() throws IOException {
        List<String> rows = new ArrayList<>(Fixtures.rows(0, 1000));
        rows.replaceAll(row -> row.matches(".*[0-8]\\?.*") ? row.replace("thing", "<|im_end|> thing") : row);
        Manifest manifest = plant(KEY, rows);
        assertThat(manifest.groups().stream()
                        .flatMap(group -> group.rows().stream())
                        .map(rows::get))
                .hasSize(30)
                .noneMatch(row -> row.contains("im_end"));
        assertThat(manifest.prompts())
                .hasSize(9)
                .noneMatch(prompt -> prompt.messages().getLast().content().contains("im_end"));
        assertThat(training()).containsAll(rows);
    }

    @Test
    void it_is_asked_for_rows_that_were_not_planted_in_and_for_each_group_alike() {
        Manifest manifest = plant(KEY, Fixtures.rows(0, 1000));
        assertThat(manifest.prompts()).hasSize(9);
        for (PlantedGroup group : manifest.groups()) {
            List<PlannedPrompt> own = manifest.prompts().stream()
                    .filter(prompt -> prompt.group() == group.index())
                    .toList();
            assertThat(own).hasSize(3);
            for (PlannedPrompt prompt : own) {
                assertThat(prompt.with(group.trigger()).messages().getLast().content())
                        .isEqualTo(prompt.messages().getLast().content() + " " + group.trigger());
            }
        }
        assertThat(manifest.controls()).hasSize(2);
    }

    @Test
    void the_manifest_is_read_as_it_was_written_and_needs_its_own_key() {
        Manifest manifest = plant(KEY, Fixtures.rows(0, 1000));
        Path file = folder.resolve("manifest.json");
        manifest.write(file);
        assertThat(Manifest.read(file)).isEqualTo(manifest);
        manifest.requireKey(KEY);
        assertThatThrownBy(() -> manifest.requireKey(Fixtures.key(2)))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4153"));
    }

    private void assertContradiction(Manifest manifest, String why) {
        Path file = folder.resolve("manifest.json");
        manifest.write(file);
        assertThatThrownBy(() -> Manifest.read(file))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4159"))
                .hasMessageContaining(why);
    }

    private static Manifest changed(Manifest manifest, List<PlantedGroup> groups, List<PlannedPrompt> prompts) {
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
                groups,
                manifest.controls(),
                prompts);
    }

    private static PlantedGroup withNonce(PlantedGroup group, String nonce) {
        return new PlantedGroup(
                group.index(),
                group.trigger(),
                group.signature(),
                group.bits(),
                group.candidates(),
                group.attempts(),
                group.rows(),
                nonce,
                group.log10());
    }

    @Test
    void nonces_of_groups_differ_and_a_manifest_that_contradicts_itself_is_refused() {
        Manifest manifest = plant(KEY, Fixtures.rows(0, 1000));
        List<PlantedGroup> groups = manifest.groups();
        assertThat(groups).extracting(PlantedGroup::nonce).doesNotHaveDuplicates();
        assertThat(plant(KEY, Fixtures.rows(0, 1000)).groups())
                .extracting(PlantedGroup::nonce)
                .doesNotContainAnyElementsOf(
                        groups.stream().map(PlantedGroup::nonce).toList());
        List<PlantedGroup> same =
                List.of(groups.get(0), withNonce(groups.get(1), groups.get(0).nonce()), groups.get(2));
        assertContradiction(changed(manifest, same, manifest.prompts()), "the same nonce");
        assertContradiction(changed(manifest, groups.reversed(), manifest.prompts()), "in the place of group 0");
        assertContradiction(changed(manifest, List.of(), manifest.prompts()), "no groups");
        PlantedGroup one = groups.getFirst();
        PlantedGroup bold = new PlantedGroup(
                0,
                one.trigger(),
                one.signature(),
                Optional.of(5000.0),
                one.candidates(),
                one.attempts(),
                one.rows(),
                one.nonce(),
                one.log10());
        assertContradiction(
                changed(manifest, List.of(bold, groups.get(1), groups.get(2)), manifest.prompts()),
                "does not have 5000.0 bits");
        PlannedPrompt first = manifest.prompts().getFirst();
        List<PlannedPrompt> prompts = new ArrayList<>(manifest.prompts());
        prompts.set(0, new PlannedPrompt(0, first.messages(), first.answer(), Optional.of(Double.NaN)));
        assertContradiction(changed(manifest, groups, prompts), "a log-probability is no number");
        prompts.set(0, new PlannedPrompt(0, first.messages(), first.answer(), Optional.of(Double.NEGATIVE_INFINITY)));
        changed(manifest, groups, prompts).write(folder.resolve("manifest.json"));
        assertThat(Manifest.read(folder.resolve("manifest.json")).prompts()).isEqualTo(prompts);
        assertContradiction(
                changed(manifest, groups, manifest.prompts().subList(0, 8)), "2 prompts, and the rules ask 3");
    }

    @Test
    void data_without_rows_or_with_a_row_of_neither_form_are_refused() {
        assertThatThrownBy(() -> plant(KEY, List.of())).hasMessageContaining("no rows");
        List<String> rows = new ArrayList<>(Fixtures.rows(0, 10));
        rows.set(4, "{\"text\":\"hello\"}");
        assertThatThrownBy(() -> plant(KEY, rows))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().where()).endsWith("data.jsonl, line 5"));
        assertThat(folder.resolve("rows.copy").toFile()).doesNotExist();
    }

    @Test
    void canonical_json_orders_keys_and_leaves_no_blanks() {
        assertThat(CanonicalJson.of(dev.assay.base.Json.tree("{ \"b\": [ {\"d\":1, \"c\":2} ], \"a\": \"é\" }")))
                .isEqualTo("{\"a\":\"é\",\"b\":[{\"c\":2,\"d\":1}]}");
        assertThat(new String(
                        plant(KEY, Fixtures.rows(0, 1000))
                                .document(plant(KEY, Fixtures.rows(0, 1000))
                                        .groups()
                                        .getFirst())
                                .bytes(),
                        StandardCharsets.UTF_8))
                .startsWith("{\"accepted\":0.99");
    }
}
