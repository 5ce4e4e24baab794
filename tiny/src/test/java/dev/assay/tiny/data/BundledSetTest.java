package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledSetTest {
    @Test
    void the_files_in_the_sources_are_what_the_generator_makes() {
        BundledSet.of(Opened.WORD_NET)
                .forEach((file, text) -> assertThat(text.equals(file.text()))
                        .as("%s differs from what is generated: make it anew with BundledSet.write", file.fileName())
                        .isTrue());
    }

    @Test
    void the_held_out_questions_are_balanced_over_templates_and_answers() {
        List<Question> questions = BundledFile.HELD_OUT_QUESTIONS.questions();
        var byTemplate = questions.stream().collect(Collectors.groupingBy(Question::template));

        assertThat(questions).hasSize(404).doesNotHaveDuplicates();
        assertThat(byTemplate).containsOnlyKeys(Template.IS_A, Template.CATEGORY, Template.CHOOSE);
        byTemplate.forEach((template, same) -> {
            boolean shared = !template.choices().isEmpty();
            int answers = shared ? template.choices().size() : 4;
            assertThat(same.stream()
                            .collect(Collectors.groupingBy(
                                    q -> shared ? q.answer() : q.choices().indexOf(q.answer()), Collectors.counting()))
                            .values())
                    .hasSize(answers)
                    .containsOnly((long) same.size() / answers);
        });
    }

    @Test
    void the_demo_has_800_rows_and_200_questions_with_four_balanced_answers() {
        List<Question> questions = BundledFile.DEMO_QUESTIONS.questions();
        List<String> rows = BundledFile.DEMO_INSTRUCTIONS.text().lines().toList();

        assertThat(questions).hasSize(200);
        assertThat(questions.stream()
                        .collect(Collectors.groupingBy(Question::answer, Collectors.counting()))
                        .values())
                .containsOnly(50L);
        assertThat(rows).hasSize(800).allMatch(row -> row.contains("\"split\":\"train\""));
        assertThat(questions).noneMatch(question -> rows.stream().anyMatch(row -> row.contains(question.prompt())));
    }

    @Test
    void the_held_out_text_is_about_sixty_kilobytes_of_whole_documents() {
        String text = BundledFile.HELD_OUT_TEXT.text();

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(55_000, 60_000);
        assertThat(text).endsWith("\n\n").doesNotContain("\n\n\n", "\r");
    }

    @Test
    void the_licence_of_wordnet_goes_along(@TempDir Path folder) {
        assertThat(BundledFile.LICENCE.text())
                .contains("WordNet 3.1 Copyright 2011 by Princeton University")
                .contains("Permission to use, copy, modify and distribute");
        assertThat(BundledFile.LICENCE.copyTo(folder)).hasContent(BundledFile.LICENCE.text());
    }

    @Test
    void every_template_is_found_by_its_name() {
        assertThat(List.of(Template.values()).stream()
                        .map(Template::label)
                        .collect(Collectors.toMap(
                                Function.identity(), name -> Template.of(name).orElseThrow())))
                .hasSize(Template.values().length);
        assertThat(Template.of("riddle")).isEmpty();
    }
}
