package dev.assay.livebench.fresh.words;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes questions that ask to sort words into groups of four that have something in common.
///
/// No word shown belongs to two of the groups drawn, and of all ways to part the words into fours that
/// share a theme of the whole list only one is right, as [Partitions] proves. Themes outside the list
/// are the risk that remains, and it grows where groups are few and vague. The harder, the more groups:
/// two, three, four. Where four are asked for, the draw with the most words that belong to themes which
/// are not asked for is taken of several.
///
/// Source: White et al., "LiveBench" (arXiv 2406.19314), the task `connections` in its newer form.
public final class ConnectionsMaker implements Maker {
    private static final Kind KIND = Kind.of("language", "connections");
    private static final List<String> NUMBERS = List.of("two", "three", "four");
    private static final int TRIES = 8;

    private static final List<String> REQUESTS = List.of(
            "Below are %d words. Sort them into %s groups of four so that the words of each group have something in"
                    + " common.",
            "The following %d words belong to %s groups of four words that share a link. Find the groups.",
            "Here is a puzzle of %d words. Each word belongs to exactly one of %s groups of four connected words.");
    private static final String RULES =
            " Words can be connected by what they mean, by how they are spelt or sound, or by a word that can stand"
                    + " before or after them.\n\nThink step by step. If you are unsure, make your best guess. Then give all"
                    + " words, separated by commas, group after group, on one line between <solution> and </solution>. For"
                    + " eight words this looks like <solution>a, b, c, d, e, f, g, h</solution>, where a, b, c, d are one"
                    + " group. The order of the groups, and of the words in a group, does not matter.\n\n";

    private final List<WordGroup> groups;

    /// @throws IllegalArgumentException if there are fewer than two groups
    public ConnectionsMaker(List<WordGroup> groups) {
        this.groups = groups.stream().map(WordGroup::inSmallLetters).distinct().toList();
        if (this.groups.size() < 2) {
            throw new IllegalArgumentException("a puzzle needs at least two groups of words");
        }
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    /// Groups drawn and the four words of each.
    private record Puzzle(List<WordGroup> groups, List<List<String>> fours) {
        List<String> words() {
            return fours.stream().flatMap(List::stream).toList();
        }
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        int count = switch (difficulty) {
            case EASY -> 2;
            case MEDIUM -> 3;
            case HARD -> 4;
        };
        if (count > groups.size()) {
            return Optional.empty();
        }
        Optional<Puzzle> best = Optional.empty();
        for (int i = 0; i < (difficulty == Difficulty.HARD ? TRIES : 1); i++) {
            Optional<Puzzle> next = puzzle(count, random);
            if (next.isPresent() && (best.isEmpty() || decoys(next.get()) > decoys(best.get()))) {
                best = next;
            }
        }
        return best.map(puzzle -> draft(puzzle, random));
    }

    private Optional<Puzzle> puzzle(int count, RandomGenerator random) {
        List<WordGroup> drawn = Draws.shuffled(random, groups).subList(0, count);
        List<List<String>> fours = new ArrayList<>();
        for (WordGroup group : drawn) {
            List<String> own = group.words().stream()
                    .filter(word -> drawn.stream()
                            .noneMatch(other ->
                                    !other.equals(group) && other.words().contains(word)))
                    .toList();
            if (own.size() < WordGroup.SHOWN) {
                return Optional.empty();
            }
            fours.add(Draws.shuffled(random, own).subList(0, WordGroup.SHOWN));
        }
        Puzzle puzzle = new Puzzle(drawn, fours);
        return Partitions.count(puzzle.words(), groups, 2) == 1 ? Optional.of(puzzle) : Optional.empty();
    }

    /// How often a word shown belongs to a theme that is not asked for, but that another word shown
    /// belongs to as well.
    private int decoys(Puzzle puzzle) {
        List<String> words = puzzle.words();
        int decoys = 0;
        for (WordGroup group : groups) {
            if (!puzzle.groups().contains(group)) {
                int shared =
                        (int) words.stream().filter(group.words()::contains).count();
                decoys += shared > 1 ? shared : 0;
            }
        }
        return decoys;
    }

    private static Draft draft(Puzzle puzzle, RandomGenerator random) {
        List<String> words = puzzle.words();
        List<String> shown = Draws.shuffled(random, words);
        String number = NUMBERS.get(puzzle.fours().size() - 2);
        String request = Draws.one(random, REQUESTS).formatted(words.size(), number);
        StringBuilder right = new StringBuilder();
        for (int i = 0; i < puzzle.fours().size(); i++) {
            right.append(puzzle.groups().get(i).theme()).append(": ");
            right.append(String.join(", ", puzzle.fours().get(i))).append(".\n");
        }
        String truth = String.join(", ", words);
        return Draft.of(
                request + RULES + String.join(", ", shown), truth, right + "<solution>" + truth + "</solution>");
    }
}
