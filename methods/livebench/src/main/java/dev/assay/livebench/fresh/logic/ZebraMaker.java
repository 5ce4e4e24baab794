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

/// Makes zebra puzzles: people in a line, what they own, drink and play, and clues that leave one way.
///
/// Clues are drawn until a search finds one solution only, then those are dropped that are not needed.
/// A level from 8 to 20 says which kinds of clue there are; two categories of three people at the
/// easiest, five of five at the hardest. Four things are asked.
public final class ZebraMaker implements Maker {
    private static final int ASKED = 4;
    private static final int MOST_CLUES = 60;

    @Override
    public Kind kind() {
        return Kind.of("reasoning", "zebra_puzzle");
    }

    /// @param level  which clues there are
    /// @param people in the line
    /// @param categories of values
    private record Size(int level, int people, int categories) {
        static Size draw(RandomGenerator random, Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(8 + random.nextInt(4), 3, 2 + random.nextInt(2));
                case MEDIUM -> new Size(12 + random.nextInt(5), 4, 3 + random.nextInt(2));
                case HARD -> new Size(17 + random.nextInt(4), 5, 4 + random.nextInt(2));
            };
        }
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.draw(random, difficulty);
        Line line = Line.draw(random, size.people(), size.categories());
        return clues(random, line, size).map(clues -> draft(random, line, clues, size));
    }

    private static Optional<List<Clue>> clues(RandomGenerator random, Line line, Size size) {
        List<ClueKind> kinds = ClueKind.of(size.level());
        List<Clue> clues = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int tries = 0; tries < 2_000 && clues.size() < MOST_CLUES; tries++) {
            Optional<Clue> clue = kinds.get(random.nextInt(kinds.size())).draw(random, line);
            if (clue.isPresent() && !texts.contains(clue.get().text())) {
                clues.add(clue.get());
                texts.add(clue.get().text());
                if (clues.size() >= line.people() && isUnique(line, clues)) {
                    return Optional.of(needed(line, clues));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Clue> needed(Line line, List<Clue> clues) {
        List<Clue> needed = new ArrayList<>(clues);
        for (Clue clue : clues) {
            List<Clue> others = new ArrayList<>(needed);
            others.remove(clue);
            if (isUnique(line, others)) {
                needed = others;
            }
        }
        return needed;
    }

    private static boolean isUnique(Line line, List<Clue> clues) {
        return new ZebraSearch(line.people(), line.categories().size(), clues).solutions(2) == 1;
    }

    /// What is asked, and what is right.
    private record Asked(String question, String answer) {}

    private static Draft draft(RandomGenerator random, Line line, List<Clue> clues, Size size) {
        List<Asked> asked = Draws.some(random, questions(random, line), ASKED);
        StringBuilder prompt = new StringBuilder();
        prompt.append(line.people())
                .append(" people stand in a line, at positions 1 to ")
                .append(line.people())
                .append(
                        " from left to right. They differ in these attributes, and exactly one person has each value:\n");
        line.categories()
                .forEach(category -> prompt.append("- ")
                        .append(category.name())
                        .append(": ")
                        .append(String.join(
                                ", ",
                                Draws.some(
                                        random,
                                        category.values(),
                                        category.values().size())))
                        .append('\n'));
        prompt.append("\nThis is known about them:\n");
        Draws.some(random, clues, clues.size())
                .forEach(clue -> prompt.append("- ").append(clue.text()).append('\n'));
        prompt.append("\nAnswer these questions:\n");
        for (int i = 0; i < asked.size(); i++) {
            prompt.append(i + 1).append(". ").append(asked.get(i).question()).append('\n');
        }
        prompt.append("\nThink step by step. Then give the ")
                .append(ASKED)
                .append(
                        " answers in the order of the questions, separated by commas, in <solution></solution> tags, such as"
                                + " <solution>one, two, three, four</solution>: values as they are written above, positions as"
                                + " digits. If you are not sure, guess.");
        String truth = asked.stream().map(Asked::answer).collect(Collectors.joining(", "));
        return new Draft(
                prompt.toString(),
                Optional.of(TextNode.valueOf(truth)),
                "Only one order fits all that is known.\n\n<solution>" + truth + "</solution>",
                Map.of("level", IntNode.valueOf(size.level())));
    }

    /// Positions of values, and values of one category by those of another.
    private static List<Asked> questions(RandomGenerator random, Line line) {
        List<Asked> all = new ArrayList<>();
        for (int value = 0; value < line.values(); value++) {
            all.add(new Asked(
                    "At what position is " + line.who(value) + "?", Integer.toString(line.positions()[value] + 1)));
        }
        for (int value = 0; value < line.values(); value++) {
            int other =
                    (line.category(value) + 1 + random.nextInt(line.categories().size() - 1))
                            % line.categories().size();
            all.add(new Asked(
                    "Which " + line.categories().get(other).name() + " belongs to " + line.who(value) + "?",
                    line.value(line.at(other, line.positions()[value]))));
        }
        return all;
    }
}
