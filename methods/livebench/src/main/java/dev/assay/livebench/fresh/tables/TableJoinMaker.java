package dev.assay.livebench.fresh.tables;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks which column of one table is which of another, when only the values tell.
///
/// Both are samples of one table and have some rows in common. The second has its columns in another
/// order, most under random names, some left out, and at higher difficulties columns of another table
/// among them. A question is taken only if the values [determine][JoinedPair#isDetermined] the answer.
/// Method: White et al., "LiveBench" (arXiv 2406.19314), section on data analysis.
public final class TableJoinMaker implements Maker {
    private static final List<String> TASKS = List.of(
            "Tables A and B were sampled from the same source. Work out which columns of A occur in B, and under which"
                    + " names.",
            "Someone exported part of table A again as table B, in another column order and mostly under meaningless"
                    + " names. Find the columns that belong together.",
            "Two CSV tables are to be joined. Decide for each column of table A which column of table B, if any, holds"
                    + " the same attribute.",
            "Table B repeats some of the data of table A, but most of its headings were scrambled. Recover how the"
                    + " columns of A map to those of B.");
    private static final List<String> FOREIGN =
            List.of("B may also hold columns that have nothing to do with A.", "Not every column of B comes from A.");

    private final JoinSampler sampler;

    /// @param tables to ask of; synthetic ones where there are none
    public TableJoinMaker(List<SourceTable> tables) {
        this.sampler = new JoinSampler(new Material(tables));
    }

    @Override
    public Kind kind() {
        return Kind.of("data_analysis", "tablejoin");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        return sampler.draw(random, JoinShape.of(difficulty))
                .filter(JoinedPair::isDetermined)
                .map(pair -> draft(random, pair, difficulty));
    }

    private static Draft draft(RandomGenerator random, JoinedPair pair, Difficulty difficulty) {
        ObjectNode truth = JsonNodeFactory.instance.objectNode();
        pair.mapping().forEach(truth::put);
        String prompt = Draws.one(random, TASKS) + "\n\n"
                + "At least " + pair.common() + " rows of A also stand in B, where their order differs; the other"
                + " rows may be anything. A column of A maps to one column of B or to none, and no two map to the same. Wherever"
                + " the values allow that two columns are the same, they are."
                + (difficulty == Difficulty.EASY ? "" : " " + Draws.one(random, FOREIGN))
                + "\n\nThink step by step; if you are unsure, give your best guess. End with a Python dictionary of the"
                + " form {column name in A: column name in B} between the tags <solution> and </solution>. Leave out"
                + " columns of A that B does not have.\n\n"
                + "CSV Table A:\n" + Csv.text(pair.a()) + "\n\n"
                + "CSV Table B:\n" + Csv.text(pair.b()) + "\n";
        return Draft.of(prompt, truth.toString(), right(pair.mapping(), truth));
    }

    private static String right(Map<String, String> mapping, ObjectNode truth) {
        return "The values of " + mapping.size() + " columns of A stand in B.\n\n<solution>" + truth + "</solution>";
    }
}
