package dev.assay.livebench.fresh.logic;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes puzzles about people in a line, known as zebra puzzles: clues say who stands where and has
/// what, and four facts are asked, each of which follows from several clues together.
///
/// A constraint solver has found that the people can stand in one way only, and that no clue can be
/// left out. Difficulty is size, from 2 people with 3 values each to 5 with 5, and the level, from 8 to
/// 20: which kinds of clues there may be. Source: "LiveBench", White et al., arXiv 2406.19314, section
/// on reasoning.
public final class ZebraMaker implements Maker {
    private static final int ASKED = 4;

    private final List<Attribute> attributes = Attribute.all();

    @Override
    public Kind kind() {
        return Kind.of("reasoning", "zebra_puzzle");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Lineup lineup = Draws.one(random, sizes(difficulty));
        int level = level(random, difficulty);
        int[] places = lineup.places(random);
        LineupWords words = LineupWords.draw(random, lineup, attributes);
        return new Clues(lineup, places, ClueKind.of(level))
                .draw(random)
                .flatMap(clues -> new LineupAsks(lineup, places, clues)
                        .draw(random, ASKED)
                        .map(asks -> draft(prompt(random, words, clues, asks), words, places, asks, level)));
    }

    private static List<Lineup> sizes(Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> List.of(new Lineup(2, 3), new Lineup(2, 4), new Lineup(3, 3));
            case MEDIUM -> List.of(new Lineup(3, 4), new Lineup(3, 5), new Lineup(4, 4));
            case HARD -> List.of(new Lineup(4, 5), new Lineup(5, 4), new Lineup(5, 5));
        };
    }

    private static int level(RandomGenerator random, Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> Draws.between(random, 8, 11);
            case MEDIUM -> Draws.between(random, 12, 16);
            case HARD -> Draws.between(random, 17, 20);
        };
    }

    private static Draft draft(String prompt, LineupWords words, int[] places, List<LineupAsk> asks, int level) {
        String truth = asks.stream().map(ask -> words.item(ask.answer())).collect(Collectors.joining(", "));
        String right = "Step by step the clues leave one line.\n" + words.solution(places) + "\n<solution>" + truth
                + "</solution>";
        return new Draft(prompt, Optional.of(TextNode.valueOf(truth)), right, Map.of("level", IntNode.valueOf(level)));
    }

    private static String prompt(RandomGenerator random, LineupWords words, List<Clue> clues, List<LineupAsk> asks) {
        List<String> lines = new ArrayList<>(words.scene(random));
        lines.add("What is known about them:");
        clues.forEach(clue -> lines.add("- " + words.clue(random, clue)));
        lines.addAll(words.notes(clues));
        lines.add("Answer these questions:");
        for (int i = 0; i < asks.size(); i++) {
            lines.add((i + 1) + ". " + words.question(random, asks.get(i)));
        }
        lines.add("Think step by step. Then give the answers in the order of the questions, values as they stand above"
                + " and positions in digits, in this form: <solution>first, second, third, fourth</solution>. If you are"
                + " not sure, guess.");
        return String.join("\n", lines);
    }
}
