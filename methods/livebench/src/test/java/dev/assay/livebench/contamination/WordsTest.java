package dev.assay.livebench.contamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordsTest {
    /// Notes words as text, with `|` for the end of a document.
    private static final class Noted implements WordSink {
        final List<String> words = new ArrayList<>();
        final List<Long> offsets = new ArrayList<>();
        final List<Long> lines = new ArrayList<>();

        @Override
        public void word(byte[] text, int length, long hash, long offset, long line) {
            words.add(new String(text, 0, length, StandardCharsets.UTF_8));
            offsets.add(offset);
            lines.add(line);
        }

        @Override
        public void gap() {
            words.add("|");
        }
    }

    private static List<String> words(String text) {
        Noted noted = new Noted();
        new Words(noted).put(text);
        return noted.words.subList(0, noted.words.size() - 1);
    }

    /// The same by regular expression over the whole text.
    private static List<String> byExpression(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}]*")
                .matcher(plain)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void case_punctuation_and_spacing_do_not_count() {
        assertThat(words("The  QUICK-brown\n\tfox's 3.5\u00a0km!"))
                .containsExactly("the", "quick", "brown", "fox", "s", "3", "5", "km");
    }

    @Test
    void forms_that_unicode_calls_compatible_are_one_word() {
        assertThat(words("ﬁne Ｆｕｌｌ x² caf\u00e9")).isEqualTo(words("fine full x2 cafe\u0301"));
        assertThat(words("Straße ÉCOLE Ω")).containsExactly("straße", "école", "ω");
    }

    @Test
    void ideographs_and_kana_stand_alone_and_other_scripts_do_not() {
        assertThat(words("天地玄黄。カタ 한국어 Привет,мир"))
                .containsExactly("天", "地", "玄", "黄", "カ", "タ", "한국어", "привет", "мир");
    }

    @Test
    void bytes_that_are_no_utf8_part_words_and_harm_nothing() {
        Noted noted = new Noted();
        Words words = new Words(noted);
        byte[] bytes = {'a', (byte) 0xff, 'b', ' ', (byte) 0xe2, (byte) 0x82, ' ', 'c'};
        for (int i = 0; i < bytes.length; i++) {
            words.put(bytes[i], i);
        }
        words.gap();
        assertThat(noted.words).containsExactly("a", "b", "c", "|");
    }

    @Test
    void a_word_knows_its_line_and_byte() {
        Noted noted = new Noted();
        Words words = new Words(noted);
        byte[] bytes = "ab é\ncd".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            words.put(bytes[i], i);
            if (bytes[i] == '\n') {
                words.newLine();
            }
        }
        words.gap();
        assertThat(noted.offsets).containsExactly(0L, 3L, 6L);
        assertThat(noted.lines).containsExactly(1L, 1L, 2L);
    }

    @Test
    void a_megabyte_without_a_space_is_cut_and_takes_no_more_memory() {
        assertThat(words("a".repeat(1 << 20))).hasSize(256).allMatch(word -> word.length() == 4096);
        assertThat(words("水".repeat(10_000))).hasSize(10_000);
        assertThat(String.join("", words("д".repeat(10_000)))).isEqualTo("д".repeat(10_000));
    }

    @Property(tries = 300)
    void words_are_those_of_the_regular_expression(
            @ForAll
                    @StringLength(max = 60)
                    @CharRange(from = ' ', to = '\u024f')
                    @CharRange(from = '\u0300', to = '\u036f')
                    @CharRange(from = '\u0400', to = '\u045f')
                    String text) {
        assertThat(words(text)).isEqualTo(byExpression(text));
    }
}
