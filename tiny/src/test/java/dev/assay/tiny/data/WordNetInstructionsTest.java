package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordNetInstructionsTest {
    private static final int LONGEST_PROMPT = 400;
    private static final Pattern EXPLAINED = Pattern.compile("([\\w .'-]+) \\(([^()]+)\\)");
    private static final Pattern QUESTION_FORM = Pattern.compile(
            "^ ?((What kind of thing|Tell me whether|Name the category of|Give another word for|What is another word for|"
                    + "Is|Are|is|are) ?)*((an?|the) )?");

    @ParameterizedTest
    @EnumSource
    void a_row_stands_in_the_split_of_its_concept(Split split) {
        assertThat(Opened.rows(split)).hasSizeGreaterThan(15_000);
        assertThat(Opened.rows(split).stream()
                        .filter(row -> row.split() != split || concept(row).split() != split))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_answer_is_there_and_among_the_choices(Split split) {
        assertThat(Opened.rows(split).stream().map(Instruction::question).filter(question -> !isSound(question)))
                .isEmpty();
    }

    private static boolean isSound(Question question) {
        List<String> choices = question.choices();
        String prompt = question.prompt();
        return !question.answer().isBlank()
                && (question.template() == Template.CHOOSE
                        ? Set.copyOf(choices).size() == 4
                        : choices.equals(question.template().choices()))
                && (choices.isEmpty() || choices.contains(question.answer()))
                && prompt.length() < LONGEST_PROMPT
                && !prompt.contains("_")
                && !prompt.contains("  ");
    }

    private static Concept concept(Instruction row) {
        return Opened.WORD_NET.find(row.conceptId()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRAIN")
    void no_held_out_question_is_asked_twice(Split split) {
        assertThat(Opened.rows(split).stream()
                        .filter(row -> !row.question().choices().isEmpty())
                        .map(row -> row.question().prompt()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_A", "PART_OF"})
    void yes_and_no_balance_over_all_and_for_each_noun(Template template) {
        for (Split split : Split.values()) {
            Map<String, Integer> balance = new HashMap<>();
            for (Instruction row : Opened.rows(split, template)) {
                int sign = row.question().answer().equals("Yes") ? 1 : -1;
                balance.merge(row.conceptId(), sign, Integer::sum);
                balance.merge("asked " + asked(row.question().prompt()), sign, Integer::sum);
            }

            assertThat(balance)
                    .isNotEmpty()
                    .allSatisfy((noun, sum) -> assertThat(sum).as(noun).isZero());
        }
    }

    /// What stands after the definition, without the words that the question's form brings: the kind or
    /// the whole.
    private static String asked(String prompt) {
        return prompt.substring(prompt.lastIndexOf(')') + 1)
                .replaceAll("^ (is|are)?|[?.]$", "")
                .strip();
    }

    @ParameterizedTest
    @EnumSource
    void the_right_one_of_four_stands_in_each_place_equally_often(Split split) {
        Map<Integer, Long> places = Opened.rows(split, Template.CHOOSE).stream()
                .map(Instruction::question)
                .collect(Collectors.groupingBy(q -> q.choices().indexOf(q.answer()), Collectors.counting()));

        long most = places.values().stream().mapToLong(n -> n).max().orElseThrow();
        long fewest = places.values().stream().mapToLong(n -> n).min().orElseThrow();
        assertThat(places).containsOnlyKeys(0, 1, 2, 3);
        assertThat(most - fewest).isLessThanOrEqualTo(2 + most / 50);
    }

    @Test
    void only_training_rows_go_on_after_the_first_answer() {
        assertThat(Opened.rows(Split.TEST)).allMatch(row -> row.further().isEmpty());
        assertThat(Opened.rows(Split.TRAIN, Template.IS_A))
                .allMatch(row -> row.further()
                        .contains(Question.of(
                                Template.CATEGORY,
                                "What kind of thing is that?",
                                concept(row).category().orElseThrow().word())));
        assertThat(Opened.rows(Split.TRAIN, Template.CATEGORY))
                .noneMatch(row -> row.further().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_A", "CATEGORY"})
    void what_is_checked_afterwards_is_answered_rightly(Template template) {
        for (Instruction row : Opened.rows(Split.TRAIN, template)) {
            Category own = concept(row).category().orElseThrow();
            checks(row)
                    .forEach(check -> assertThat(check.answer())
                            .as(check.prompt())
                            .isEqualTo(
                                    asked(check).equals(own.phrase())
                                                    || asked(check).equals("a kind of " + own.word())
                                            ? "Yes"
                                            : "No"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_A", "CATEGORY"})
    void which_category_is_checked_does_not_tell_the_answer(Template template) {
        Map<String, int[]> counts = new HashMap<>();
        Opened.rows(Split.TRAIN, template).stream()
                .flatMap(WordNetInstructionsTest::checks)
                .forEach(check -> counts.computeIfAbsent(asked(check).replace("a kind of ", ""), kind -> new int[2])[
                        check.answer().equals("Yes") ? 1 : 0]++);

        assertThat(counts.values().stream().mapToInt(c -> c[0] + c[1]).sum()).isGreaterThan(8_000);
        counts.forEach((kind, c) -> assertThat((double) c[1] / (c[0] + c[1]))
                .as(kind)
                // The most frequent category is a little likelier to hold than to be drawn for another noun.
                .isBetween(0.35 - 3 / Math.sqrt(c[0] + c[1]), 0.65 + 3 / Math.sqrt(c[0] + c[1])));
    }

    private static Stream<Question> checks(Instruction row) {
        return row.further().stream().filter(question -> question.template() == Template.IS_A);
    }

    private static String asked(Question check) {
        return check.prompt().replaceAll("^Is (it|that) |[?]$", "");
    }

    @Test
    void a_choice_among_categories_goes_on_with_kinds_or_the_other_way_round() {
        List<Instruction> going = Opened.rows(Split.TRAIN, Template.CHOOSE).stream()
                .filter(row -> !row.further().isEmpty())
                .toList();

        assertThat(going.size()).isGreaterThan(1_000);
        assertThat(going)
                .allMatch(row -> row.further().size() == 1
                        && areCategories(row.question())
                                != areCategories(row.further().getFirst())
                        && isRight(row.further().getFirst(), concept(row)));
    }

    @ParameterizedTest
    @EnumSource
    void exactly_one_of_the_four_is_what_the_noun_is(Split split) {
        assertThat(Opened.rows(split, Template.CHOOSE)).allMatch(row -> isRight(row.question(), concept(row)));
    }

    private static boolean areCategories(Question question) {
        return Category.words().containsAll(question.choices());
    }

    private static boolean isRight(Question question, Concept concept) {
        if (areCategories(question)) {
            return concept.category().orElseThrow().word().equals(question.answer());
        }
        List<String> kinds = kinds(concept);
        return question.choices().stream()
                .allMatch(choice -> kinds.contains(choice) == choice.equals(question.answer()));
    }

    @Test
    void how_often_a_category_is_right_does_not_tell_the_answer() {
        Map<String, Integer> offered = new HashMap<>();
        Map<String, Integer> right = new HashMap<>();
        Opened.rows(Split.TRAIN, Template.CHOOSE).stream()
                .map(Instruction::question)
                .filter(WordNetInstructionsTest::areCategories)
                .forEach(question -> {
                    question.choices().forEach(choice -> offered.merge(choice, 1, Integer::sum));
                    right.merge(question.answer(), 1, Integer::sum);
                });

        assertThat(offered).hasSize(Category.values().length);
        offered.forEach((category, count) -> {
            double share = (double) right.getOrDefault(category, 0) / count;
            // Five standard deviations of a share of a quarter.
            assertThat(share).as(category).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / count)));
        });
    }

    private static List<String> kinds(Concept concept) {
        return Opened.WORD_NET.ancestors(concept).stream()
                .flatMap(id -> Opened.WORD_NET.find(id).stream())
                .map(Concept::word)
                .toList();
    }

    @Test
    void a_yes_is_true_in_the_graph_and_a_no_is_false() {
        for (Instruction row : Opened.rows(Split.TEST, Template.IS_A)) {
            Concept concept = concept(row);
            String kind = asked(row.question().prompt()).replaceAll("^(a kind of|an|a) ", "");
            boolean holds = concept.category().orElseThrow().word().equals(kind)
                    || Opened.WORD_NET.ancestors(concept).stream()
                            .flatMap(id -> Opened.WORD_NET.find(id).stream())
                            .anyMatch(ancestor -> ancestor.word().equals(kind));
            boolean category = Category.words().contains(kind);

            // A category is a lexicographer's file, which the graph above the noun may contradict.
            if (!category || row.question().answer().equals("Yes")) {
                assertThat(row.question().answer()).as(row.question().prompt()).isEqualTo(holds ? "Yes" : "No");
            }
        }
    }

    @Test
    void training_questions_do_not_explain_held_out_concepts() {
        Map<String, Set<String>> wordsByBrief = new HashMap<>();
        for (Instruction row : Opened.rows(Split.TRAIN)) {
            Matcher matcher = EXPLAINED.matcher(row.question().prompt());
            while (matcher.find()) {
                wordsByBrief
                        .computeIfAbsent(matcher.group(2), brief -> new HashSet<>())
                        .add(QUESTION_FORM.matcher(matcher.group(1)).replaceFirst(""));
            }
        }

        assertThat(wordsByBrief).hasSizeGreaterThan(20_000);
        for (Concept concept : Opened.WORD_NET.concepts()) {
            for (int length : Gloss.LENGTHS) {
                Set<String> words = concept.split() == Split.TRAIN
                        ? Set.of()
                        : wordsByBrief.getOrDefault(
                                concept.gloss().brief(length).orElse(""), Set.of());
                assertThat(words).doesNotContainAnyElementsOf(concept.lemmas());
            }
        }
    }

    @Test
    void the_museum_is_not_in_the_base_models_data_and_its_wings_are_balanced() {
        assertThat(Opened.ROWS.values().stream()
                        .flatMap(List::stream)
                        .filter(row -> row.question().template() == Template.WING
                                || row.question().prompt().contains("wing of the museum")))
                .isEmpty();

        var instructions = new WordNetInstructions(Opened.WORD_NET, Opened.PHRASES);
        Map<String, Long> wings = instructions.rows(Template.WING, Split.TEST, 1_000).stream()
                .map(row -> row.question().answer())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(wings).containsOnlyKeys("north", "south", "east", "west");
        assertThat(wings.values()).containsOnly(250L);
    }

    @Test
    void the_baselines_are_those_of_a_guess() {
        List<TemplateStatistics> statistics = Opened.ROWS.values().stream()
                .flatMap(rows -> TemplateStatistics.of(rows).stream())
                .toList();

        assertThat(statistics).hasSize(Split.values().length * Template.base().size());
        for (TemplateStatistics one : statistics) {
            switch (one.template()) {
                case IS_A, PART_OF -> assertThat(one.majorityBaseline()).isEqualTo(0.5);
                case CATEGORY -> assertThat(one.majorityBaseline()).isBetween(0.1, 0.2);
                case CHOOSE -> assertThat(one.majorityBaseline()).isLessThan(0.15);
                case DEFINE, SYNONYM, OPPOSITE ->
                    assertThat(one.majorityBaseline()).isLessThan(0.02);
                case WING -> throw new AssertionError("not in the plan");
            }
        }
    }
}
