package dev.assay.livebench.fresh.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionsMakerTest {
    private static final List<WordGroup> GROUPS = BundledMaterial.groups();
    private static final ConnectionsMaker MAKER = new ConnectionsMaker(GROUPS);

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_groups_are_right_and_the_words_as_shown_are_not(Difficulty difficulty) {
        List<Draft> drafts = Drafts.of(MAKER, difficulty, 200);
        assertThat(drafts).hasSizeGreaterThan(150).allSatisfy(draft -> {
            Asked asked = Asked.of("connections", Drafts.truth(draft), "2026-11-30", draft.prompt());
            assertThat(asked.reference(draft.right())).isEqualTo(1);
            assertThat(asked.strict(draft.right())).isEqualTo(1);
            assertThat(asked.reference("<solution>" + rotated(draft) + "</solution>"))
                    .isLessThan(1);
        });
    }

    /// Every group loses a word to the next.
    private static String rotated(Draft draft) {
        List<String> words = new ArrayList<>(List.of(Drafts.truth(draft).split(", ")));
        words.addLast(words.removeFirst());
        return String.join(", ", words);
    }

    /// Goes through all ways to part the words into fours, 35 of 8 words and 5775 of 12.
    @ParameterizedTest
    @EnumSource(
            value = Difficulty.class,
            names = {"EASY", "MEDIUM"})
    void of_all_partitions_one_alone_has_a_theme_for_each_group(Difficulty difficulty) {
        for (Draft draft : Drafts.of(MAKER, difficulty, 60)) {
            List<String> words = List.of(Drafts.material(draft).split(", "));
            List<List<Integer>> partitions = partitions((1 << words.size()) - 1);
            assertThat(partitions).hasSize(words.size() == 8 ? 35 : 5775);
            Map<Integer, Boolean> themes = new HashMap<>();
            List<Set<Set<String>>> right = partitions.stream()
                    .filter(fours -> fours.stream()
                            .allMatch(four -> themes.computeIfAbsent(four, mask -> hasTheme(words(words, mask)))))
                    .map(fours -> fours.stream().map(four -> words(words, four)).collect(Collectors.toSet()))
                    .toList();
            assertThat(right).containsExactly(truth(draft));
        }
    }

    private static Set<String> words(List<String> words, int mask) {
        return IntStream.range(0, words.size())
                .filter(i -> (mask >> i & 1) == 1)
                .mapToObj(words::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// All ways to part the bits of a mask into fours.
    private static List<List<Integer>> partitions(int mask) {
        if (mask == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (int four = mask; four > 0; four = (four - 1) & mask) {
            if (Integer.bitCount(four) == 4 && (four & Integer.lowestOneBit(mask)) != 0) {
                for (List<Integer> others : partitions(mask & ~four)) {
                    List<Integer> partition = new ArrayList<>(others);
                    partition.add(four);
                    all.add(partition);
                }
            }
        }
        return all;
    }

    /// Of four groups there are too many partitions: words are swapped between groups instead.
    @Test
    void no_two_words_of_four_groups_can_change_places() {
        for (Draft draft : Drafts.of(MAKER, Difficulty.HARD, 30)) {
            List<String> words = List.of(Drafts.truth(draft).split(", "));
            assertThat(new TreeSet<>(words))
                    .isEqualTo(new TreeSet<>(List.of(Drafts.material(draft).split(", "))));
            for (int i = 0; i < words.size(); i++) {
                for (int j = i / 4 * 4 + 4; j < words.size(); j++) {
                    List<String> swapped = new ArrayList<>(words);
                    swapped.set(i, words.get(j));
                    swapped.set(j, words.get(i));
                    assertThat(fours(swapped)).anyMatch(four -> !hasTheme(four));
                }
            }
            assertThat(fours(words)).allMatch(ConnectionsMakerTest::hasTheme);
        }
    }

    private static Set<Set<String>> truth(Draft draft) {
        return new HashSet<>(fours(List.of(Drafts.truth(draft).split(", "))));
    }

    private static List<Set<String>> fours(List<String> words) {
        List<Set<String>> fours = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 4) {
            fours.add(new TreeSet<>(words.subList(i, i + 4)));
        }
        return fours;
    }

    private static boolean hasTheme(Set<String> four) {
        return GROUPS.stream().anyMatch(group -> group.words().containsAll(four));
    }

    @Test
    void a_third_theme_that_takes_two_words_of_each_group_spoils_no_question_but_two_such_do() {
        List<WordGroup> groups = List.of(
                new WordGroup("a", List.of("a1", "a2", "a3", "a4")),
                new WordGroup("b", List.of("b1", "b2", "b3", "b4")),
                new WordGroup("c", List.of("A1", "a2", "b1", "b2")));
        List<String> words = List.of("a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4");
        List<WordGroup> small = groups.stream().map(WordGroup::inSmallLetters).toList();
        assertThat(Partitions.count(words, small, 9)).isEqualTo(1);
        List<WordGroup> more = new ArrayList<>(small);
        more.add(new WordGroup("d", List.of("a3", "a4", "b3", "b4")));
        assertThat(Partitions.count(words, more, 9)).isEqualTo(2);
        assertThat(Drafts.of(new ConnectionsMaker(groups), Difficulty.EASY, 50)).isNotEmpty();
        assertThat(Drafts.of(new ConnectionsMaker(more), Difficulty.EASY, 50)).isEmpty();
    }

    @Test
    void the_same_seed_gives_the_same_question_and_another_seed_another() {
        List<String> prompts = Drafts.of(MAKER, Difficulty.HARD, 120).stream()
                .map(Draft::prompt)
                .toList();
        assertThat(Drafts.of(new ConnectionsMaker(BundledMaterial.groups()), Difficulty.HARD, 120))
                .extracting(Draft::prompt)
                .isEqualTo(prompts);
        assertThat(new HashSet<>(prompts)).hasSize(prompts.size());
    }

    @Test
    void harder_puzzles_have_more_words_and_the_hardest_more_that_mislead() {
        assertThat(sizes(Difficulty.EASY)).containsExactly(8);
        assertThat(sizes(Difficulty.MEDIUM)).containsExactly(12);
        assertThat(sizes(Difficulty.HARD)).containsExactly(16);
        assertThat(misleading(Difficulty.HARD) / 16).isGreaterThan(1.2 * misleading(Difficulty.MEDIUM) / 12);
    }

    private static Set<Integer> sizes(Difficulty difficulty) {
        return Drafts.of(MAKER, difficulty, 50).stream()
                .map(draft -> Drafts.material(draft).split(", ").length)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// How many words share a theme with a word of another group.
    private static double misleading(Difficulty difficulty) {
        return Drafts.of(MAKER, difficulty, 60).stream()
                .mapToLong(draft -> {
                    List<String> words = List.of(Drafts.truth(draft).split(", "));
                    return words.stream()
                            .filter(word -> words.stream().anyMatch(other -> isMisled(words, word, other)))
                            .count();
                })
                .average()
                .orElseThrow();
    }

    private static boolean isMisled(List<String> words, String word, String other) {
        return words.indexOf(word) / 4 != words.indexOf(other) / 4
                && GROUPS.stream().anyMatch(group -> group.words().containsAll(List.of(word, other)));
    }
}
