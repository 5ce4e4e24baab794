package dev.assay.tiny.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// WordNet opened once for all tests, with rows made of it: fewer for training than the bundled model has, and all
/// that are held out.
final class Opened {
    private static final int TRAIN_ROWS = 8_000;
    private static final int ONE_IN = 40;

    static final long SEED = DataPlan.standard().seed();
    static final DataPlan PLAN = plan();
    static final WordNet WORD_NET = WordNet.open(SEED);
    static final NounPhrases PHRASES = new NounPhrases(WORD_NET);
    static final Map<Split, List<Instruction>> ROWS = rows();

    private Opened() {}

    private static DataPlan plan() {
        DataPlan standard = DataPlan.standard();
        Map<Template, Integer> rows = new EnumMap<>(Template.class);
        standard.trainRows().forEach((template, most) -> rows.put(template, Math.min(most, TRAIN_ROWS)));
        return new DataPlan(SEED, rows, standard.heldOutRows());
    }

    /// A small part of WordNet, to make whole folders of.
    static WordNet part() {
        List<Concept> all = WORD_NET.concepts();
        return WordNet.of(
                SEED,
                IntStream.range(0, all.size() / ONE_IN)
                        .mapToObj(i -> all.get(i * ONE_IN))
                        .toList());
    }

    private static Map<Split, List<Instruction>> rows() {
        var instructions = new WordNetInstructions(WORD_NET, PHRASES);
        Map<Split, List<Instruction>> rows = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            rows.put(split, instructions.rows(split, PLAN));
        }
        return rows;
    }

    static List<Instruction> rows(Split split) {
        return ROWS.getOrDefault(split, List.of());
    }

    static List<Instruction> rows(Split split, Template template) {
        return rows(split).stream()
                .filter(row -> row.question().template() == template)
                .toList();
    }
}
