package dev.assay.model.remote.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Cuts a stream of bytes into server-sent events, however the bytes are cut into pieces.
///
/// Lines end with CR, LF or CRLF; comments and unknown fields are passed over; data lines of one event are
/// joined by line feeds; bytes are decoded line by line, so a character may be split over pieces. An event left
/// open by the end of the stream is given out by [#end]: the standard drops it, but endpoints forget the last
/// empty line.
///
/// Source: HTML Living Standard, section "Server-sent events", "Parsing an event stream".
public final class SseParser {
    private final int maxEventBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private boolean hasData;
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private int eventBytes;

    /// @param maxEventBytes the longest event that is taken
    public SseParser(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    /// The events that these bytes complete.
    ///
    /// @throws SseTooLong if an event grows over the limit
    public List<SseEvent> feed(byte[] bytes) throws SseTooLong {
        var events = new ArrayList<SseEvent>();
        for (byte b : bytes) {
            boolean lineFeedOfPair = afterCarriageReturn && b == '\n';
            afterCarriageReturn = b == '\r';
            if (lineFeedOfPair) {
                continue;
            }
            if (b == '\r' || b == '\n') {
                endLine(events);
            } else {
                take(b);
            }
        }
        return events;
    }

    /// The event that the end of the stream completes, if one was open.
    public List<SseEvent> end() {
        var events = new ArrayList<SseEvent>();
        if (line.size() > 0) {
            endLine(events);
        }
        dispatch(events);
        return events;
    }

    private void take(byte b) throws SseTooLong {
        eventBytes++;
        if (eventBytes > maxEventBytes) {
            throw new SseTooLong(maxEventBytes);
        }
        line.write(b);
    }

    private void endLine(List<SseEvent> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (firstLine && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            dispatch(events);
        } else {
            field(text);
        }
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        if (name.equals("data")) {
            data.append(hasData ? "\n" : "").append(value);
            hasData = true;
        } else if (name.equals("event")) {
            type = value;
        }
    }

    private void dispatch(List<SseEvent> events) {
        if (hasData) {
            events.add(new SseEvent(type.isEmpty() ? "message" : type, data.toString()));
        }
        data.setLength(0);
        hasData = false;
        type = "";
        eventBytes = 0;
    }
}
