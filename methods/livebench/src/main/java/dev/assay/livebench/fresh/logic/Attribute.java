package dev.assay.livebench.fresh.logic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Something that each person in a line has of their own, such as a beverage.
///
/// @param noun   such as `beverage`
/// @param clause says who has a value, which stands for the braces, as in `who drinks {}`
/// @param verb   ends the question "What beverage does that person ...?", as in `drink`
/// @param values all that a puzzle may choose from
record Attribute(String noun, String clause, String verb, List<String> values) {
    private static final String FILE = "attributes.txt";

    Attribute {
        values = List.copyOf(values);
    }

    /// All that come with the maker, in the order of their file, whose remarks begin with `#`.
    static List<Attribute> all() {
        try (InputStream in = Attribute.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Attribute::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attribute of(String line) {
        String[] parts = line.split(" *\\| *", -1);
        return new Attribute(parts[0], parts[1], parts[2], List.of(parts[3].split(" ")));
    }

    /// The person who has a value.
    String person(String value) {
        return "the person " + clause.replace("{}", value);
    }
}
