package dev.assay.livebench.fresh.tables;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads schemas: a line with a table's name, then on indented lines its columns, each a name, a word
/// and what belongs to it.
///
/// | word       | then                     | values                                     |
/// |------------|--------------------------|--------------------------------------------|
/// | `serial`   | start, step              | [Values.Serial]                            |
/// | `integer`  | low, high                | [Values.Steps] of one                      |
/// | `step`     | low, high, step          | [Values.Steps]                             |
/// | `skewed`   | low, high                | [Values.Skewed]                            |
/// | `decimal`  | low, high, places        | [Values.Uniform]                           |
/// | `normal`   | mean, deviation, places  | [Values.Normal]                            |
/// | `text`     | a pattern                | [Values.Code]                              |
/// | `date`     | first year, last, format | [Values.Day]                               |
/// | `moment`   | first year, last         | [Values.Moment]                            |
/// | `clock`    |                          | [Values.Clock]                             |
/// | `one_of`   | words between bars       | [Values.OneOf]                             |
/// | `phrase`   | a template               | [Values.Phrase]                            |
/// | `maybe`    | percent, another column  | [Values.Maybe]                             |
final class SchemaFile {
    private SchemaFile() {}

    static List<Schema> schemas(List<String> lines) {
        List<Schema> schemas = new ArrayList<>();
        List<Schema.Column> columns = new ArrayList<>();
        for (String line : lines.reversed()) {
            if (line.startsWith(" ")) {
                String[] parts = line.strip().split(" +", 2);
                columns.addFirst(new Schema.Column(parts[0], values(parts[1])));
            } else {
                schemas.addFirst(new Schema(line, columns));
                columns.clear();
            }
        }
        return List.copyOf(schemas);
    }

    private static Values values(String text) {
        String[] parts = text.split(" ", 2);
        String rest = parts.length == 1 ? "" : parts[1];
        List<String> words = List.of(rest.split(" "));
        return switch (parts[0]) {
            case "serial" -> new Values.Serial(whole(words, 0), whole(words, 1));
            case "integer" -> new Values.Steps(whole(words, 0), whole(words, 1), 1);
            case "step" -> new Values.Steps(whole(words, 0), whole(words, 1), whole(words, 2));
            case "skewed" -> new Values.Skewed(whole(words, 0), whole(words, 1));
            case "decimal" -> new Values.Uniform(number(words, 0), number(words, 1), whole(words, 2));
            case "normal" -> new Values.Normal(number(words, 0), number(words, 1), whole(words, 2));
            case "text" -> new Values.Code(rest);
            case "date" ->
                new Values.Day(
                        whole(words, 0), whole(words, 1), DateTimeFormatter.ofPattern(words.get(2), Locale.ROOT));
            case "moment" -> new Values.Moment(whole(words, 0), whole(words, 1));
            case "clock" -> new Values.Clock();
            case "one_of" -> new Values.OneOf(List.of(rest.split("\\|")));
            case "phrase" -> new Values.Phrase(rest);
            case "maybe" -> new Values.Maybe(whole(words, 0), values(rest.split(" ", 2)[1]));
            default -> throw new IllegalArgumentException("there are no values '" + parts[0] + "'");
        };
    }

    private static int whole(List<String> words, int place) {
        return Integer.parseInt(words.get(place));
    }

    private static double number(List<String> words, int place) {
        return Double.parseDouble(words.get(place));
    }
}
