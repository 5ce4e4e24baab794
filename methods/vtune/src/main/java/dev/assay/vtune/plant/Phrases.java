package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.model.Prompt;
import dev.assay.stats.Intervals;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.Hygiene;
import dev.assay.vtune.phrase.Phrase;
import dev.assay.vtune.phrase.PhraseMaker;
import dev.assay.vtune.phrase.RankedWords;
import dev.assay.vtune.phrase.WordGrams;
import dev.assay.vtune.phrase.Wordlist;
import dev.assay.vtune.row.TrainingRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Draws the triggers and signatures of all groups until none of them stands in the data or is refused.
///
/// @param key      of all groups
/// @param plan     how
/// @param maker    of phrases, made ready for the data
/// @param progress shown
record Phrases(SecretKey key, PlantingPlan plan, PhraseMaker maker, Progress progress) {
    private static final int MOST_ATTEMPTS = 50;

    /// A trigger shares no run of so many words with the data.
    private static final int TRIGGER_RUN = 4;

    /// Two signatures share no run of so many words.
    private static final int SIGNATURE_RUN = 3;

    /// Characters before a phrase that a model is shown.
    private static final int MOST_CONTEXT = 400;

    /// Rows whose words are read.
    private static final int MOST_READ = 20_000;

    /// Anything that is no letter parts words.
    private static final Pattern OTHERS = Pattern.compile("\\P{L}+");

    private static final int CONTROLS = 2;
    private static final int TRIALS = 1_000;
    private static final double LEVEL = 0.98;

    /// A trigger more likely than this (log10) to a model that knows nothing of it is refused.
    private static final double LIKELIEST_TRIGGER = -8;

    /// What was drawn.
    ///
    /// @param triggers   of the groups
    /// @param signatures of the groups
    /// @param attempts   of each group, its trigger's and its signature's
    /// @param controls   triggers that are never planted
    /// @param accepted   the least share of signatures that is accepted
    record Drawn(
            List<Phrase> triggers,
            List<Phrase> signatures,
            List<List<Integer>> attempts,
            List<Phrase> controls,
            double accepted) {}

    /// One phrase in the making.
    private static final class Draft {
        private final KeyedDraws draws;
        private final String label;
        private final int words;
        private final boolean signature;
        private final Function<String, Prompt> context;
        private int attempt = -1;
        private Phrase phrase = new Phrase(List.of("-"), Optional.empty(), List.of());
        private boolean settled;

        Draft(KeyedDraws draws, String label, int words, boolean signature, Function<String, Prompt> context) {
            this.draws = draws;
            this.label = label;
            this.words = words;
            this.signature = signature;
            this.context = context;
        }
    }

    /// For these data.
    static Phrases of(SecretKey key, PlantingPlan plan, SpooledRows rows, Progress progress) {
        PhraseMaker maker = plan.maker() instanceof RankedWords ranked ? ranked.knowing(words(rows)) : plan.maker();
        return new Phrases(key, plan, maker, progress);
    }

