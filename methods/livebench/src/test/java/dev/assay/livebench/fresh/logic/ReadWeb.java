package dev.assay.livebench.fresh.logic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads a web of lies from its English text alone, and solves it by trying all ways to lie: for all
/// people at once, where the maker goes circle by circle and knows its words before they are said.
///
/// @param places of all people
/// @param said   all that is told, outright or by somebody
/// @param asked  the places of those asked for
record ReadWeb(List<String> places, List<Said> said, List<String> asked) {
    private static final Pattern PLACE = Pattern.compile("\\w+ is at the (\\w+)\\.");
    private static final Pattern ASKED = Pattern.compile("Does the person at the (\\w+) tell");
    private static final Pattern SAID = Pattern.compile("The person at the (\\w+) "
            + "(?:says (?:the person at the (\\w+)|that of the persons at the (\\w+) and the (\\w+)) )?"
            + "(tells the truth|lies|both or neither tell the truth|exactly one tells the truth|both tell the truth"
            + "|both lie|at least one tells the truth|at least one lies)\\.");

    /// Of how many of those spoken of the words say that they tell the truth.
    private static final Map<String, Set<Integer>> MEANING = Map.of(
            "tells the truth", Set.of(1),
            "lies", Set.of(0),
            "both or neither tell the truth", Set.of(0, 2),
            "exactly one tells the truth", Set.of(1),
            "both tell the truth", Set.of(2),
            "both lie", Set.of(0),
            "at least one tells the truth", Set.of(1, 2),
            "at least one lies", Set.of(0, 1));

    ReadWeb {
        places = List.copyOf(places);
        said = List.copyOf(said);
        asked = List.copyOf(asked);
    }

    /// A sentence as it is read.
    ///
    /// @param text    the sentence
    /// @param speaker nobody, where it is told outright
    /// @param about   the numbers of those spoken of
    /// @param words   what it says of them
    record Said(String text, List<Integer> speaker, List<Integer> about, String words) {
        Said {
            speaker = List.copyOf(speaker);
            about = List.copyOf(about);
        }

        boolean isOutright() {
            return speaker.isEmpty();
        }

        List<Integer> people() {
            return Stream.concat(speaker.stream(), about.stream()).toList();
        }

        boolean fits(int world) {
            int truthful = 0;
            for (int who : about) {
                truthful += world >> who & 1;
            }
            boolean isSo = MEANING.getOrDefault(words, Set.of()).contains(truthful);
            return isOutright() ? isSo : isSo == ((world >> speaker.getFirst() & 1) == 1);
        }
    }

    static ReadWeb of(String prompt) {
        List<String> places =
                PLACE.matcher(prompt).results().map(match -> match.group(1)).toList();
        List<Said> said =
                SAID.matcher(prompt).results().map(match -> said(match, places)).toList();
        List<String> asked =
                ASKED.matcher(prompt).results().map(match -> match.group(1)).toList();
        return new ReadWeb(places, said, asked);
    }

    private static Said said(MatchResult match, List<String> places) {
        int speaker = places.indexOf(match.group(1));
        List<Integer> others = IntStream.rangeClosed(2, 4)
                .mapToObj(match::group)
                .filter(Objects::nonNull)
                .map(places::indexOf)
                .toList();
        return others.isEmpty()
                ? new Said(match.group(), List.of(), List.of(speaker), match.group(5))
                : new Said(match.group(), List.of(speaker), others, match.group(5));
    }

    /// The numbers of those asked for.
    List<Integer> askedPeople() {
        return asked.stream().map(places::indexOf).toList();
    }

    /// The right answers, with commas between them; an empty text where nothing fits what is said.
    String answers() {
        int all = (1 << places.size()) - 1;
        int truthful = all;
        int lying = all;
        boolean fits = false;
        for (int world = 0; world <= all; world++) {
            if (fits(world)) {
                fits = true;
                truthful &= world;
                lying &= ~world;
            }
        }
        return fits ? words(truthful, lying) : "";
    }

    private String words(int truthful, int lying) {
        return askedPeople().stream()
                .map(who -> (truthful >> who & 1) == 1 ? "yes" : (lying >> who & 1) == 1 ? "no" : "unknown")
                .collect(Collectors.joining(", "));
    }

    private boolean fits(int world) {
        for (Said each : said) {
            if (!each.fits(world)) {
                return false;
            }
        }
        return true;
    }

    /// How many sayings it takes at least from those told outright to each person; as many as there are
    /// people where no chain of sayings leads there.
    int[] distances() {
        int[] distances = new int[places.size()];
        Arrays.fill(distances, distances.length);
        said.stream()
                .filter(Said::isOutright)
                .forEach(each -> distances[each.about().getFirst()] = 0);
        spread(distances);
        return distances;
    }

    /// How many groups there are that no saying links.
    long groups() {
        return Arrays.stream(leaders()).distinct().count();
    }

    /// For each person the lowest number of those linked to them.
    private int[] leaders() {
        int[] leaders = IntStream.range(0, places.size()).toArray();
        for (int round = 0; round < leaders.length; round++) {
            for (Said each : said) {
                int least = each.people().stream()
                        .mapToInt(who -> leaders[who])
                        .min()
                        .orElseThrow();
                each.people().forEach(who -> leaders[who] = least);
            }
        }
        return leaders;
    }

    private void spread(int[] distances) {
        for (int round = 0; round < distances.length; round++) {
            for (Said each : said) {
                int least = each.people().stream()
                        .mapToInt(who -> distances[who])
                        .min()
                        .orElseThrow();
                each.people().forEach(who -> distances[who] = Math.min(distances[who], least + 1));
            }
        }
    }
}
