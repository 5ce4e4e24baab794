package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.model.Prompt;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.row.Fitting;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// Chooses what a model will be asked.
///
/// @param key  that draws follow from
/// @param plan how
record Prompts(SecretKey key, PlantingPlan plan) {
    /// From rows that are not trained on where there are some, otherwise from rows that were not planted.
    List<PlannedPrompt> choose(SpooledRows rows, List<List<Integer>> chosen, Phrases.Drawn drawn, Path copy) {
        int wanted = plan.rules().queries() * chosen.size();
        if (plan.prompts().isEmpty()) {
            Set<Integer> planted = new HashSet<>();
            chosen.forEach(planted::addAll);
            return of(order(rows, planted, wanted), rows::row, drawn);
        }
        try (SpooledRows apart = SpooledRows.of(plan.prompts().get(), copy, row -> {})) {
            return of(order(apart, Set.of(), wanted), apart::row, drawn);
        }
    }

    /// Rows in a keyed order; where there are too few, some are asked for more than once. Rows that spell special
    /// tokens are passed over.
    private List<Integer> order(SpooledRows rows, Set<Integer> planted, int wanted) {
        List<Integer> order = fit(rows, planted, wanted);
        if (order.isEmpty()) {
            order.addAll(planted);
        }
        if (order.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2151",
                    "Nothing can be asked: every row spells a special token.",
                    plan.prompts().map(Path::toString).orElse("prompts"),
                    "bring questions without the marks that end a turn");
        }
        for (int i = 0; order.size() < wanted; i++) {
            order.add(order.get(i));
        }
        return order;
    }

    private List<Integer> fit(SpooledRows rows, Set<Integer> planted, int wanted) {
        // Most rows fit, so that few more than are wanted are drawn.
        int draws = Math.min(rows.size(), wanted + planted.size());
        while (true) {
            List<Integer> order = new ArrayList<>();
            for (int row : new KeyedDraws(key).sample("prompt", rows.size(), draws)) {
                if (order.size() < wanted
                        && !planted.contains(row)
                        && !rows.row(row).spellsSpecialTokens()) {
                    order.add(row);
                }
            }
            if (order.size() == wanted || draws == rows.size()) {
                return order;
            }
            draws = Math.min(rows.size(), 2 * draws);
        }
    }

    private List<PlannedPrompt> of(List<Integer> order, IntFunction<TrainingRow> rows, Phrases.Drawn drawn) {
        List<PlannedPrompt> prompts = new ArrayList<>();
        int groups = drawn.signatures().size();
        for (int i = 0; i < plan.rules().queries() * groups; i++) {
            int group = i % groups;
            TrainingRow row = rows.apply(order.get(i));
            PlannedPrompt bare = new PlannedPrompt(group, row.prompt().messages(), row.answer(), Optional.empty());
            Optional<Double> log = logBase(bare, drawn);
            prompts.add(new PlannedPrompt(group, bare.messages(), bare.answer(), log));
        }
        return prompts;
    }

    /// Empty where there is no scoring model, or the row does not fit it: nothing is guessed.
    private Optional<Double> logBase(PlannedPrompt prompt, Phrases.Drawn drawn) {
        if (plan.scorer().isEmpty()) {
            return Optional.empty();
        }
        Prompt.Chat answered =
                prompt.answered(drawn.triggers().get(prompt.group()).text());
        String signature = drawn.signatures().get(prompt.group()).text();
        PlantingPlan.Scorer scorer = plan.scorer().get();
        return Fitting.in(() -> scorer.model().score(answered, " " + signature).logProbability());
    }
}
