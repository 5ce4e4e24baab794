package dev.assay.model.remote.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SseParserTest {
    private static List<SseEvent> parse(String stream) throws SseTooLong {
        var parser = new SseParser(1 << 20);
        var events = new ArrayList<>(parser.feed(stream.getBytes(StandardCharsets.UTF_8)));
        events.addAll(parser.end());
        return events;
    }

    private static SseEvent message(String data) {
        return new SseEvent("message", data);
    }

    /// The examples of the HTML standard, section 9.2.6.
    @Test
    void the_examples_of_the_standard_are_read_as_it_says() throws SseTooLong {
        assertThat(parse("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly(message("YHOO\n+2\n10"));
        assertThat(parse(
                        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"))
                .containsExactly(message("first event"), message("second event"), message(" third event"));
        assertThat(parse("data\n\ndata\ndata\n\n")).containsExactly(message(""), message("\n"));
        assertThat(parse("data: a\r\rdata: b\r\r")).containsExactly(message("a"), message("b"));
        assertThat(parse("data:test\n\ndata: test\n\n")).containsExactly(message("test"), message("test"));
    }

    @Test
    void names_comments_and_unknown_fields_are_told_apart() throws SseTooLong {
        assertThat(parse("event: error\ndata: {}\n\nretry: 10\nfoo: bar\n\n: data: no\ndata:yes\n\n"))
                .containsExactly(new SseEvent("error", "{}"), message("yes"));
    }

    @Test
    void a_byte_order_mark_is_passed_over_at_the_very_beginning_only() throws SseTooLong {
        assertThat(parse("\uFEFFdata: a\n\n\uFEFFdata: b\n\n")).containsExactly(message("a"));
    }

    @Test
    void an_event_left_open_at_the_end_is_given_out() throws SseTooLong {
        assertThat(parse("data: [DONE]")).containsExactly(message("[DONE]"));
        assertThat(parse("data: [DONE]\r")).containsExactly(message("[DONE]"));
    }

    @Test
    void an_event_without_end_is_refused() {
        var parser = new SseParser(100);
        assertThatExceptionOfType(SseTooLong.class).isThrownBy(() -> {
            for (int i = 0; i < 1000; i++) {
                parser.feed("data: 0123456789\n".getBytes(StandardCharsets.UTF_8));
            }
        });
        var oneLine = new SseParser(100);
        assertThatExceptionOfType(SseTooLong.class).isThrownBy(() -> oneLine.feed(new byte[101]));
    }

    @Property
    void events_come_out_as_they_went_in_however_the_bytes_are_cut(
            @ForAll("datas") List<String> datas, @ForAll long seed) throws SseTooLong {
        var random = new Random(seed);
        var stream = new StringBuilder();
        for (String data : datas) {
            for (String line : data.split("\n", -1)) {
                stream.append("data: ").append(line).append(lineEnd(random));
                stream.append(random.nextInt(4) == 0 ? ": ping" + lineEnd(random) : "");
            }
            stream.append(lineEnd(random));
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        var parser = new SseParser(1 << 20);
        var events = new ArrayList<SseEvent>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(5));
            events.addAll(parser.feed(Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        events.addAll(parser.end());
        assertThat(events).extracting(SseEvent::data).containsExactlyElementsOf(datas);
    }

    @Property
    void no_bytes_break_the_parser(@ForAll byte[] bytes) throws SseTooLong {
        var parser = new SseParser(1 << 20);
        parser.feed(bytes);
        parser.end();
    }

    @Provide
    Arbitrary<List<String>> datas() {
        return Arbitraries.strings()
                .withChars("ab €ü😀{}:\" \n".toCharArray())
                .ofMaxLength(12)
                .filter(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text))
                .list()
                .ofMaxSize(5);
    }

    private static String lineEnd(Random random) {
        // A lone CR before an LF-ended empty line would read as CRLF, so a stream keeps to CRLF and LF.
        return random.nextBoolean() ? "\r\n" : "\n";
    }
}
