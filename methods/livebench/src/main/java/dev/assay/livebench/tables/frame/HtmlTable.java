package dev.assay.livebench.tables.frame;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/// Reads tables in HTML, as pandas' `read_html` does: all of a text, one below the other.
public final class HtmlTable {
    private static final Pattern GAPS = Python.pattern("[\\r\\n]+|\\s{2,}");
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?");
    private static final int WIDEST_SPAN = 1000;

    private HtmlTable() {}

    /// Reads all tables.
    ///
    /// @throws Frame.Unreadable if there is none
    public static Frame read(String html) {
        List<Frame> frames = new ArrayList<>();
        for (Element table : Jsoup.parse(html).select("table")) {
            if (!Python.strip(table.text()).isEmpty()) {
                frames.add(frame(table));
            }
        }
        if (frames.isEmpty()) {
            throw new Frame.Unreadable("there is no table");
        }
        return frames.size() == 1 ? frames.getFirst() : below(frames);
    }

    private static Frame frame(Element table) {
        List<Element> head = new ArrayList<>(table.select("> thead > tr"));
        List<Element> body = new ArrayList<>(table.select("> tbody > tr, > tr"));
        if (head.isEmpty()) {
            while (!body.isEmpty() && isHeading(body.getFirst())) {
                head.add(body.removeFirst());
            }
        }
        body.addAll(table.select("> tfoot > tr"));
        List<List<String>> rows = body.stream()
                .map(HtmlTable::cells)
                .filter(row -> !row.isEmpty())
                .toList();
        if (head.size() != 1) {
            throw new Frame.Unreadable("the table has " + head.size() + " heading rows");
        }
        List<String> names = new ArrayList<>(cells(head.getFirst()));
        int width =
                Math.max(names.size(), rows.stream().mapToInt(List::size).max().orElse(0));
        while (names.size() < width) {
            names.add("Unnamed: " + names.size());
        }
        List<List<Cell>> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int place = i;
            columns.add(Inference.column(rows.stream()
                    .map(row -> place < row.size() ? withoutThousands(row.get(place)) : "")
                    .toList()));
        }
        return new Frame(names, columns, rows.size());
    }

    private static boolean isHeading(Element row) {
        return !row.children().isEmpty() && row.select("> td").isEmpty();
    }

    private static List<String> cells(Element row) {
        List<String> cells = new ArrayList<>();
        for (Element cell : row.select("> td, > th")) {
            String text = GAPS.matcher(Python.strip(cell.wholeText())).replaceAll(" ");
            int span = Python.integer(cell.attr("colspan")).isPresent()
                    ? Math.clamp(Python.integer(cell.attr("colspan")).getAsLong(), 1, WIDEST_SPAN)
                    : 1;
            for (int i = 0; i < span; i++) {
                cells.add(text);
            }
        }
        return cells;
    }

    private static String withoutThousands(String text) {
        return THOUSANDS.matcher(text).matches() ? text.replace(",", "") : text;
    }

    private static Frame below(List<Frame> frames) {
        Set<String> names = new LinkedHashSet<>();
        frames.forEach(frame -> names.addAll(frame.names()));
        List<List<Cell>> columns = new ArrayList<>();
        for (String name : names) {
            List<Cell> column = new ArrayList<>();
            for (Frame frame : frames) {
                int place = frame.names().indexOf(name);
                for (int row = 0; row < frame.rows(); row++) {
                    column.add(
                            place < 0
                                    ? Cell.missing()
                                    : frame.columns().get(place).get(row));
                }
            }
            columns.add(column);
        }
        return new Frame(
                List.copyOf(names),
                columns,
                frames.stream().mapToInt(Frame::rows).sum());
    }
}
