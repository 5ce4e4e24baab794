package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Beliefs found again from the English, as stories inside of stories: what Ann thinks that Bo thinks
/// is where the thing was last put in the story that Bo saw in the story that Ann saw.
class TheoryOfMindMakerTest {
    private static final Pattern EVENT =
            Pattern.compile("(\\w+) (leaves|comes back into|moves|puts) the [^.]*?(?:into the (\\w+ \\w+))?"
                    + "(?: while all look on)?\\.");
    private static final Pattern BELIEVER = Pattern.compile("(?:does|that) ([A-Z]\\w+) think");

    /// Somebody leaves, comes back, or puts the thing into a place.
    private record Event(String who, String what, String place) {
        boolean isMove() {
            return !place.isEmpty();
        }

        /// Who is there after it.
        Set<String> after(Set<String> there) {
            Set<String> all = new HashSet<>(there);
            if (what.equals("leaves")) {
                all.remove(who);
            } else {
                all.add(who);
            }
            return all;
        }
    }

    /// A story as somebody saw it, who finds out who came and went meanwhile as soon as he is back.
    private static List<Event> seenBy(String who, List<Event> story, Set<String> people) {
        List<Event> seen = new ArrayList<>();
        Set<String> there = people;
        Set<String> known = people;
        for (Event event : story) {
            boolean wasThere = there.contains(who);
            there = event.after(there);
            if (wasThere || there.contains(who)) {
                for (String other : people) {
                    boolean isThere = there.contains(other);
                    if (!other.equals(event.who()) && isThere != known.contains(other)) {
                        seen.add(new Event(other, isThere ? "comes back into" : "leaves", ""));
                    }
                }
                seen.add(event);
                known = there;
            }
        }
        return seen;
    }

    private static String lastPlace(List<Event> story) {
        return story.stream()
                .filter(Event::isMove)
                .reduce((first, second) -> second)
                .orElseThrow()
                .place();
    }

    @Test
    void beliefs_are_where_the_thing_was_last_put_in_the_innermost_story() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : Drafts.of(new TheoryOfMindMaker(), difficulty, Drafts.SEEDS)) {
                String told = draft.prompt().substring(0, draft.prompt().indexOf("\n\n"));
                Set<String> people =
                        Set.of(told.substring(0, told.indexOf(" are in the ")).split(", | and "));
                List<Event> story = EVENT.matcher(told)
                        .results()
                        .map(TheoryOfMindMakerTest::event)
                        .toList();
                List<String> chain = BELIEVER.matcher(
                                draft.prompt().substring(draft.prompt().indexOf("At the end")))
                        .results()
                        .map(name -> name.group(1))
                        .toList();
                List<Event> innermost = story;
                for (String who : chain) {
                    innermost = seenBy(who, innermost, people);
                }
                assertThat(chain).hasSize(chainLength(difficulty)).doesNotHaveDuplicates();
                assertThat(Drafts.truth(draft))
                        .as(draft.prompt())
                        .isEqualTo(lastPlace(innermost))
                        .isNotEqualTo(lastPlace(story));
            }
        }
    }

    @Test
    void nobody_acts_who_is_not_there() {
        for (Draft draft : Drafts.of(new TheoryOfMindMaker(), Difficulty.HARD, Drafts.SEEDS)) {
            String told = draft.prompt().substring(0, draft.prompt().indexOf("\n\n"));
            Set<String> there =
                    Set.of(told.substring(0, told.indexOf(" are in the ")).split(", | and "));
            for (MatchResult each : EVENT.matcher(told).results().toList()) {
                Event event = event(each);
                assertThat(there.contains(event.who()))
                        .as(each.group() + " of " + told)
                        .isNotEqualTo(event.what().startsWith("comes"));
                there = event.after(there);
            }
        }
    }

    private static Event event(MatchResult each) {
        String place = each.group(3) == null ? "" : each.group(3).replace(' ', '_');
        return new Event(each.group(1), each.group(2), place);
    }

    private static int chainLength(Difficulty difficulty) {
        return List.of(Difficulty.values()).indexOf(difficulty) + 1;
    }
}
