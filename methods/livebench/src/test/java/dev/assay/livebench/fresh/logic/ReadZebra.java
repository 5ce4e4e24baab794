package dev.assay.livebench.fresh.logic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads a zebra puzzle from its English text alone, and solves it by trying value after value at place
/// after place: another way than the maker's, which knows neither the maker's clues nor its words.
final class ReadZebra {
    private static final Pattern ATTRIBUTE = Pattern.compile("- ([a-z ]+): ((?:[a-z]+, )+[a-z]+)");
    private static final Pattern POSITION = Pattern.compile("the person at position (\\d)");

    private final List<String> nouns = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<ZebraSentence> sentences = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private int people;
    private long tried;

    /// Reads a whole prompt.
    ///
    /// @throws IllegalArgumentException if a clue is not understood
    ReadZebra(String prompt) {
        List<String> lines = prompt.lines().toList();
        int clues = lines.indexOf("What is known about them:");
        lines.subList(0, clues).forEach(this::readAttribute);
        lines.stream()
                .skip(clues + 1L)
                .filter(line -> line.startsWith("- "))
                .forEach(line -> sentences.add(read(line.substring(2))));
        lines.stream().filter(line -> line.matches("\\d\\. .*\\?")).forEach(line -> questions.add(line.substring(3)));
    }

    private void readAttribute(String line) {
        Matcher matcher = ATTRIBUTE.matcher(line);
        if (matcher.matches()) {
            nouns.add(matcher.group(1));
            List<String> own = List.of(matcher.group(2).split(", "));
            values.addAll(own);
            people = own.size();
        }
    }

    private Pattern person() {
        return Pattern.compile(
                "[Tt]he person who(?:se)? (?:[a-z]+ )+?(" + String.join("|", values) + ")(?: films)?(?![a-z])");
    }

    private List<Integer> described(String text) {
        return person().matcher(text)
                .results()
                .map(match -> values.indexOf(match.group(1)))
                .toList();
    }

    private ZebraSentence read(String line) {
        return ZebraSentence.of(
                described(line), person().matcher(line).replaceAll("#").replaceFirst("\\.$", ""));
    }

    int people() {
        return people;
    }

    List<String> values() {
        return values;
    }

    List<String> questions() {
        return questions;
    }

    int clues() {
        return sentences.size();
    }

    /// How many values have been tried at a place so far.
    long tried() {
        return tried;
    }

    /// Up to two ways to stand, as positions from 1 on of all values.
    List<int[]> solutions() {
        return solutions(sentences);
    }

    /// The same without one of the clues.
    List<int[]> solutionsWithout(int clue) {
        List<ZebraSentence> left = new ArrayList<>(sentences);
        left.remove(clue);
        return solutions(left);
    }

    /// Whether the answer to a question may be another one where nothing is known but one clue.
    boolean isOpenAfter(int clue, int question, String answer) {
        String text = questions.get(question);
        Optional<Integer> position = position(text);
        List<Integer> items = new ArrayList<>(described(text));
        if (!isPosition(answer)) {
            items.add(values.indexOf(answer));
        }
        int where = isPosition(answer) ? Integer.parseInt(answer) : position.orElse(0);
        ZebraSentence otherwise = items.size() == 1
                ? new ZebraSentence(items, p -> p[1] != where)
                : new ZebraSentence(items, p -> p[1] != p[2]);
        return !solutions(List.of(sentences.get(clue), otherwise)).isEmpty();
    }

    private List<int[]> solutions(List<ZebraSentence> asked) {
        List<int[]> found = new ArrayList<>();
        List<Integer> order = order(asked);
        search(order, checks(order, asked), new int[values.size()], 0, found);
        return found;
    }

    /// Values that complete many sentences come early.
    private List<Integer> order(List<ZebraSentence> asked) {
        List<Integer> order = new ArrayList<>();
        while (order.size() < values.size()) {
            order.add(IntStream.range(0, values.size())
                    .boxed()
                    .filter(item -> !order.contains(item))
                    .max(Comparator.comparingLong((Integer item) -> completed(asked, order, item))
                            .thenComparingLong(item -> touched(asked, item)))
                    .orElseThrow());
        }
        return order;
    }

    private static long completed(List<ZebraSentence> asked, List<Integer> order, int item) {
        return asked.stream()
                .filter(sentence -> sentence.items().contains(item))
                .filter(sentence -> sentence.items().stream().allMatch(i -> i == item || order.contains(i)))
                .count();
    }

    private static long touched(List<ZebraSentence> asked, int item) {
        return asked.stream()
                .filter(sentence -> sentence.items().contains(item))
                .count();
    }

    /// The sentences that can be checked once the value at each place of the order has its position.
    private static List<List<ZebraSentence>> checks(List<Integer> order, List<ZebraSentence> asked) {
        return IntStream.range(0, order.size())
                .mapToObj(at -> asked.stream()
                        .filter(sentence -> sentence.items().contains(order.get(at)))
                        .filter(sentence -> order.subList(0, at + 1).containsAll(sentence.items()))
                        .toList())
                .toList();
    }

    private void search(
            List<Integer> order, List<List<ZebraSentence>> checks, int[] positions, int at, List<int[]> found) {
        if (at == positions.length) {
            found.add(positions.clone());
            return;
        }
        int item = order.get(at);
        for (int position = 1; position <= people && found.size() < 2; position++) {
            tried++;
            if (isFree(positions, item, position)) {
                positions[item] = position;
                if (checks.get(at).stream().allMatch(sentence -> sentence.holds(positions, people))) {
                    search(order, checks, positions, at + 1, found);
                }
                positions[item] = 0;
            }
        }
    }

    private boolean isFree(int[] positions, int item, int position) {
        int start = item - item % people;
        return IntStream.range(start, start + people).noneMatch(other -> positions[other] == position);
    }

    /// The answers to all questions, with commas between them.
    String answers(int[] positions) {
        return questions.stream().map(question -> answer(question, positions)).collect(Collectors.joining(", "));
    }

    private String answer(String question, int[] positions) {
        int where =
                position(question).orElseGet(() -> positions[described(question).getFirst()]);
        if (question.startsWith("At what position is ") || question.startsWith("What is the position of ")) {
            return Integer.toString(where);
        }
        String noun = nouns.stream()
                .filter(name -> question.startsWith("What is the " + name + " of ")
                        || question.startsWith("What " + name + " do"))
                .findFirst()
                .orElseThrow();
        int start = nouns.indexOf(noun) * people;
        return IntStream.range(start, start + people)
                .filter(item -> positions[item] == where)
                .mapToObj(values::get)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Integer> position(String question) {
        return POSITION.matcher(question)
                .results()
                .map((MatchResult match) -> Integer.parseInt(match.group(1)))
                .findFirst();
    }

    private static boolean isPosition(String answer) {
        return Character.isDigit(answer.charAt(0));
    }
}
