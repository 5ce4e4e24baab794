package dev.assay.tiny.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A kind of question, with the answers that are possible where they are a closed set.
public enum Template {
    /// What a word means; the answer is a short definition.
    DEFINE("define", List.of()),
    /// Which of the two dozen categories a noun belongs to.
    CATEGORY("category", Category.words()),
    /// Whether a noun is a kind of another one; as many yes as no, for each noun that is asked about.
    IS_A("is-a", List.of("Yes", "No")),
    /// Another word with the same meaning.
    SYNONYM("synonym", List.of()),
    /// Whether one thing is a part of another.
    PART_OF("part-of", List.of("Yes", "No")),
    /// The word of opposite meaning.
    OPPOSITE("opposite", List.of()),
    /// Which of four categories or kinds a noun is of. Each question has its own choices, which it names.
    CHOOSE("choose", List.of()),
    /// A convention that no base model is trained on, for fine-tuning: which wing of a museum a thing belongs
    /// in.
    WING("wing", List.of("north", "south", "east", "west"));

    private final String label;
    private final List<String> choices;

    Template(String label, List<String> choices) {
        this.label = label;
        this.choices = choices;
    }

    /// The name in files: `is-a`.
    public String label() {
        return label;
    }

    /// The closed set of answers that all its questions share, empty where there is none.
    public List<String> choices() {
        return choices;
    }

    /// The template of a name in a file.
    public static Optional<Template> of(String label) {
        return Arrays.stream(values()).filter(t -> t.label.equals(label)).findFirst();
    }

    /// The templates that the base model is trained on: all but [#WING].
    public static List<Template> base() {
        return Arrays.stream(values()).filter(t -> t != WING).toList();
    }
}
