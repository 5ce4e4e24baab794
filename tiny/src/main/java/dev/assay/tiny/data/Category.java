package dev.assay.tiny.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The two dozen broad kinds into which WordNet's lexicographers sorted the nouns, in plain words.
///
/// Two of WordNet's noun files have no category here: `noun.Tops` (the roots themselves) and `noun.motive` (42
/// nouns).
public enum Category {
    ACTION("noun.act", "action", "an action"),
    ANIMAL("noun.animal", "animal", "an animal"),
    ARTIFACT("noun.artifact", "artifact", "an artifact"),
    QUALITY("noun.attribute", "quality", "a quality"),
    BODY_PART("noun.body", "body part", "a body part"),
    IDEA("noun.cognition", "idea", "an idea"),
    COMMUNICATION("noun.communication", "communication", "a kind of communication"),
    EVENT("noun.event", "event", "an event"),
    FEELING("noun.feeling", "feeling", "a feeling"),
    FOOD("noun.food", "food", "food"),
    GROUP("noun.group", "group", "a group"),
    PLACE("noun.location", "place", "a place"),
    NATURAL_OBJECT("noun.object", "natural object", "a natural object"),
    PERSON("noun.person", "person", "a person"),
    PHENOMENON("noun.phenomenon", "phenomenon", "a phenomenon"),
    PLANT("noun.plant", "plant", "a plant"),
    POSSESSION("noun.possession", "possession", "a possession"),
    PROCESS("noun.process", "process", "a process"),
    QUANTITY("noun.quantity", "quantity", "a quantity"),
    RELATION("noun.relation", "relation", "a relation"),
    SHAPE("noun.shape", "shape", "a shape"),
    STATE("noun.state", "state", "a state"),
    SUBSTANCE("noun.substance", "substance", "a substance"),
    TIME("noun.time", "time", "a kind of time");

    private final String lexicographerFile;
    private final String word;
    private final String phrase;

    Category(String lexicographerFile, String word, String phrase) {
        this.lexicographerFile = lexicographerFile;
        this.word = word;
        this.phrase = phrase;
    }

    /// The answer's word: `animal`, `body part`.
    public String word() {
        return word;
    }

    /// The word as it stands after "is": `an animal`, `food`.
    public String phrase() {
        return phrase;
    }

    /// All words, in the order of the constants.
    public static List<String> words() {
        return Arrays.stream(values()).map(Category::word).toList();
    }

    /// The category of a lexicographer file such as `noun.animal`.
    static Optional<Category> ofFile(String lexicographerFile) {
        return Arrays.stream(values())
                .filter(category -> category.lexicographerFile.equals(lexicographerFile))
                .findFirst();
    }
}
