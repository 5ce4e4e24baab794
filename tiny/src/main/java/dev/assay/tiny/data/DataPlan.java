package dev.assay.tiny.data;

import dev.assay.base.AssayException;
import java.util.EnumMap;
import java.util.Map;

/// How much data is made, and from which seed.
///
/// @param seed         decides the splits, the order and every choice of wording
/// @param trainRows for each template the most rows of the training split; a template that is not named gets
///     none
/// @param heldOutRows  the most rows of each template in the validation and in the test split
public record DataPlan(long seed, Map<Template, Integer> trainRows, int heldOutRows) {
    private static final int MOST_ROWS = 10_000_000;

    /// @throws AssayException `ASSAY-2081` if a number of rows is negative or above ten million
    public DataPlan {
        trainRows = Map.copyOf(trainRows);
        trainRows.forEach((template, rows) -> check("rows of template " + template.label(), rows));
        check("held-out rows", heldOutRows);
    }

    /// The plan of the bundled model.
    public static DataPlan standard() {
        Map<Template, Integer> rows = new EnumMap<>(Template.class);
        rows.put(Template.DEFINE, 30_000);
        rows.put(Template.CATEGORY, 50_000);
        rows.put(Template.IS_A, 120_000);
        rows.put(Template.SYNONYM, 20_000);
        rows.put(Template.PART_OF, 16_000);
        rows.put(Template.OPPOSITE, 6_000);
        rows.put(Template.CHOOSE, 80_000);
        return new DataPlan(42, rows, 4_000);
    }

    /// The most rows of a template in a split.
    int limit(Template template, Split split) {
        int train = trainRows.getOrDefault(template, 0);
        return split == Split.TRAIN ? train : Math.min(train, heldOutRows);
    }

    private static void check(String what, int rows) {
        if (rows < 0 || rows > MOST_ROWS) {
            throw AssayException.of(
                    "ASSAY-2081",
                    "The number of rows must be from 0 to " + MOST_ROWS + ", not " + rows + ".",
                    what,
                    "give a number in that range; 0 leaves the template out");
        }
    }
}