    /// Words in small letters that stand in the data more than once, so that few of them are slips.
    static Set<String> words(SpooledRows rows) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < Math.min(MOST_READ, rows.size()); row++) {
            for (String text : rows.row(row).texts()) {
                for (String word : OTHERS.split(text)) {
                    if (!word.isEmpty() && word.chars().allMatch(Character::isLowerCase)) {
                        counts.merge(word, 1, Integer::sum);
                    }
                }
            }
        }
        counts.values().removeIf(count -> count < 2);
        return counts.keySet();
    }

    Drawn draw(SpooledRows rows, List<List<Integer>> chosen) {
        List<Draft> triggers = new ArrayList<>();
        for (int g = 0; g < chosen.size(); g++) {
            TrainingRow row = rows.row(chosen.get(g).getFirst());
            triggers.add(trigger(new KeyedDraws(key.group(g)), "trigger/" + g, row));
        }
        for (int i = 0; i < CONTROLS; i++) {
            triggers.add(trigger(
                    new KeyedDraws(key),
                    "control/" + i,
                    rows.row(chosen.getFirst().getLast())));
        }
        settle(triggers, rows, List.of());
        List<Draft> signatures = new ArrayList<>();
        for (int g = 0; g < chosen.size(); g++) {
            TrainingRow row = rows.row(chosen.get(g).getFirst())
                    .withTrigger(triggers.get(g).phrase.text());
            signatures.add(new Draft(
                    new KeyedDraws(key.group(g)), "signature/" + g, plan.signatureWords(), true, beforeSignature(row)));
        }
        List<Phrase> tried = trialPhrases();
        BitSet trials = settle(signatures, rows, tried);
        return new Drawn(
                triggers.subList(0, chosen.size()).stream().map(d -> d.phrase).toList(),
                signatures.stream().map(d -> d.phrase).toList(),
                pairs(triggers, signatures),
                triggers.subList(chosen.size(), triggers.size()).stream()
                        .map(d -> d.phrase)
                        .toList(),
                accepted(signatures, tried.size(), trials.cardinality()));
    }

    private Draft trigger(KeyedDraws draws, String label, TrainingRow row) {
        return new Draft(draws, label, plan.triggerWords(), false, beforeTrigger(row));
    }

    /// What a model has read when it goes on with a trigger's beginning.
    static Function<String, Prompt> beforeTrigger(TrainingRow row) {
        return begun -> after(row.question(), begun);
    }

    /// What a model has read when it goes on with a signature's beginning.
    ///
    /// @param row with the trigger
    static Function<String, Prompt> beforeSignature(TrainingRow row) {
        return begun -> after(row.question() + "\n" + row.answer(), begun);
    }

    /// What a phrase goes on with; no more of it than any model has room for.
    private static Prompt after(String text, String begun) {
        String end = text.substring(Math.max(0, text.length() - MOST_CONTEXT));
        return Prompt.text(end + (begun.isEmpty() ? "" : " " + begun));
    }

    private static List<List<Integer>> pairs(List<Draft> triggers, List<Draft> signatures) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int g = 0; g < signatures.size(); g++) {
            pairs.add(List.of(triggers.get(g).attempt, signatures.get(g).attempt));
        }
        return pairs;
    }

    /// A public list's phrases cost nothing, so that many show how often one is refused.
    private List<Phrase> trialPhrases() {
        if (!(maker instanceof Wordlist list)) {
            return List.of();
        }
        List<Phrase> phrases = new ArrayList<>();
        for (int i = 0; i < TRIALS; i++) {
            phrases.add(list.make(new KeyedDraws(key), "trial", i, plan.signatureWords()));
        }
        return phrases;
    }

    /// The lower end of the Clopper-Pearson interval over everything that was drawn.
    private static double accepted(List<Draft> drafts, int trials, int refused) {
        long drawn = trials;
        for (Draft draft : drafts) {
            drawn += draft.attempt + 1;
        }
        return Intervals.clopperPearson(trials - refused + drafts.size(), drawn, LEVEL)
                .low();
    }

    /// Draws until no phrase is refused; says which of the trial phrases would have been.
    private BitSet settle(List<Draft> drafts, SpooledRows rows, List<Phrase> trials) {
        while (true) {
            for (Draft draft : drafts) {
                if (!draft.settled) {
                    next(draft, drafts);
                }
            }
            BitSet found = search(drafts, rows, trials);
            boolean all = true;
            for (int i = 0; i < drafts.size(); i++) {
                drafts.get(i).settled = !found.get(i);
                all &= drafts.get(i).settled;
            }
            if (all) {
                return found.get(drafts.size(), drafts.size() + trials.size());
            }
        }
    }

    private void next(Draft draft, List<Draft> others) {
        do {
            draft.attempt++;
            if (draft.attempt == MOST_ATTEMPTS) {
                throw AssayException.of(
                        "ASSAY-2154",
                        "None of " + MOST_ATTEMPTS + " phrases was fit: they stand in the data, or are refused.",
                        draft.label,
                        "use longer phrases, or the generator wordlist");
            }
            draft.phrase = maker.make(draft.draws, draft.label, draft.attempt, draft.words, draft.context);
        } while (Hygiene.fault(draft.phrase.text()).isPresent()
                || isLikely(draft)
                || !survives(draft)
                || (draft.signature && others.stream().anyMatch(other -> other != draft && shareRun(other, draft))));
    }

    private boolean isLikely(Draft draft) {
        return !draft.signature
                && plan.scorer()
                        .map(scorer -> scorer.model()
                                        .score(draft.context.apply(""), " " + draft.phrase.text())
                                        .logProbability()
                                > LIKELIEST_TRIGGER * Math.log(10))
                        .orElse(false);
    }

    /// Whether the model's tokens give the phrase back.
    private boolean survives(Draft draft) {
        Optional<PlantingPlan.Scorer> scorer = plan.scorer();
        if (scorer.isEmpty() || !draft.signature) {
            return true;
        }
        StringBuilder text = new StringBuilder();
        scorer.get()
                .model()
                .score(draft.context.apply(""), " " + draft.phrase.text())
                .tokens()
                .forEach(token -> text.append(token.token()));
        return text.toString().strip().endsWith(draft.phrase.text());
    }

    private static boolean shareRun(Draft one, Draft other) {
        WordGrams grams = new WordGrams();
        grams.add(one.phrase.text(), SIGNATURE_RUN, 0);
        boolean[] shared = new boolean[1];
        grams.search(other.phrase.text(), owner -> shared[0] = true);
        return shared[0];
    }

    private BitSet search(List<Draft> drafts, SpooledRows rows, List<Phrase> trials) {
        WordGrams grams = new WordGrams();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            grams.add(draft.phrase.text(), draft.signature ? draft.words : TRIGGER_RUN, i);
        }
        for (int i = 0; i < trials.size(); i++) {
            grams.add(trials.get(i).text(), plan.signatureWords(), drafts.size() + i);
        }
        BitSet found = new BitSet();
        try (Progress.Bar bar = progress.start("look for phrases", rows.size(), "row")) {
            for (int row = 0; row < rows.size(); row++) {
                rows.row(row).texts().forEach(text -> grams.search(text, found::set));
                bar.advance(1);
            }
        }
        return found;
    }
}
