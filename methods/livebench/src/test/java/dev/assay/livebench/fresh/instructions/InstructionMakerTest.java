package dev.assay.livebench.fresh.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.words.BundledMaterial;
import dev.assay.livebench.fresh.words.Drafts;
import dev.assay.livebench.question.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstructionMakerTest {
    /// The last release whose questions the grader reads as of this family.
    private static final String RELEASE = "2024-11-25";

    private static InstructionMaker maker(InstructionTask task) {
        return new InstructionMaker(task, BundledMaterial.news());
    }

    private static Asked asked(Draft draft) {
        ObjectNode all = (ObjectNode) Json.tree("{}");
        all.setAll(draft.fields());
        return new Asked(new Question(
                "q",
                "instruction_following",
                "any",
                Optional.empty(),
                List.of(draft.prompt()),
                Optional.of(RELEASE),
                Optional.empty(),
                all));
    }

    private static List<Draft> drafts(InstructionTask task, int seeds) {
        return Stream.of(Difficulty.values())
                .flatMap(difficulty -> Drafts.of(maker(task), difficulty, seeds).stream())
                .toList();
    }

    private static List<String> ids(Draft draft) {
        List<String> ids = new ArrayList<>();
        Drafts.field(draft, "instruction_id_list").forEach(id -> ids.add(id.textValue()));
        return ids;
    }

    @ParameterizedTest
    @EnumSource(InstructionTask.class)
    void the_witness_follows_all_instructions_and_answers_without_effort_do_not(InstructionTask task) {
        List<Draft> drafts = drafts(task, 120);
        assertThat(drafts).hasSizeGreaterThan(330).allSatisfy(draft -> {
            Asked asked = asked(draft);
            assertThat(asked.reference(draft.right())).as(draft.prompt()).isEqualTo(1);
            assertThat(asked.strict(draft.right())).isEqualTo(1);
            assertThat(asked.strict("I do not know.")).isLessThan(1);
            assertThat(asked.strict(draft.prompt().split("\n-------\n")[1])).isLessThan(1);
            assertThat(asked.strict("")).isZero();
            assertThat(draft.truth()).isEmpty();
        });
    }

    @Test
    void another_checker_finds_every_instruction_followed() {
        Set<String> seen = new TreeSet<>();
        for (Draft draft : drafts(InstructionTask.SUMMARIZE, 400)) {
            JsonNode arguments = Drafts.field(draft, "kwargs");
            List<String> ids = ids(draft);
            assertThat(arguments).hasSize(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                assertThat(OtherChecker.follows(ids.get(i), arguments.get(i), draft.right()))
                        .as("%s %s in %s", ids.get(i), arguments.get(i), draft.right())
                        .isTrue();
                seen.add(ids.get(i));
            }
        }
        assertThat(seen).hasSize(InstructionKind.values().length);
    }

    @Test
    void the_prompt_has_the_text_the_task_and_every_argument() {
        for (Draft draft : drafts(InstructionTask.PARAPHRASE, 100)) {
            assertThat(draft.prompt().split("\n-------\n")).hasSize(3);
            assertThat(draft.prompt())
                    .contains(Drafts.field(draft, "task_prompt").textValue());
            for (JsonNode arguments : Drafts.field(draft, "kwargs")) {
                assertThat(arguments).hasSize(18);
                for (JsonNode value : arguments) {
                    assertThat(mentions(draft.prompt(), value))
                            .as(value.toString())
                            .isTrue();
                }
            }
        }
    }

    private static boolean mentions(String prompt, JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> true;
            case ARRAY -> value.valueStream().allMatch(word -> prompt.contains("'" + word.textValue() + "'"));
            default -> prompt.replace("fewer than", "less than").contains(value.asText());
        };
    }

    /// The table of the family, each kind with those that it cannot stand beside.
    @Test
    void kinds_conflict_as_the_family_has_it() {
        List<String> all =
                Stream.of(InstructionKind.values()).map(InstructionKind::id).toList();
        Map<String, List<String>> table = Map.of(
                "length_constraints:number_paragraphs", List.of("length_constraints:nth_paragraph_first_word"),
                "length_constraints:number_sentences", List.of("length_constraints:nth_paragraph_first_word"),
                "length_constraints:nth_paragraph_first_word",
                        List.of(
                                "detectable_format:number_bullet_lists",
                                "detectable_format:number_highlighted_sections",
                                "detectable_format:multiple_sections"),
                "detectable_format:json_format", allBut(all, "keywords:forbidden_words", "keywords:existence"),
                "combination:two_responses",
                        allBut(
                                all,
                                "keywords:forbidden_words",
                                "keywords:existence",
                                "detectable_format:title",
                                "punctuation:no_comma"),
                "combination:repeat_prompt",
                        allBut(all, "keywords:existence", "detectable_format:title", "punctuation:no_comma"),
                "startend:quotation", List.of("detectable_format:title"),
                "detectable_format:number_highlighted_sections", List.of("detectable_format:multiple_sections"));
        for (InstructionKind one : InstructionKind.values()) {
            for (InstructionKind other : InstructionKind.values()) {
                boolean expected = one == other
                        || table.getOrDefault(one.id(), List.of()).contains(other.id())
                        || table.getOrDefault(other.id(), List.of()).contains(one.id());
                assertThat(one.conflictsWith(other)).as("%s, %s", one, other).isEqualTo(expected);
            }
        }
    }

    private static List<String> allBut(List<String> all, String... some) {
        return all.stream().filter(id -> !List.of(some).contains(id)).toList();
    }

    @Test
    void no_two_instructions_of_a_question_conflict() {
        Map<String, InstructionKind> kinds =
                Stream.of(InstructionKind.values()).collect(Collectors.toMap(InstructionKind::id, kind -> kind));
        for (Draft draft : drafts(InstructionTask.SIMPLIFY, 150)) {
            List<InstructionKind> drawn = ids(draft).stream()
                    .flatMap(id -> Stream.ofNullable(kinds.get(id)))
                    .toList();
            assertThat(drawn).hasSizeBetween(2, 5);
            for (int i = 0; i < drawn.size(); i++) {
                assertThat(drawn.subList(i + 1, drawn.size())).noneMatch(drawn.get(i)::conflictsWith);
            }
        }
    }

    @Test
    void what_cannot_be_met_together_has_no_witness() {
        Instruction sections = new Instruction(
                InstructionKind.SECTIONS, Map.of("section_spliter", "Part", "num_sections", 5), "Five sections.");
        Instruction one = new Instruction(
                InstructionKind.SENTENCES, Map.of("num_sentences", 2, "relation", "less than"), "One sentence.");
        List<String> material =
                IntStream.range(0, 30).mapToObj(i -> "It rains here.").toList();
        assertThat(new Witness(new Demands(List.of(sections)), material).find(answer -> answer.length() < 200))
                .hasValueSatisfying(answer -> assertThat(answer).contains("Part 5"));
        assertThat(new Witness(new Demands(List.of(sections, one)), material)
                        .find(answer -> answer.split("\\.").length < 2))
                .isEmpty();
        Instruction forbidden =
                new Instruction(InstructionKind.FORBIDDEN, Map.of("forbidden_words", List.of("rains")), "No rain.");
        assertThat(new Witness(new Demands(List.of(forbidden)), material).find(answer -> true))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(InstructionTask.class)
    void the_same_seed_gives_the_same_question_and_another_seed_another(InstructionTask task) {
        List<Draft> first = Drafts.of(maker(task), Difficulty.MEDIUM, 200);
        List<Draft> second = Drafts.of(maker(task), Difficulty.MEDIUM, 200);
        assertThat(first).isEqualTo(second);
        assertThat(first.stream().map(Draft::fields).map(Json::line))
                .containsExactlyElementsOf(
                        second.stream().map(Draft::fields).map(Json::line).toList());
        assertThat(new HashSet<>(first.stream().map(Draft::prompt).toList())).hasSize(first.size());
    }

    @Test
    void harder_questions_have_more_instructions_and_longer_texts() {
        assertThat(sizes(Difficulty.EASY)).containsExactly(2);
        assertThat(sizes(Difficulty.MEDIUM)).containsExactly(3);
        assertThat(sizes(Difficulty.HARD)).containsExactly(4, 5);
        assertThat(length(Difficulty.MEDIUM)).isGreaterThan(1.3 * length(Difficulty.EASY));
        assertThat(length(Difficulty.HARD)).isGreaterThan(1.1 * length(Difficulty.MEDIUM));
    }

    private static Set<Integer> sizes(Difficulty difficulty) {
        return Drafts.of(maker(InstructionTask.SUMMARIZE), difficulty, 60).stream()
                .map(draft -> ids(draft).size())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double length(Difficulty difficulty) {
        return Drafts.of(maker(InstructionTask.SUMMARIZE), difficulty, 60).stream()
                .mapToInt(draft -> draft.prompt().split("\n-------\n")[1].length())
                .average()
                .orElseThrow();
    }
}
