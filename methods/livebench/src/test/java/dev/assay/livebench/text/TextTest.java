package dev.assay.livebench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.GraderFault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;

class TextTest {
    @Example
    void the_last_box_is_taken_with_its_braces_counted() {
        assertThat(Boxed.last("\\boxed{1} \\boxed{a{b}c} d")).contains("\\boxed{a{b}c}");
        assertThat(Boxed.last("\\boxed{a $b$}")).contains("\\boxed{a b}");
        assertThat(Boxed.last("\\fbox{7}")).contains("\\boxed{7}");
        assertThat(Boxed.last("\\boxed 12$ or \\boxed 13$ x")).contains("\\boxed 13");
        assertThat(Boxed.last("\\boxed{1")).isEmpty();
        assertThat(Boxed.last("none")).isEmpty();
    }

    @Example
    void a_box_in_another_form_is_a_fault() {
        assertThat(Boxed.content("\\boxed {11}")).isEqualTo("{11}");
        assertThatThrownBy(() -> Boxed.content("\\boxed1 {2}")).isInstanceOf(GraderFault.class);
        assertThatThrownBy(() -> Boxed.content("\\boxed[12]{13}")).isInstanceOf(GraderFault.class);
    }

    @Example
    void tags_are_read_on_one_line_unless_they_may_span_several() {
        assertThat(SolutionTags.ONE_LINE.all("<solution>a</solution><solution>\nb</solution>"))
                .containsExactly("a");
        assertThat(SolutionTags.LINES.all("<solution>a</solution><solution>\nb</solution>"))
                .containsExactly("a", "\nb");
        assertThat(SolutionTags.ANY_CASE.last("<Solution>A</SOLUTION>")).contains("A");
        assertThat(SolutionTags.ONE_LINE.last("<Solution>A</SOLUTION>")).isEmpty();
        assertThat(SolutionTags.BROKEN.last("</solution>b</solution>")).contains("b");
        assertThat(SolutionTags.ONE_LINE.all("<solution>\n<solution>c</solution>"))
                .containsExactly("c");
    }

