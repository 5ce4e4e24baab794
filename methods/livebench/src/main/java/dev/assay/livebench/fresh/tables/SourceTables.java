package dev.assay.livebench.fresh.tables;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Reads tables of one's own to make questions from.
public final class SourceTables {
    /// The size of the largest file that is read, 50 MiB.
    public static final long MOST_BYTES = 50L << 20;

    /// How many columns a table may have.
    public static final int MOST_COLUMNS = 1000;

    private static final String CODE = "ASSAY-4205";
    private static final String ENDING = ".csv";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceTables() {}

    /// What is wrong with a file, and how to mend it.
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        private final Problem problem;

        Fault(String what, String where, String mend) {
            super(what);
            this.problem = new Problem(CODE, what, where, mend);
        }
    }

    /// The tables of a folder: its files that end in `.csv`, in UTF-8 with quotes as RFC 4180 has them,
    /// in the order of their names. The first row of each has the names of the columns.
    ///
    /// @throws AssayException `ASSAY-4205` with the first fault of each file: larger than
    ///     [#MOST_BYTES], more columns than [#MOST_COLUMNS], not UTF-8, a quote in a wrong place, a row
    ///     with another number of values than there are columns, a name that is empty or stands twice;
    ///     or if there is no such file
    public static List<SourceTable> read(Path folder) {
        List<SourceTable> tables = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                tables.add(table(file));
            } catch (Fault fault) {
                problems.add(fault.problem);
            }
        }
        if (!problems.isEmpty()) {
            throw new AssayException(problems);
        }
        return List.copyOf(tables);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(
                            file -> name(file).toLowerCase(Locale.ROOT).endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(SourceTables::name))
                    .toList();
            if (files.isEmpty()) {
                throw AssayException.of(
                        CODE,
                        "The folder has no table.",
                        folder.toString(),
                        "name a folder with files that end in .csv");
            }
            return files;
        } catch (IOException e) {
            throw new AssayException(
                    new Problem(CODE, "The folder cannot be read.", folder.toString(), "name a folder of .csv files"),
                    e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static SourceTable table(Path file) throws Fault {
        CsvParser parser = new CsvParser(text(file));
        if (!parser.hasMore()) {
            throw new Fault("The table is empty.", file.toString(), "give it a first line with the columns' names");
        }
        try {
            List<String> header = parser.next(MOST_COLUMNS).values();
            checkNames(header, file);
            List<List<String>> rows = new ArrayList<>();
            while (parser.hasMore()) {
                CsvParser.Row row = parser.next(MOST_COLUMNS);
                if (row.values().size() != header.size()) {
                    throw new Fault(
                            "A row has " + row.values().size() + " values, and there are " + header.size()
                                    + " columns.",
                            file + ", line " + row.line(),
                            "give each row a value for each column; put values with commas in double quotes");
                }
                rows.add(row.values());
            }
            return new SourceTable(name(file).substring(0, name(file).length() - ENDING.length()), header, rows);
        } catch (CsvParser.Malformed e) {
            throw new Fault(
                    "The file is no CSV: " + e.getMessage() + ".",
                    file + ", line " + e.line(),
                    "write it as RFC 4180 has it, at most " + MOST_COLUMNS + " columns wide");
        }
    }

    private static void checkNames(List<String> header, Path file) throws Fault {
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (name.isBlank() || !seen.add(name)) {
                throw new Fault(
                        name.isBlank() ? "A column has no name." : "Two columns have the name '" + name + "'.",
                        file + ", line 1",
                        "give each column a name of its own");
            }
        }
    }

    private static String text(Path file) throws Fault {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new Fault(
                        "The file has " + size + " bytes, and at most " + MOST_BYTES + " are read.",
                        file.toString(),
                        "take a sample of its rows; a few hundred are enough");
            }
            return decoded(Files.readAllBytes(file), file);
        } catch (IOException e) {
            throw new Fault("The file cannot be read: " + e, file.toString(), "check its permissions");
        }
    }

    private static String decoded(byte[] bytes, Path file) throws Fault {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = 1 + text.chars().filter(c -> c == '\n').count();
            throw new Fault("The file is not UTF-8.", file + ", line " + line, "save it as UTF-8");
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
