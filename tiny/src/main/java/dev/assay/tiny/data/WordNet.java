package dev.assay.tiny.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The concepts of WordNet 3.1 and the graph between them, each concept in one [Split].
///
/// Two concepts of different splits never share both a word and a definition: the later one is left out, so that
/// what is held out is not in the training text under another identity.
public final class WordNet {
    private static final String TAXA = "taxonomic group";
    private static final Set<String> MATTER = Set.of(
            "drug",
            "fabric",
            "chemical compound",
            "chemical element",
            "fluid",
            "material",
            "foodstuff",
            "sport",
            "illness",
            "doctrine",
            "discipline",
            "language",
            "trait",
            "money",
            "fat",
            "alloy",
            "skill",
            "inflammation");

    private final long seed;
    private final Map<String, Concept> concepts;
    private final Map<String, List<Concept>> children = new HashMap<>();
    private final Map<String, Concept> mainSenses = new HashMap<>();
    private final Set<String> taxa;
    private final Set<String> matter;

    private WordNet(long seed, List<Concept> all) {
        this.seed = seed;
        this.concepts = withoutTwins(all);
        for (Concept concept : concepts.values()) {
            for (String parent : concept.hypernyms()) {
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(concept);
            }
        }
        findMainSenses();
        this.taxa = under(Set.of(TAXA));
        this.matter = under(MATTER);
    }

    /// Reads all of WordNet from the class path.
    ///
    /// @param seed decides which concept goes into which split
    /// @throws dev.assay.base.AssayException `ASSAY-4081` if WordNet cannot be read
    public static WordNet open(long seed) {
        return new WordNet(seed, WordNetReader.read(seed));
    }

    /// A net of given concepts, for tests.
    static WordNet of(long seed, List<Concept> concepts) {
        return new WordNet(seed, concepts);
    }

    public long seed() {
        return seed;
    }

    /// All concepts in WordNet's own order.
    public List<Concept> concepts() {
        return List.copyOf(concepts.values());
    }

    /// The concepts of one split in WordNet's own order.
    public List<Concept> concepts(Split split) {
        return concepts.values().stream().filter(c -> c.split() == split).toList();
    }

    public Optional<Concept> find(String id) {
        return Optional.ofNullable(concepts.get(id));
    }

    /// The kinds that the concept is directly under.
    public List<Concept> hypernyms(Concept concept) {
        return concept.hypernyms().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /// The concepts directly under this one.
    public List<Concept> children(Concept concept) {
        return Collections.unmodifiableList(children.getOrDefault(concept.id(), List.of()));
    }

    /// The ids of all kinds above the concept, the nearest first; the concept itself is not among them.
    public Set<String> ancestors(Concept concept) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(concept.hypernyms());
        while (!open.isEmpty()) {
            String id = open.removeFirst();
            if (seen.add(id)) {
                find(id).ifPresent(parent -> open.addAll(parent.hypernyms()));
            }
        }
        return seen;
    }

    /// Whether this is what the word means in the first place: no other concept uses it more often.
    boolean isMainSense(Concept concept, String lemma) {
        return concept.equals(mainSenses.get(senseKey(concept, lemma)));
    }

    /// Whether the concept is a biological group such as "genus Canis", which is no plant or animal itself.
    boolean isTaxon(Concept concept) {
        return taxa.contains(concept.id());
    }

    /// Whether the concept is some stuff, a practice or an illness, whose name seldom takes an article.
    boolean isMatter(Concept concept) {
        return matter.contains(concept.id());
    }

    private static Map<String, Concept> withoutTwins(List<Concept> all) {
        Map<String, Split> seen = new HashMap<>();
        Map<String, Concept> kept = new LinkedHashMap<>();
        for (Concept concept : all) {
            List<String> keys = concept.lemmas().stream()
                    .flatMap(lemma -> wordings(concept.gloss()).map(wording -> lemma + "\n" + wording))
                    .toList();
            boolean twin = keys.stream().anyMatch(key -> seen.getOrDefault(key, concept.split()) != concept.split());
            if (!twin) {
                keys.forEach(key -> seen.put(key, concept.split()));
                kept.put(concept.id(), concept);
            }
        }
        return kept;
    }

    /// The definition whole and in each length in which the data shows it.
    private static Stream<String> wordings(Gloss gloss) {
        return Stream.concat(
                Stream.of(gloss.definition()),
                Gloss.LENGTHS.stream().map(gloss::brief).flatMap(Optional::stream));
    }

    private void findMainSenses() {
        for (Concept concept : concepts.values()) {
            for (String lemma : concept.lemmas()) {
                mainSenses.merge(
                        senseKey(concept, lemma),
                        concept,
                        (old, rival) -> rival.useCount() > old.useCount() ? rival : old);
            }
        }
    }

    /// The ids of the concepts that have one of the words, and of all below them.
    private Set<String> under(Set<String> roots) {
        Set<String> found = new LinkedHashSet<>();
        Deque<Concept> open = new ArrayDeque<>();
        concepts.values().stream()
                .filter(c -> c.isNoun() && c.lemmas().stream().anyMatch(roots::contains))
                .forEach(open::add);
        while (!open.isEmpty()) {
            Concept concept = open.removeFirst();
            if (found.add(concept.id())) {
                open.addAll(children(concept));
            }
        }
        return Collections.unmodifiableSet(found);
    }

    private static String senseKey(Concept concept, String lemma) {
        return concept.partOfSpeech().letter() + lemma;
    }
}