    @Example
    void a_text_full_of_tags_that_nobody_closes_takes_no_time() {
        String tags = "<solution>".repeat(100_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(SolutionTags.LINES.all(tags)).isEmpty());
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(SolutionTags.ONE_LINE.all(tags + "\n</solution>"))
                        .isEmpty());
    }

    @Property
    void tags_are_those_of_the_regular_expression(@ForAll @Size(max = 12) List<TagPiece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text));
        String all = text.toString();
        assertThat(SolutionTags.ONE_LINE.all(all))
                .isEqualTo(Python.findAll(Python.pattern("<solution>(.*?)</solution>"), all));
        assertThat(SolutionTags.BROKEN_LINES.all(all))
                .isEqualTo(Python.findAll(Python.pattern("</solution>(.*?)</solution>", Python.DOTALL), all));
    }

    enum TagPiece {
        OPEN("<solution>"),
        CLOSE("</solution>"),
        LETTER("a"),
        LINE("\n"),
        LESS("<");

        private final String text;

        TagPiece(String text) {
            this.text = text;
        }
    }

    @Example
    void edit_distances_are_the_known_ones() {
        assertThat(Levenshtein.distance(letters("kitten"), letters("sitting"))).isEqualTo(3);
        assertThat(Levenshtein.distance(List.of(), letters("abc"))).isEqualTo(3);
    }

    private static List<String> letters(String word) {
        return Arrays.asList(word.split("", -1)).stream()
                .filter(letter -> !letter.isEmpty())
                .toList();
    }

    /// Figures from CPython 3.11's difflib.
    @Example
    void ratios_are_those_of_difflib() {
        assertThat(new SequenceMatcher("abcd").ratio("bcde")).isEqualTo(0.75);
        assertThat(new SequenceMatcher("private Thread currentThread;").ratio("private volatile Thread currentThread;"))
                .isEqualTo(0.8656716417910447, within(1e-15));
        assertThat(new SequenceMatcher("").ratio("")).isEqualTo(1);
        assertThat(new SequenceMatcher("a".repeat(300)).ratio("a".repeat(300))).isEqualTo(1);
        assertThat(new SequenceMatcher("a".repeat(300)).ratio("b" + "a".repeat(300)))
                .isZero();
        assertThat(new SequenceMatcher("ab".repeat(150) + "c").ratio("ab".repeat(150) + "c"))
                .isEqualTo(1);
    }

    @Property
    void a_ratio_lies_between_nothing_and_its_bound(
            @ForAll @Size(max = 30) String a, @ForAll @Size(max = 30) String b) {
        SequenceMatcher matcher = new SequenceMatcher(b);
        assertThat(matcher.ratio(a)).isBetween(0.0, matcher.upperBound(a));
    }

    @Example
    void literals_are_read_as_python_reads_them() {
        assertThat(PythonLiteral.read(" {'a': 1, \"b\": [True, None, 2.50], }"))
                .contains(Map.of(
                        "a",
                        new BigDecimal(1),
                        "b",
                        List.of(new BigDecimal(1), new PythonLiteral.None(), new BigDecimal("2.5"))));
        assertThat(PythonLiteral.read("'a' \"b\"'''c\nd'''")).contains("abc\nd");
        assertThat(PythonLiteral.read("r'\\n' '\\x41\\u00e9\\N{BULLET}\\q'")).contains("\\nAé•\\q");
        assertThat(PythonLiteral.read("(1,)")).contains(new PythonLiteral.Tuple(List.of(new BigDecimal(1))));
        assertThat(PythonLiteral.read("(1)")).contains(new BigDecimal(1));
        assertThat(PythonLiteral.read("1, 2"))
                .contains(new PythonLiteral.Tuple(List.of(new BigDecimal(1), new BigDecimal(2))));
        assertThat(PythonLiteral.read("-1_000")).contains(new BigDecimal(-1000).stripTrailingZeros());
        assertThat(PythonLiteral.read("0x1F # hex")).contains(new BigDecimal(31));
        assertThat(PythonLiteral.read("1+2j")).contains(new PythonLiteral.Complex(1, 2));
        assertThat(PythonLiteral.read("{'a': 1, 'a': 2}")).contains(Map.of("a", new BigDecimal(2)));
    }

    @Example
    void what_is_no_literal_is_refused() {
        for (String bad : List.of(
                "",
                "a",
                "true",
                "{'a' 1}",
                "[1 2]",
                "{[1]: 2}",
                "'a",
                "007",
                "1__0",
                "1 + 2",
                "f'a'",
                "[1]]",
                "{,}",
                "(,)",
                "'a\nb'",
                "dict()",
                "1 if 2 else 3",
                "\u0000")) {
            assertThat(PythonLiteral.read(bad)).as(bad).isEmpty();
        }
    }

    @Property
    void no_text_makes_the_reader_fail(@ForAll String text) {
        Optional<Object> value = PythonLiteral.read(text);
        assertThat(value).isNotNull();
    }

    @Example
    void a_text_that_nests_deeply_is_refused() {
        assertThat(PythonLiteral.read("[".repeat(100_000))).isEmpty();
    }

    @Example
    void integers_may_have_signs_blanks_and_digits_of_any_script() {
        assertThat(Python.integer(" +1_2 ")).hasValue(12);
        assertThat(Python.integer("٣")).hasValue(3);
        assertThat(Python.integer("1.0")).isEmpty();
        assertThat(Python.integer("_1")).isEmpty();
        assertThat(Python.integer("9".repeat(40))).hasValue(Long.MAX_VALUE);
    }

    @Example
    void halves_are_rounded_by_the_number_s_exact_value() {
        assertThat(Python.round(2.675, 2)).isEqualTo(2.67);
        assertThat(Python.round(0.125, 2)).isEqualTo(0.12);
        assertThat(Python.round(0.375, 2)).isEqualTo(0.38);
    }

    @Example
    void word_characters_are_python_s() {
        assertThat(Python.findAll(Python.pattern("\\w+"), "é₂3 a\u0301b _")).containsExactly("é₂3", "a", "b", "_");
        assertThat(Python.findAll(Python.pattern("\\b\\w+\\b"), "don't ½")).containsExactly("don", "t", "½");
        assertThat(Python.findAll(Python.pattern("[^\\d\\w\\s]"), "a 1&\u001c")).containsExactly("&");
        assertThat(Python.findAll(Python.pattern("\\W"), "a-b")).containsExactly("-");
    }

    @Example
    void white_space_is_python_s() {
        assertThat(Python.strip("\u00A0 a\u0085")).isEqualTo("a");
        assertThat(Python.words(" a \u00A0b\n")).containsExactly("a", "b");
        assertThat(Python.split("a,,b", ",")).containsExactly("a", "", "b");
        assertThat(Python.last("a\uD83D\uDE00b", 2)).isEqualTo("\uD83D\uDE00b");
    }
}
