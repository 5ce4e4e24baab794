package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Walks read from the English and carried out.
class NavigationMakerTest {
    @Test
    void walks_end_where_they_end_when_they_are_carried_out() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : Drafts.of(new NavigationMaker(), difficulty, Drafts.SEEDS)) {
                Map<String, Boolean> on = new HashMap<>();
                int[] place = {0, 0};
                int heading = 0;
                for (String line : draft.prompt().lines().toList()) {
                    if (line.startsWith("- ")) {
                        String[] words =
                                line.substring(2).toLowerCase(Locale.ROOT).split(" ");
                        assertThat(on).doesNotContainKey(words[0]);
                        on.put(words[0], signal(line, on));
                    } else if (line.matches("\\d+\\. .*") && applies(line, on)) {
                        heading = walked(line, place, heading);
                    }
                }
                assertThat(draft.truth().orElseThrow().toString())
                        .as(draft.prompt())
                        .isEqualTo("[" + place[0] + "," + place[1] + "]");
            }
        }
    }

    private static boolean signal(String line, Map<String, Boolean> on) {
        if (!line.contains("exactly if")) {
            return line.endsWith(" on.");
        }
        String rule = line.substring(line.indexOf("exactly if"));
        List<Boolean> values = on.entrySet().stream()
                .filter(entry -> rule.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        long count = values.stream().filter(value -> value).count();
        if (values.size() == 1) {
            return (count == 1) == rule.endsWith("is on.");
        }
        return rule.contains("both on")
                ? count == 2
                : rule.contains("at least one") ? count > 0 : rule.contains("the other off") ? count == 1 : count == 0;
    }

    private static boolean applies(String line, Map<String, Boolean> on) {
        Matcher one = Pattern.compile("If (\\w+) is (on|off), ").matcher(line);
        if (one.find()) {
            return isOn(on, one.group(1)) == one.group(2).equals("on");
        }
        Matcher either =
                Pattern.compile("If (\\w+) is on or (\\w+) is off, or both, ").matcher(line);
        if (either.find()) {
            return isOn(on, either.group(1)) || !isOn(on, either.group(2));
        }
        Matcher alike = Pattern.compile("If (\\w+) and (\\w+) are alike, ").matcher(line);
        return !alike.find() || isOn(on, alike.group(1)) == isOn(on, alike.group(2));
    }

    private static boolean isOn(Map<String, Boolean> on, String name) {
        assertThat(on).containsKey(name);
        return on.getOrDefault(name, false);
    }

    /// Walks, and gives the new heading in quarter turns clockwise from north.
    private static int walked(String line, int[] place, int before) {
        if (line.contains("change x and y")) {
            int x = place[0];
            place[0] = place[1];
            place[1] = x;
            return before;
        }
        Matcher steps = Pattern.compile("(\\d+) steps? (forward|backward)").matcher(line);
        assertThat(steps.find()).isTrue();
        int turn =
                line.contains("turn left") ? 3 : line.contains("turn right") ? 1 : line.contains("turn around") ? 2 : 0;
        int heading = (before + turn) % 4;
        int length = Integer.parseInt(steps.group(1)) * (steps.group(2).equals("forward") ? 1 : -1);
        place[0] += heading == 1 ? length : heading == 3 ? -length : 0;
        place[1] += heading == 0 ? length : heading == 2 ? -length : 0;
        return heading;
    }
}
