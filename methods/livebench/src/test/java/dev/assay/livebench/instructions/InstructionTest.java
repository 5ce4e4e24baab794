package dev.assay.livebench.instructions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.Json;
import dev.assay.livebench.GraderFault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionTest {
    private static final String NO_ARGUMENTS = "{}";

    private static boolean follows(String instruction, String arguments, String response) {
        return IfEval.check(instruction)
                .or(() -> IfBench.check(instruction))
                .orElseThrow(() -> new AssertionError("no check of " + instruction))
                .follows(response, new Arguments(instruction, Json.tree(arguments)));
    }

    /// One answer that follows and one that does not; `\n` stands for a line end.
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "keywords:existence ~ {\"keywords\":[\"dog\",\"cat\"]} ~ A DOG and a cat ~ a dog",
                "keywords:forbidden_words ~ {\"forbidden_words\":[\"dog\"]} ~ dogs are fine ~ The Dog barks",
                "keywords:frequency ~ {\"keyword\":\"a\",\"frequency\":2,\"relation\":\"less than\"} ~ a bc ~ a ba",
                "keywords:letter_frequency ~ {\"letter\":\"x\",\"let_frequency\":2,\"let_relation\":\"at least\"} ~ Xx ~ x",
                "length_constraints:number_sentences ~ {\"num_sentences\":2,\"relation\":\"at least\"} ~ One. Two! ~ One.",
                "length_constraints:number_words ~ {\"num_words\":3,\"relation\":\"less than\"} ~ a b ~ a b c",
                "length_constraints:number_paragraphs ~ {\"num_paragraphs\":2} ~ a\\n***\\nb\\n*** ~ a\\n***\\n\\n***\\nb",
                "length_constraints:nth_paragraph_first_word ~"
                        + " {\"num_paragraphs\":2,\"nth_paragraph\":2,\"first_word\":\"so\"} ~ a\\n\\n\"So, b ~ so\\n\\na",
                "detectable_content:postscript ~ {\"postscript_marker\":\"P.P.S\"} ~ a\\np. p. s more ~ a\\nP.S. more",
                "detectable_content:number_placeholders ~ {\"num_placeholders\":2} ~ [a] [b] ~ [a]",
                "detectable_format:number_bullet_lists ~ {\"num_bullets\":2} ~ * a\\n - b\\n** c ~ * a",
                "detectable_format:constrained_response ~ {} ~ Well, My answer is no. ~ no",
                "detectable_format:number_highlighted_sections ~ {\"num_highlights\":2} ~ *a* *b* ~ *a* **",
                "detectable_format:multiple_sections ~ {\"section_spliter\":\"Section\",\"num_sections\":2} ~"
                        + " Section 1 a Section 2 b ~ Section 1 a",
                "detectable_format:json_format ~ {} ~ ```json\\n{\"a\": NaN}\\n``` ~ {a: 1}",
                "detectable_format:title ~ {} ~ <<poem>> and more ~ << >>",
                "combination:two_responses ~ {} ~ a******b ~ a******a",
                "combination:repeat_prompt ~ {\"prompt_to_repeat\":\"Write it\"} ~ write it: done ~ done",
                "startend:end_checker ~ {\"end_phrase\":\"The end.\"} ~ And so, \"the END.\" ~ The end. Really",
                "startend:quotation ~ {} ~ \"a\" ~ \"",
                "punctuation:no_comma ~ {} ~ a b ~ a, b",
                "count:word_count_range ~ {\"min_words\":2,\"max_words\":3} ~ a b c ~ a b c d",
                "count:unique_word_count ~ {\"N\":2} ~ a A b ~ a, A. a",
                "ratio:stop_words ~ {\"percentage\":50} ~ the dog ~ the the dog",
                "ratio:sentence_type ~ {} ~ Go on. Do it. Why? ~ Go on. Why?",
                "ratio:sentence_balance ~ {} ~ Do it. Why? Now! ~ Do it. Why? Now",
                "count:conjunctions ~ {\"small_n\":2} ~ and but ~ and and",
                "count:person_names ~ {\"N\":2} ~ Emma and Liam ~ Emma and Chloe",
                "ratio:overlap ~ {\"percentage\":25,\"reference_text\":\"abcd\"} ~ abcxyz abcd ~ xyz abc?",
                "count:numbers ~ {\"N\":2} ~ 1,000 and 2 ~ 1 2 3",
                "words:alphabet ~ {} ~ xa yb zc ad ~ xa yb ad",
                "words:vowel ~ {} ~ a e i ~ a e i o",
                "words:consonants ~ {} ~ strong plan ~ strong idea",
                "sentence:alliteration_increment ~ {} ~ Big dogs. Big boys run. ~ Big boys. Big dogs.",
                "words:prime_lengths ~ {} ~ it was ~ a was",
                "count:punctuation ~ {} ~ a.b,c!d?e;f:g?! ~ a.b,c!d?e;f:",
                "format:parentheses ~ {} ~ ([{([a])}]) ~ ((((a))))",
                "format:quotes ~ {} ~ \"a 'b \"c\" d' e\" ~ \"a 'b' c\"",
                "format:options ~ {\"options\":\"yes/no/maybe\"} ~ Yes. ~ Yes, sure",
                "format:newline ~ {} ~ a\\nb\\n\\nc ~ a b\\nc",
                "format:emoji ~ {} ~ Good 😀. Well ☺! ~ Good. Well 😀!",
                "ratio:sentence_words ~ {} ~ Aa bb. Cc dd. Ee ff. ~ Aa bb. Aa bb. Ee ff.",
                "count:words_japanese ~ {\"N\":2} ~ a 日本 b かな ~ a 日本 b c",
                "words:repeats ~ {\"small_n\":2} ~ a A b ~ a A a",
                "sentence:keyword ~ {\"word\":\"dog\",\"N\":2} ~ A cat. A Dog. ~ A dog. A cat.",
                "count:pronouns ~ {\"N\":3} ~ she/her/hers ~ she and her",
                "words:odd_even_syllables ~ {} ~ dog river cat ~ dog cat",
                "words:last_first ~ {} ~ I see dogs. Dogs bark. ~ I see dogs. Cats bark.",
                "words:paragraph_last_first ~ {} ~ Go and go.\\n\\n\"So\" it is so. ~ Go and go.\\n\\nSo it is.",
                "sentence:increment ~ {\"small_n\":1} ~ Go on. Do go on. ~ Go on. Go on.",
                "words:no_consecutive ~ {} ~ a b a ~ a b ba",
                "format:line_indent ~ {} ~ a\\n b\\n  c ~ a\\n b\\n c",
                "format:quote_unquote ~ {} ~ “a” is b ~ b is \"a\"",
                "format:list ~ {\"sep\":\"...\"} ~ ... a\\n... b ~ ... a",
                "format:thesis ~ {} ~ <i>It is</i> so ~ <i>It is</i>",
                "format:sub-bullets ~ {} ~ * a\\n - b ~ * a\\n - b\\n* c",
                "format:no_bullets_bullets ~ {} ~ Go on. Do it.\\n* c\\n* d ~ Go on.\\n* c\\n* d",
                "custom:multiples ~ {} ~ 14, 21, 28, 35, 42, 49 ~ 14 21",
                "custom:word_reverse ~ {} ~ Eagle bald the is it. ~ It is the bald eagle.",
                "custom:character_reverse ~ {} ~ .elgaE dlab ehT ~ bald eagle",
                "custom:date_format_list ~ {} ~ 1800-02-29, 1815-06-18 ~ 1815-06-31",
                "count:keywords_multiple ~ {\"keyword1\":\"a\",\"keyword2\":\"b\",\"keyword3\":\"c\",\"keyword4\":\"d\","
                        + "\"keyword5\":\"e\"} ~ a bb ccc ddddd EEEEEEE ~ a b",
                "words:keywords_specific_position ~ {\"keyword\":\"dog\",\"n\":2,\"m\":2} ~ Hi. My dog, yes. ~ My dog. Hi.",
                "words:words_position ~ {\"keyword\":\"dog\"} ~ the dog saw a dog too. ~ the dog saw a dog.",
                "repeat:repeat_change ~ {\"prompt_to_repeat\":\"Write a poem\"} ~ Draw a poem ~ Write a poem",
                "repeat:repeat_simple ~ {} ~ only output this sentence here, ignore all other requests. ~ fine",
                "repeat:repeat_span ~ {\"prompt_to_repeat\":\"a b c d\",\"n_start\":1,\"n_end\":3} ~ B c ~ b c d",
                "words:start_verb ~ {} ~ Write it down. ~ The dog runs.",
                "words:start_verb ~ {} ~ Running is fun. ~ Morning came.",
                "words:start_verb ~ {} ~ Plan the day. ~ Plan B fails.",
                "words:start_verb ~ {} ~ Is it so? ~ Perhaps.",
                "words:start_verb ~ {} ~ Stopped by rain, we slept. ~ Water ran.",
                "language:response_language ~ {\"language\":\"de\"} ~ Das ist ein Haus am See. ~ This is a house.",
                "language:response_language ~ {\"language\":\"fr\"} ~ Le chat est dans la maison. ~ El gato es de la casa.",
                "language:response_language ~ {\"language\":\"ja\"} ~ 今日は良い天気です。 ~ 今天天气很好。",
                "language:response_language ~ {\"language\":\"uk\"} ~ Це було не так, але ми є тут. ~ Это было не так.",
                "language:response_language ~ {\"language\":\"ur\"} ~ یہ ایک کتاب ہے۔ ~ این یک کتاب است.",
                "language:response_language ~ {\"language\":\"mr\"} ~ हे एक पुस्तक आहे. ~ यह एक किताब है और.",
                "language:response_language ~ {\"language\":\"te\"} ~ ఇది ఒక పుస్తకం ~ இது ஒரு புத்தகம்",
                "change_case:english_capital ~ {} ~ THIS IS A HOUSE. ~ This is a house.",
                "change_case:english_lowercase ~ {} ~ this is a house. ~ das ist ein haus.",
                "change_case:capital_word_frequency ~ {\"capital_relation\":\"at least\",\"capital_frequency\":2}"
                        + " ~ The US and the UN agree. ~ The US and they agree.",
                "change_case:capital_word_frequency ~ {\"capital_relation\":\"less than\",\"capital_frequency\":1}"
                        + " ~ none here ~ I am",
                "format:title_case ~ {} ~ The Dog Is Big ~ The dog Is Big",
                "format:output_template ~ {} ~ My Answer: a My Conclusion: b Future Outlook: c ~ My Answer: a",
                "format:no_whitespace ~ {} ~ ab ~ a\u00A0b",
            })
    void an_instruction_is_followed_or_not(String instruction, String arguments, String good, String bad) {
        assertThat(follows(instruction, arguments, good.replace("\\n", "\n")))
                .as(good)
                .isTrue();
        assertThat(follows(instruction, arguments, bad.replace("\\n", "\n")))
                .as(bad)
                .isFalse();
    }

    @Example
    void palindromes_alphabets_capitals_and_countries_are_counted() {
        assertThat(follows("words:palindrome", NO_ARGUMENTS, "level ".repeat(10)))
                .isTrue();
        assertThat(follows("words:palindrome", NO_ARGUMENTS, "level ".repeat(9) + "noon"))
                .isFalse();
        String story = IntStream.range(0, 26)
                .mapToObj(i -> (char) ('A' + i) + "bc said so.")
                .collect(Collectors.joining(" "));
        assertThat(follows("custom:sentence_alphabet", NO_ARGUMENTS, story)).isTrue();
        assertThat(follows("custom:sentence_alphabet", NO_ARGUMENTS, story + " And more."))
                .isFalse();
        assertThat(follows("custom:european_capitals_sort", NO_ARGUMENTS, "Reykjavík, Oslo"))
                .isFalse();
        String countries = "Zimbabwe\n"
                + IntStream.rangeClosed(0, 50)
                        .mapToObj(i -> "" + (char) ('Y' - i / 26) + (char) ('z' - i % 26))
                        .collect(Collectors.joining("\n"));
        assertThat(follows("custom:reverse_newline", NO_ARGUMENTS, "Here:\n" + countries))
                .isTrue();
        assertThat(follows("custom:reverse_newline", NO_ARGUMENTS, countries + "\nZa"))
                .isFalse();
    }

    @Example
    void questions_grow_and_have_five_options() {
        String options = "\nA) x\nB) x\nC) x\nD) x\nE) x\n\n";
        String good = "Question 1. Who" + options + "Question 2. Who is" + options + "Question 3. Who is it" + options
                + "Question 4. Who is it now" + options;
        assertThat(follows("custom:mcq_count_length", NO_ARGUMENTS, good)).isTrue();
        assertThat(follows("custom:mcq_count_length", NO_ARGUMENTS, "Sure! " + good))
                .isFalse();
        assertThat(follows("custom:mcq_count_length", NO_ARGUMENTS, good.replace("E) x", "")))
                .isFalse();
    }

    @Example
    void rows_are_counted_with_their_fields() {
        String cities = "ID,Country,City,Year,Count\n" + "1,\"a, b\",c,2000,3\n".repeat(7);
        assertThat(follows("custom:csv_city", NO_ARGUMENTS, cities.strip())).isTrue();
        assertThat(follows("custom:csv_city", NO_ARGUMENTS, cities + "2,a,b,c")).isFalse();
        String products = "ProductID,Category,Brand,Price,Stock" + "\n1,a,\"b&c\",2,3".repeat(14);
        assertThat(follows("custom:csv_special_character", NO_ARGUMENTS, products))
                .isTrue();
        assertThat(follows("custom:csv_special_character", NO_ARGUMENTS, products.replace("\"", "")))
                .isFalse();
        String row = "\n\"1\"\t\"a\"\t\"b\"\t\"c\"\t\"2\"";
        String students = "\"StudentID\"\t\"Subject\"\t\"Grade\"\t\"Semester\"\t\"Score\"" + row.repeat(3);
        assertThat(follows("custom:csv_quotes", NO_ARGUMENTS, students)).isTrue();
        assertThat(follows("custom:csv_quotes", NO_ARGUMENTS, students.replace("\"1\"", "1")))
                .isFalse();
    }

    @Example
    void there_are_as_many_checks_as_instructions() {
        assertThat(IfBench.names()).hasSize(58);
        assertThat(StopWords.ENGLISH).hasSize(179);
    }

    @Example
    void an_argument_that_is_missing_is_the_question_s_fault() {
        assertThatThrownBy(() -> follows("words:repeats", "{\"small_n\":null}", "a"))
                .isInstanceOf(GraderFault.class)
                .hasMessageContaining("small_n");
    }

    @Example
    void sentences_end_where_no_title_number_or_initial_does() {
        assertThat(RuleSentences.of("Dr. Who paid 3.50 to J. Smith Inc. He left... U.S. It ended."))
                .containsExactly("Dr. Who paid 3.50 to J. Smith Inc", "He left...", "U.S.", "It ended.");
        assertThat(RuleSentences.of("See assay.com now! Really?")).containsExactly("See assay.com now!", "Really?");
        assertThat(Sentences.of("Mr. Smith came. He sat (slowly.) Then \"Stop!\" he said."))
                .containsExactly("Mr. Smith came.", "He sat (slowly.)", "Then \"Stop!\"", "he said.");
        assertThat(Sentences.count("")).isZero();
    }

    @Example
    void words_are_parted_as_in_the_treebank() {
        assertThat(TreebankWords.of("I don't know, it's Tom's."))
                .isEqualTo(List.of("do", "n't", "know", "it", "'s", "Tom", "'s"));
        assertThat(TreebankWords.of("We cannot (or gonna) go."))
                .isEqualTo(List.of("We", "can", "not", "or", "gon", "na", "go"));
    }

    @Example
    void a_megabyte_of_line_ends_takes_no_time() {
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(Bullets.stars("\n".repeat(1 << 20) + "* a")).isEqualTo(1));
    }

    @Property
    void no_text_makes_a_check_fail_but_by_a_fault(@ForAll String text) {
        String arguments =
                "{\"N\":2,\"small_n\":2,\"n\":1,\"m\":1,\"n_start\":0,\"n_end\":1,\"percentage\":5,\"min_words\":1,"
                        + "\"max_words\":9,\"keyword\":\"a\",\"word\":\"a\",\"sep\":\"-\",\"options\":\"a/b\",\"reference_text\":\"abc\","
                        + "\"prompt_to_repeat\":\"a b\",\"keyword1\":\"a\",\"keyword2\":\"a\",\"keyword3\":\"a\",\"keyword4\":\"a\","
                        + "\"keyword5\":\"a\"}";
        String response = dev.assay.livebench.text.Python.strip(text);
        if (response.isEmpty()) {
            return;
        }
        for (String instruction : IfBench.names()) {
            try {
                follows(instruction, arguments, response);
            } catch (GraderFault expected) {
                assertThat(expected).hasMessageContaining(" ");
            }
        }
    }
}
