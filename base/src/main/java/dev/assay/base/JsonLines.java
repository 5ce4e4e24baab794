package dev.assay.base;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.internal.ByteLines;
import dev.assay.base.internal.StrictText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads a file of JSON values, one on each line, from first to last, holding one line at a time.
///
/// ```java
/// try (JsonLines lines = JsonLines.open(file, Limits.REPORT_TWENTY)) {
///     lines.forEachRemaining(line -> use(line.number(), line.node()));
/// }
/// ```
///
/// A file that begins with the two bytes of gzip is unpacked while reading. A byte order mark at the very start
/// is passed over; blank lines at the very end are too. Everything else that is not one JSON value on its line
/// is a problem `ASSAY-4004` with file, line and column: a blank line before the end, bytes that are not UTF-8,
/// a byte order mark further down, a line longer than the limit, two values on a line, duplicate keys, an
/// archive cut short. Nothing is dropped in silence: a reader that comes to its end without an exception has
/// given every line.
///
/// With [Limits#badLines] above 1 the reader goes on past bad lines, gives the good ones, and throws all
/// problems together when that many are found, or at the end. Not safe for use from several threads.
public final class JsonLines implements Iterator<JsonLines.Line>, AutoCloseable {
    private static final String CODE = "ASSAY-4004";
    private static final String UNREADABLE = "ASSAY-4001";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String source;
    private final Limits limits;
    private final ByteLines bytes;
    private final Checks bad = new Checks();
    private Optional<Line> next = Optional.empty();
    private long number;
    private long firstBlank;
    private boolean ended;

    /// How much is read and how many faults are collected.
    ///
    /// @param lineBytes the longest line, in bytes
    /// @param badLines  after how many bad lines the reader stops and reports them all
    public record Limits(int lineBytes, int badLines) {
        /// Lines of at most 16 MiB; the first bad line stops the reader.
        public static final Limits STRICT = new Limits(16 << 20, 1);

        /// Lines of at most 16 MiB; up to twenty bad lines are reported together.
        public static final Limits REPORT_TWENTY = new Limits(16 << 20, 20);

        public Limits {
            if (lineBytes < 1 || badLines < 1) {
                throw new IllegalArgumentException("limits are at least 1: " + lineBytes + ", " + badLines);
            }
        }
    }

    /// One value and the place where it stands.
    ///
    /// @param number the line's number, counted from 1
    /// @param node   its value
    /// @param text   as it stands in the file, without the line's end
    /// @param source the file's name
    public record Line(long number, JsonNode node, String text, String source) {
        /// The place, as a problem names it: `chat.jsonl, line 12`.
        public String where() {
            return source + ", line " + number;
        }

        /// The place of a field, as a problem names it: `chat.jsonl, line 12, field messages[0].role`.
        public String where(String field) {
            return where() + ", field " + field;
        }

        /// The value as a record.
        ///
        /// @throws AssayException `ASSAY-4003` if it does not fit
        public <T> T to(Class<T> type) {
            return Json.convert(node, where(), type);
        }
    }

    private JsonLines(Path file, Limits limits) {
        this.source = file.toString();
        this.limits = limits;
        this.bytes = ByteLines.open(file, limits.lineBytes(), UNREADABLE);
    }

    /// Opens a file; the first bad line stops the reader.
    ///
    /// @throws AssayException `ASSAY-4001` if it cannot be read
    public static JsonLines open(Path file) {
        return open(file, Limits.STRICT);
    }

    /// Opens a file with limits of one's own.
    ///
    /// @throws AssayException `ASSAY-4001` if it cannot be read
    public static JsonLines open(Path file, Limits limits) {
        return new JsonLines(file, limits);
    }

    /// Every line of a file that fits memory.
    ///
    /// @throws AssayException if the file or a line cannot be read; it carries up to twenty bad lines
    public static List<Line> readAll(Path file) {
        try (JsonLines lines = open(file, Limits.REPORT_TWENTY)) {
            List<Line> all = new ArrayList<>();
            lines.forEachRemaining(all::add);
            return List.copyOf(all);
        }
    }

    /// The lines that are left, as a stream; closing it closes the reader.
    public Stream<Line> stream() {
        var order = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, order), false)
                .onClose(this::close);
    }

    /// Whether there is a further good line.
    ///
    /// @throws AssayException with the bad lines, as the limits say
    @Override
    public boolean hasNext() {
        while (next.isEmpty() && !ended) {
            readLine();
        }
        return next.isPresent();
    }

    @Override
    public Line next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no line after line " + number + " of " + source);
        }
        Line line = next.orElseThrow();
        next = Optional.empty();
        return line;
    }

    /// Closes the file.
    @Override
    public void close() {
        ended = true;
        next = Optional.empty();
        bytes.close();
    }

    private void readLine() {
        switch (bytes.next()) {
            case ByteLines.End() -> end();
            case ByteLines.Broken(IOException cause) -> {
                bad.add(fault(
                        number + 1,
                        1,
                        "The file breaks off: " + ByteLines.reason(cause) + ".",
                        "fetch or pack the file anew"));
                end();
            }
            case ByteLines.TooLong(long length) -> {
                number++;
                refuse(
                        limits.lineBytes() + 1,
                        "The line has " + length + " bytes; at most " + limits.lineBytes() + " are read.",
                        "check that there is one value on each line");
            }
            case ByteLines.Bytes(byte[] line) -> {
                number++;
                decode(line);
            }
        }
    }

    private void decode(byte[] line) {
        switch (StrictText.decode(line, line.length)) {
            case StrictText.Decoded.Malformed malformed ->
                refuse(
                        malformed.column(),
                        "The line is not UTF-8: found " + malformed.bytes() + ".",
                        "save the file as UTF-8");
            case StrictText.Decoded.Text(String text) -> parse(withoutMark(text));
        }
    }

    private String withoutMark(String text) {
        boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return marked ? text.substring(1) : text;
    }

    private void parse(String text) {
        if (text.isBlank()) {
            firstBlank = firstBlank == 0 ? number : firstBlank;
            return;
        }
        if (firstBlank > 0) {
            Problem blank = fault(firstBlank, 1, "The line is blank.", "take the blank line out");
            firstBlank = 0;
            keep(blank);
        }
        if (text.charAt(0) == BYTE_ORDER_MARK) {
            refuse(1, "A byte order mark stands inside the file.", "take it out; were two files put together?");
            return;
        }
        try {
            next = Optional.of(new Line(number, Json.tree(text, source + ", line " + number), text, source));
        } catch (AssayException e) {
            Problem first = e.problems().getFirst();
            keep(new Problem(CODE, first.what(), first.where(), first.mend()));
        }
    }

    private void refuse(int column, String what, String mend) {
        keep(fault(number, column, what, mend));
    }

    private Problem fault(long line, int column, String what, String mend) {
        return new Problem(CODE, what, source + ", line " + line + ", column " + column, mend);
    }

    private void keep(Problem problem) {
        bad.add(problem);
        if (bad.problems().size() >= limits.badLines()) {
            end();
        }
    }

    private void end() {
        close();
        bad.throwIfAny();
    }
}
