package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// "Is a poodle (an intelligent dog ...) a kind of animal?"
///
/// Rows come in crossed fours: of two nouns and their two kinds, each noun is asked about with its own
/// kind (yes) and with the other's (no). So each noun and each kind is as often right as wrong, and
/// neither alone tells the answer. Three in five fours are about two categories (animal against plant);
/// the rest are harder, about two kinds under one parent (dog against cat), neither of which holds the
/// other noun. A training row goes on with the category and with [CategoryChecks] before and after it.
final class IsAQuestions implements QuestionMaker {
    private static final int CATEGORY_FOURS = 3;
    private static final int OF_FOURS = 5;
    private static final int FEWEST_MEMBERS = 4;
    private static final int MOST_MEMBERS = 4_000;
    private static final Pattern JUDGEMENT = Pattern.compile("(bad|unwelcome|unpleasant|inferior|unfortunate) ?.*");
    private static final int NEAREST = 3;
    private static final int REACH = 200;

    /// Questions between the first answer and the category, and after it.
    private static final int CHECKS_BEFORE = 3;

    private static final int CHECKS_AFTER = 2;

    private final Nouns nouns;
    private final WordNet wordNet;

    IsAQuestions(Nouns nouns) {
        this.nouns = nouns;
        this.wordNet = nouns.wordNet();
    }

    @Override
    public Template template() {
        return Template.IS_A;
    }

    @Override
    public List<Instruction> make(Split split, int limit) {
        Dice dice = nouns.dice(template(), split);
        int fours = limit / 4;
        int categoryFours = fours * CATEGORY_FOURS / OF_FOURS;
        List<Instruction> rows = new ArrayList<>();
        List<Concept> shuffled = nouns.of(split, dice);
        byCategory(shuffled, categoryFours, dice, rows);
        byKind(split, fours - categoryFours, dice, rows);
        var checks = new CategoryChecks(shuffled, nouns.dice(template(), split, "checks"));
        return dice.shuffled(rows).stream().map(row -> goingOn(row, checks)).toList();
    }

    private void byCategory(List<Concept> shuffled, int fours, Dice dice, List<Instruction> rows) {
        CrossedFour.pair(shuffled, fours, REACH, (one, other) -> Nouns.category(one) != Nouns.category(other))
                .forEach(four -> {
                    boolean plain = dice.roll(2) == 0;
                    Concept one = four.one();
                    Concept other = four.other();
                    cross(one, categoryPhrase(one, plain), other, categoryPhrase(other, plain), dice, rows);
                });
    }

    private static String categoryPhrase(Concept concept, boolean plain) {
        Category category = Nouns.category(concept);
        return plain ? category.phrase() : "a kind of " + category.word();
    }

    /// Pairs of nouns whose kinds are siblings.
    private void byKind(Split split, int fours, Dice dice, List<Instruction> rows) {
        List<CrossedFour<Member>> pairs = families(split, dice).values().stream()
                .flatMap(family -> CrossedFour.pair(family, fours, REACH, IsAQuestions::areStrangers).stream())
                .toList();
        dice.shuffled(pairs).stream().limit(fours).forEach(four -> cross(four.one(), four.other(), dice, rows));
    }

    private void cross(Member one, Member other, Dice dice, List<Instruction> rows) {
        String kind = "a kind of " + one.kind().word();
        String otherKind = "a kind of " + other.kind().word();
        cross(one.concept(), kind, other.concept(), otherKind, dice, rows);
    }

    private void cross(Concept one, String kind, Concept other, String otherKind, Dice dice, List<Instruction> rows) {
        rows.add(row(one, kind, true, dice));
        rows.add(row(one, otherKind, false, dice));
        rows.add(row(other, otherKind, true, dice));
        rows.add(row(other, kind, false, dice));
    }

    private Instruction row(Concept concept, String kind, boolean holds, Dice dice) {
        String subject = nouns.explained(concept);
        String prompt = dice.roll(3) > 0
                ? nouns.verb(concept) + " " + subject + " " + kind + "?"
                : "Tell me whether " + subject + " " + nouns.phrases().verb(concept) + " " + kind + ".";
        return Instruction.of(Question.of(template(), prompt, holds ? "Yes" : "No"), concept);
    }

    private Instruction goingOn(Instruction row, CategoryChecks checks) {
        Concept concept = wordNet.find(row.conceptId()).orElseThrow();
        List<Question> further = new ArrayList<>(checks.about(concept, CHECKS_BEFORE));
        String category = Nouns.category(concept).word();
        further.add(Question.of(Template.CATEGORY, "What kind of thing is that?", category));
        further.addAll(checks.about(concept, CHECKS_AFTER));
        return row.then(further);
    }

    /// A noun, a kind it is under, and all words for the noun and for whatever it is under.
    private record Member(Concept concept, Concept kind, Set<String> words) {}

    /// The members by the parent of their kind, in an order that the seed decides.
    private Map<String, List<Member>> families(Split split, Dice dice) {
        Map<String, Integer> sizes = memberCounts();
        Map<String, List<Member>> families = new TreeMap<>();
        for (Concept concept : nouns.of(split, dice)) {
            Set<String> ancestors = wordNet.ancestors(concept);
            List<Concept> kinds = ancestors.stream()
                    .limit(NEAREST)
                    .map(wordNet::find)
                    .flatMap(Optional::stream)
                    .filter(kind -> isAskable(kind, concept, sizes))
                    .toList();
            if (!kinds.isEmpty() && !concept.instance()) {
                Concept kind = dice.pick(kinds);
                families.computeIfAbsent(kind.hypernyms().getFirst(), id -> new ArrayList<>())
                        .add(new Member(concept, kind, words(concept, ancestors)));
            }
        }
        return families;
    }

    private boolean isAskable(Concept kind, Concept member, Map<String, Integer> sizes) {
        int size = sizes.getOrDefault(kind.id(), 0);
        return kind.isNoun()
                && kind.split() == Split.TRAIN
                && kind.category().isPresent()
                && !kind.hypernyms().isEmpty()
                && Nouns.isPlain(kind.word())
                && !JUDGEMENT.matcher(kind.word()).matches()
                && !Category.words().contains(kind.word())
                && !member.lemmas().contains(kind.word())
                && size >= FEWEST_MEMBERS
                && size <= MOST_MEMBERS;
    }

    /// By words and not by concepts: a word has other senses, and the question does not tell which is meant.
    private static boolean areStrangers(Member one, Member other) {
        return !one.words().contains(other.kind().word())
                && !other.words().contains(one.kind().word());
    }

    private Set<String> words(Concept concept, Set<String> ancestors) {
        Set<String> words = new HashSet<>(concept.lemmas());
        for (String id : ancestors) {
            wordNet.find(id).ifPresent(ancestor -> words.addAll(ancestor.lemmas()));
        }
        return words;
    }

    private Map<String, Integer> memberCounts() {
        Map<String, Integer> counts = new TreeMap<>();
        wordNet.concepts().stream()
                .filter(Concept::isNoun)
                .forEach(c -> wordNet.ancestors(c).forEach(id -> counts.merge(id, 1, Integer::sum)));
        return counts;
    }
}
