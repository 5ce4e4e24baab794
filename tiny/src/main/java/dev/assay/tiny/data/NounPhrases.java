package dev.assay.tiny.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How each noun stands in a sentence: with which article, in which number, and with which definition after "is".
///
/// WordNet does not say which nouns can be counted. Three signs decide, in this order: the form of the word
/// (plurals, proper names), the first word of its definition ("a breed of dog" defines something countable), and
/// how often WordNet's own definitions and examples write "a" or "an" straight before the word.
final class NounPhrases {
    /// A word that ends its noun phrase, with the article before it: "tennis" in "a tennis match" is not one.
    private static final Pattern COUNTED = Pattern.compile(
            "\\b(an? )?([a-z]{2,})(?=$|[;:,.)\"]| (?:of|in|on|at|to|for|with|by|from|as|into|that|which|who|"
                    + "whose|where|when|is|are|was|were|has|and|or|but|used|having|being|consisting)\\b)");
    private static final Pattern DETERMINER = Pattern.compile(
            "(a|an|the|any|one|some|each|every|all|someone|something|anyone|anything|somebody|that|those|what|"
                    + "whatever|in|of|to|it|this|these|his|her|their|your|when|where|how|not|no|either|both|two|three|"
                    + "several|many|most|such|being|having|making|lack|usually|often) .*");
    private static final Pattern COUNTED_GLOSS =
            Pattern.compile("(a|an|any|one of|someone|somebody|anyone|one who) .*");
    private static final Set<String> NAMES_WITH_THE = Set.of(
            "River",
            "Sea",
            "Ocean",
            "Mountains",
            "Islands",
            "Desert",
            "Empire",
            "War",
            "Gulf",
            "Strait",
            "Canal",
            "Alps",
            "Peninsula",
            "Channel",
            "Republic",
            "Dynasty",
            "Isles",
            "Constellation",
            "Revolution");
    private static final Set<String> FULL_NAMES_WITH_THE = Set.of(
            "United States",
            "Philippines",
            "Netherlands",
            "United Kingdom",
            "Bahamas",
            "Maldives",
            "Sahara",
            "Sierra Nevada",
            "Soviet Union",
            "Caribbean",
            "Balkans",
            "Himalayas",
            "Andes",
            "Pyrenees",
            "Antilles",
            "Bronx",
            "Crimea");
    private static final Set<Category> BEINGS = Set.of(Category.ANIMAL, Category.PERSON);
    private static final Set<Category> STUFF = Set.of(Category.SUBSTANCE, Category.FEELING);
    private static final Pattern MASS_WORD =
            Pattern.compile(".*(ness|ism|ics|logy|hood|ship|graphy|nomy|tude|ing|itis|osis)");
    private static final Pattern PREPOSITION =
            Pattern.compile("of|in|to|for|on|at|with|and|by|from|under|over|without|du|de|la|the");
    private static final Pattern SINGULAR_END = Pattern.compile(".*(ss|us|is|as|ics|os)");
    private static final int ENOUGH_EVIDENCE = 2;
    private static final int MUCH_EVIDENCE = 6;
    private static final int MASS_EVIDENCE = 3;
    private static final int ONE_IN = 12;

    private final WordNet wordNet;
    private final Map<String, int[]> evidence = new HashMap<>();
    private final Set<String> singulars = new HashSet<>();

    NounPhrases(WordNet wordNet) {
        this.wordNet = wordNet;
        for (Concept concept : wordNet.concepts()) {
            count(concept.gloss().definition());
            concept.gloss().examples().forEach(this::count);
            if (concept.isNoun() || concept.partOfSpeech() == PartOfSpeech.VERB) {
                singulars.addAll(concept.lemmas());
            }
        }
    }

    /// The concept's first word with its article: `a poodle`, `happiness`, `scissors`, `Paris`, `the Nile River`.
    String subject(Concept concept) {
        return withArticle(concept, concept.word());
    }

    /// One of the concept's words with its article.
    String withArticle(Concept concept, String lemma) {
        if (concept.instance()) {
            boolean the = FULL_NAMES_WITH_THE.contains(lemma)
                    || (lemma.indexOf(' ') > 0 && NAMES_WITH_THE.contains(lastWord(lemma)));
            return the && !lemma.startsWith("the ") ? "the " + lemma : lemma;
        }
        return isCountable(concept, lemma) ? English.indefinite(lemma) : lemma;
    }

