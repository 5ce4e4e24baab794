package dev.assay.livebench.fresh.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Puzzles solved again from their English, by trying everything.
class LogicTest {
    private static List<Draft> drafts(Maker maker, Difficulty difficulty, int seeds) {
        List<Draft> all = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            maker.draw(new SplittableRandom(seed), difficulty).ifPresent(all::add);
        }
        return all;
    }

    private static String truth(Draft draft) {
        return draft.truth().orElseThrow().asText();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_lies_follows_from_all_ways_that_fit_what_is_said(boolean third) {
        for (Difficulty difficulty : List.of(Difficulty.EASY, Difficulty.MEDIUM)) {
            List<Draft> drafts =
                    drafts(new WebOfLiesMaker(third), difficulty, difficulty == Difficulty.EASY ? 200 : 60);
            assertThat(drafts).hasSizeGreaterThan(30);
            drafts.forEach(LogicTest::requireForced);
        }
        drafts(new WebOfLiesMaker(third), Difficulty.HARD, 3).forEach(LogicTest::requireForced);
    }

    private static void requireForced(Draft draft) {
        List<String> places = Pattern.compile("\\w+ is at the (\\w+)\\.")
                .matcher(draft.prompt())
                .results()
                .map(match -> match.group(1))
                .toList();
        List<MatchResult> said = Pattern.compile(
                        "The person at the (\\w+) (?:says (?:the person at the (\\w+)|that of the persons at the (\\w+) and the (\\w+)) )?"
                                + "(tells the truth|lies|both or neither tell the truth|exactly one tells the truth)\\.")
                .matcher(draft.prompt())
                .results()
                .toList();
        List<String> asked = Pattern.compile("Does the person at the (\\w+) tell")
                .matcher(draft.prompt())
                .results()
                .map(match -> match.group(1))
                .toList();
        Map<String, Integer> number = new HashMap<>();
        places.forEach(place -> number.put(place, number.size()));
        boolean[] canBeTrue = new boolean[3];
        boolean[] canBeFalse = new boolean[3];
        for (int world = 0; world < 1 << places.size(); world++) {
            int each = world;
            if (said.stream().allMatch(match -> fits(match, number, each))) {
                for (int i = 0; i < 3; i++) {
                    boolean truthful = isTrue(each, number, asked.get(i));
                    canBeTrue[i] |= truthful;
                    canBeFalse[i] |= !truthful;
                }
            }
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(canBeTrue[i] || canBeFalse[i]).isTrue();
            words.add(canBeTrue[i] && canBeFalse[i] ? "unknown" : canBeTrue[i] ? "yes" : "no");
        }
        assertThat(truth(draft)).as(draft.prompt()).isEqualTo(String.join(", ", words));
    }

    private static boolean isTrue(int world, Map<String, Integer> number, String place) {
        assertThat(number).containsKey(place);
        return (world >> number.getOrDefault(place, 0) & 1) == 1;
    }

    private static boolean fits(MatchResult said, Map<String, Integer> number, int world) {
        boolean speaker = isTrue(world, number, said.group(1));
        String what = said.group(5);
        if (said.group(3) != null) {
            boolean alike = isTrue(world, number, said.group(3)) == isTrue(world, number, said.group(4));
            return speaker == (alike == what.startsWith("both"));
        }
        boolean claimed = what.equals("tells the truth");
        return said.group(2) == null
                ? speaker == claimed
                : speaker == (isTrue(world, number, said.group(2)) == claimed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_pattern_of_answers_is_much_likelier_than_another(boolean third) {
        Map<String, Integer> counts = new TreeMap<>();
        drafts(new WebOfLiesMaker(third), Difficulty.MEDIUM, 2_000)
                .forEach(draft -> counts.merge(truth(draft), 1, Integer::sum));
        double mean = counts.values().stream().mapToInt(n -> n).average().orElseThrow();
        assertThat(counts).hasSize(third ? 27 : 8);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat((double) count).isBetween(mean / 2, mean * 1.6));
    }
}
