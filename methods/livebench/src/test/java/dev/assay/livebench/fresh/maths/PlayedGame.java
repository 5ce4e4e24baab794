package dev.assay.livebench.fresh.maths;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A game read from its prompt, and played in every way.
///
/// @param kind    what its numbers belong to: a card, a square or an end
/// @param numbers by label, their integrals summed numerically
/// @param reach   how many cards or squares a move may take
record PlayedGame(String kind, Map<String, Double> numbers, int reach) {
    private static final Pattern LINE = Pattern.compile("- (\\w+)(?: (\\w+))?: \\$(.*)\\$");

    static PlayedGame of(String prompt) {
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> kinds = new ArrayList<>();
        for (String line : prompt.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                kinds.add(matcher.group(1));
                String name = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
                values.put(name, Quadrature.of(matcher.group(3)));
            }
        }
        int reach = prompt.contains("one, two or three squares")
                ? 3
                : prompt.contains("one or two squares") || prompt.contains("one or two cards") ? 2 : 1;
        return new PlayedGame(kinds.getFirst(), values, reach);
    }

    List<Double> values() {
        return List.copyOf(numbers.values());
    }

    /// How many ways there are to play, counted by playing.
    int plays() {
        AtomicInteger count = new AtomicInteger();
        outcome(count);
        return count.get();
    }

    double outcome() {
        return outcome(new AtomicInteger());
    }

    /// What is asked for.
    private double outcome(AtomicInteger plays) {
        return switch (kind) {
            case "Card" -> cards(values(), 0, 0, true, plays);
            case "Square" -> squares(values(), 0, 0, true, plays);
            case "End" -> forks("", 0, plays);
            default -> throw new AssertionError(kind);
        };
    }

    /// The first player's points.
    private double cards(List<Double> row, double mine, double others, boolean first, AtomicInteger plays) {
        if (row.isEmpty()) {
            plays.incrementAndGet();
            return mine;
        }
        double best = first ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        for (int count = 1; count <= Math.min(reach, row.size()); count++) {
            for (boolean left : new boolean[] {true, false}) {
                int cut = left ? count : row.size() - count;
                List<Double> head = row.subList(0, cut);
                List<Double> tail = row.subList(cut, row.size());
                double gain = (left ? head : tail).stream().mapToDouble(x -> x).sum();
                double result = first
                        ? cards(left ? tail : head, mine + gain, others, false, plays)
                        : cards(left ? tail : head, mine, others + gain, true, plays);
                best = first ? Math.max(best, result) : Math.min(best, result);
            }
        }
        return best;
    }

    /// The first player's score less the second's.
    private double squares(List<Double> road, double mine, double others, boolean first, AtomicInteger plays) {
        if (road.isEmpty()) {
            plays.incrementAndGet();
            return mine - others;
        }
        double best = first ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        for (int step = 1; step <= Math.min(reach, road.size()); step++) {
            double worth = road.get(step - 1);
            List<Double> rest = road.subList(step, road.size());
            double result = first
                    ? squares(rest, mine + worth, others, false, plays)
                    : squares(rest, mine, others + worth, true, plays);
            best = first ? Math.max(best, result) : Math.min(best, result);
        }
        return best;
    }

    /// What the first player receives.
    private double forks(String moves, double received, AtomicInteger plays) {
        Double payment = numbers.get(moves);
        if (payment != null) {
            plays.incrementAndGet();
            return received + payment;
        }
        boolean first = moves.length() % 2 == 0;
        double toll = numbers.getOrDefault("Toll", 0.0);
        double left = forks(moves + "L", received, plays);
        double right = forks(moves + "R", first ? received - toll : received + toll, plays);
        return first ? Math.max(left, right) : Math.min(left, right);
    }
}