    /// `is` or `are`.
    String verb(Concept concept) {
        return isPlural(concept.word()) && !concept.instance() ? "are" : "is";
    }

    /// The given definition such that it may follow "is": with an article, or empty where that cannot be told.
    Optional<String> predicate(Concept concept, String definition) {
        String lower = definition.toLowerCase(Locale.ROOT);
        if (lower.startsWith("(")) {
            return Optional.empty();
        }
        if (DETERMINER.matcher(lower).matches()) {
            return lower.startsWith("in ") || lower.startsWith("when ") ? Optional.empty() : Optional.of(definition);
        }
        if (verb(concept).equals("are")) {
            return Optional.of(definition);
        }
        boolean counted = isCountable(concept, concept.word())
                || (concept.instance()
                        && concept.category().filter(Category.PERSON::equals).isPresent());
        return counted ? Optional.of(English.indefinite(definition)) : Optional.empty();
    }

    private boolean isCountable(Concept concept, String lemma) {
        String gloss = concept.gloss().definition().toLowerCase(Locale.ROOT);
        if (isPlural(lemma) || wordNet.isTaxon(concept) || isSymbol(lemma)) {
            return false;
        }
        int[] counts = evidence.getOrDefault(headOf(lemma).toLowerCase(Locale.ROOT), new int[2]);
        if (isMass(concept, headOf(lemma), gloss)) {
            return counts[0] >= MASS_EVIDENCE && counts[0] * ONE_IN >= counts[1];
        }
        if (COUNTED_GLOSS.matcher(gloss).matches() || isBeing(concept)) {
            return counts[0] > 0 || counts[1] < MUCH_EVIDENCE || isBeing(concept);
        }
        if (counts[1] >= ENOUGH_EVIDENCE) {
            return counts[0] * ONE_IN >= counts[1];
        }
        return isThing(concept) && !gloss.startsWith("the ");
    }

    private boolean isMass(Concept concept, String head, String gloss) {
        return !isBeing(concept)
                && (concept.category().filter(STUFF::contains).isPresent()
                        || wordNet.isMatter(concept)
                        || gloss.startsWith("a trademark")
                        || MASS_WORD.matcher(head).matches());
    }

    private static boolean isBeing(Concept concept) {
        return concept.category().filter(BEINGS::contains).isPresent();
    }

    private static boolean isThing(Concept concept) {
        return concept.category().filter(Category.ARTIFACT::equals).isPresent();
    }

    /// Whether the word is a plural form: its singular is a noun or, as of scissors, a verb.
    boolean isPlural(String lemma) {
        String head = headOf(lemma);
        if (!head.endsWith("s")
                || head.endsWith("species")
                || SINGULAR_END.matcher(head).matches()) {
            return false;
        }
        return singulars.contains(head.substring(0, head.length() - 1))
                || (head.endsWith("ies") && singulars.contains(head.substring(0, head.length() - 3) + "y"))
                || (head.endsWith("es") && singulars.contains(head.substring(0, head.length() - 2)));
    }

    private void count(String text) {
        Matcher matcher = COUNTED.matcher(text);
        while (matcher.find()) {
            int[] counts = evidence.computeIfAbsent(matcher.group(2), word -> new int[2]);
            counts[1]++;
            if (matcher.group(1) != null) {
                counts[0]++;
            }
        }
    }

    /// The word that carries the number: the last one, or the one before "of", "in", "to" and the like.
    private static String headOf(String lemma) {
        List<String> words = List.of(lemma.split(" "));
        for (int i = 1; i < words.size() - 1; i++) {
            if (PREPOSITION.matcher(words.get(i)).matches()) {
                return words.get(i - 1);
            }
        }
        return words.getLast();
    }

    private static String lastWord(String lemma) {
        return lemma.substring(lemma.lastIndexOf(' ') + 1);
    }

    private static boolean isSymbol(String lemma) {
        return lemma.equals(lemma.toUpperCase(Locale.ROOT)) && lemma.length() > 1;
    }
}
