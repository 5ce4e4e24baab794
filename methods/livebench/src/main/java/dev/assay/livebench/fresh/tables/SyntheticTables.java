package dev.assay.livebench.fresh.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Makes tables as offices, shops and sensors keep them, for questions without data of one's own.
///
/// No table stands for a real one; the names of drugs and firms are made up.
public final class SyntheticTables {
    private final ValueLists lists = ValueLists.of(lines("lists.txt"));
    private final List<Schema> schemas = SchemaFile.schemas(lines("schemas.txt"));

    /// How many kinds of tables there are.
    public int kinds() {
        return schemas.size();
    }

    /// A table of one kind.
    ///
    /// @param kind from zero, below [#kinds]
    public SourceTable draw(RandomGenerator random, int kind, int rows) {
        return schemas.get(kind).draw(random, lists, rows);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = SyntheticTables.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
