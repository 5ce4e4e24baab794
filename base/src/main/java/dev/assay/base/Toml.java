package dev.assay.base;

import dev.assay.base.internal.StrictText;
import dev.assay.base.internal.toml.Binder;
import dev.assay.base.internal.toml.Faults;
import dev.assay.base.internal.toml.Overrides;
import dev.assay.base.internal.toml.Parsed;
import dev.assay.base.internal.toml.RecordTree;
import dev.assay.base.internal.toml.TomlText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one door to TOML: configuration as records, read strictly, with all faults told at once.
///
/// ```java
/// record Plan(Path data, @Default("500") int steps, Optional<String> note, Schedule schedule) {}
/// ```
///
/// | component                          | TOML                                                                  |
/// |------------------------------------|-----------------------------------------------------------------------|
/// | any, `learningRate`                | key `learning-rate`                                                   |
/// | `int`, `long`, `double`, `float`   | number; an integer serves as a fraction, never the other way; no `nan`|
/// | `boolean`, `String`                | `true` or `false`, text                                               |
/// | enum `WARM_UP`                     | text `"warm-up"`                                                      |
/// | `Path`                             | text; a relative one starts from the folder of the file               |
/// | record                             | table; one left away is read as an empty one                          |
/// | sealed interface of records        | table with a key `kind`: the record's name, `WarmUp` as `"warm-up"`   |
/// | `List<T>`, `Map<String, T>`        | array, table                                                          |
/// | `Optional<T>`                      | may be left away                                                      |
/// | `@Default("...")`                  | may be left away                                                      |
///
/// Problems name file, line and key: `ASSAY-2001` not TOML (a key given twice included), `ASSAY-2002` unknown
/// key with the nearest real one, `ASSAY-2003` a value of the wrong type, `ASSAY-2004` a key is missing,
/// `ASSAY-2005` the record refuses the value (its `IllegalArgumentException` is the message), `ASSAY-2006` the
/// file cannot be read, `ASSAY-2007` an override is no `key=value`. A file may have 1 MiB and nest 64 deep.
public final class Toml {
    private static final long MOST_BYTES = 1 << 20;
    private static final StrictText.Codes CODES = new StrictText.Codes(Faults.UNREADABLE, Faults.SYNTAX);

    private Toml() {}

    /// A configuration file.
    ///
    /// @throws AssayException carrying every fault
    public static <R extends Record> R read(Path file, Class<R> type) {
        return read(file, type, List.of());
    }

    /// A configuration file with some values overridden.
    ///
    /// @param settings `group.key=value` each, as given to `--set`; the last of two for the same key counts. A
    ///     value is written as in TOML, but text needs no quotes. A relative path starts from the current
    ///     folder.
    /// @throws AssayException carrying every fault; one in an override names the option
    public static <R extends Record> R read(Path file, Class<R> type, List<String> settings) {
        String text = StrictText.read(file, MOST_BYTES, CODES);
        return bind(text, file.toString(), Optional.ofNullable(file.getParent()), type, settings);
    }

    /// A configuration text; its relative paths are left as they are.
    ///
    /// @param sourceName what a problem names as the text's place
    /// @throws AssayException carrying every fault
    public static <R extends Record> R parse(String text, String sourceName, Class<R> type) {
        return parse(text, sourceName, type, List.of());
    }

    /// A configuration text with some values overridden; an empty text gives the defaults.
    ///
    /// @throws AssayException carrying every fault
    public static <R extends Record> R parse(String text, String sourceName, Class<R> type, List<String> settings) {
        return bind(text, sourceName, Optional.empty(), type, settings);
    }

    /// The text that reads back to an equal record, with every value written out, defaults too.
    ///
    /// @throws IllegalArgumentException if a component has a type that configuration has no form for
    public static String write(Record configuration) {
        return TomlText.of(RecordTree.of(configuration, Path::toString));
    }

    /// The same with paths made relative to the folder where the text will be kept, so that the folders above
    /// are not told.
    ///
    /// @throws IllegalArgumentException if a component has a type that configuration has no form for
    public static String write(Record configuration, Path folder) {
        return TomlText.of(RecordTree.of(configuration, path -> relative(folder, path)));
    }

    /// Every value under its full key `group.key`, as [Provenance] keeps it; of an absolute path only the last
    /// name is kept.
    ///
    /// @throws IllegalArgumentException if a component has a type that configuration has no form for
    public static Map<String, String> flatten(Record configuration) {
        Map<String, String> flat = new LinkedHashMap<>();
        TomlText.flatten(
                "",
                RecordTree.of(configuration, path -> path.isAbsolute() ? "" + path.getFileName() : "" + path),
                flat);
        return flat;
    }

    private static <R extends Record> R bind(
            String text, String source, Optional<Path> folder, Class<R> type, List<String> settings) {
        var faults = new Faults();
        Parsed.Table table = Parsed.parse(text, source, faults);
        Overrides.apply(settings, table, faults);
        Optional<R> bound = new Binder(folder, faults).bind(type, table);
        faults.throwIfAny();
        return bound.orElseThrow(() -> new IllegalStateException("nothing was bound, and no fault was found"));
    }

    private static String relative(Path folder, Path path) {
        Path from = folder.toAbsolutePath().normalize();
        Path to = path.toAbsolutePath().normalize();
        boolean together = from.getRoot() != null && from.getRoot().equals(to.getRoot());
        return together ? from.relativize(to).toString() : path.toString();
    }
}
