package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Many prompts to one model, remembered in a journal, so that a run killed at any moment goes on where it
/// stopped.
///
/// A prompt is known by the sha256 of model, place in the list, prompt and sampling: change any of these and it
/// is asked anew, while the journal keeps the old answer too. Answered prompts are never asked again; failed
/// ones are, by the next run.
///
/// A failure that belongs to one prompt (too long, refused, a timeout) is its outcome and the run goes on. What
/// every other prompt would meet as well (a refused key, an unknown model) stops the run, as do 16 outages in a
/// row.
public final class BatchRun {
    private static final int OUTAGES_IN_A_ROW = 16;

    private final LanguageModel model;
    private final Path journal;
    private final int parallelism;

    /// A run that is not begun.
    ///
    /// @param journal     a JSON-lines file, made if it does not exist
    /// @param parallelism most prompts under way at once; a remote model's own bound holds as well
    /// @throws IllegalArgumentException if `parallelism` is not from 1 to 1024
    public BatchRun(LanguageModel model, Path journal, int parallelism) {
        if (parallelism < 1 || parallelism > 1024) {
            throw new IllegalArgumentException("parallelism lies from 1 to 1024: " + parallelism);
        }
        this.model = model;
        this.journal = journal;
        this.parallelism = parallelism;
    }

    /// Asks what the journal has no answer to.
    ///
    /// @return what became of each prompt, in their order
    /// @throws AssayException if the run had to stop, or the journal cannot be used (`ASSAY-2037`, `ASSAY-4037`,
    ///     `ASSAY-5031`); what was answered is in the journal
    public List<Outcome> run(List<? extends Prompt> prompts, Sampling sampling, OutcomeListener listener) {
        try (var open = Journal.open(journal)) {
            var round = new Round(open, prompts, sampling, listener);
            round.fromJournal();
            Parallel.run(round.open.size(), parallelism, round::ask);
            return round.outcomes();
        }
    }

    private final class Round {
        private final Journal lines;
        private final List<? extends Prompt> prompts;
        private final Sampling sampling;
        private final OutcomeListener listener;
        private final List<String> keys = new ArrayList<>();
        private final List<Integer> open = new ArrayList<>();
        private final ReentrantLock listening = new ReentrantLock();
        private final AtomicInteger outages = new AtomicInteger();

        Round(Journal lines, List<? extends Prompt> prompts, Sampling sampling, OutcomeListener listener) {
            this.lines = lines;
            this.prompts = List.copyOf(prompts);
            this.sampling = sampling;
            this.listener = listener;
        }

        void fromJournal() {
            for (int i = 0; i < prompts.size(); i++) {
                String key = BatchKey.of(model.name(), i, prompts.get(i), sampling);
                keys.add(key);
                Optional<Outcome> before = lines.outcome(key).filter(Outcome.Answered.class::isInstance);
                if (before.isPresent()) {
                    listener.ended(i, before.get());
                } else {
                    open.add(i);
                }
            }
        }

        void ask(int number) {
            int index = open.get(number);
            Outcome outcome = outcome(prompts.get(index));
            lines.append(new JournalLine(keys.get(index), index, outcome));
            listening.lock();
            try {
                listener.ended(index, outcome);
            } finally {
                listening.unlock();
            }
            if (outcome instanceof Outcome.Failed(Problem problem)) {
                stopIfHopeless(problem);
            } else {
                outages.set(0);
            }
        }

        private Outcome outcome(Prompt prompt) {
            try {
                return new Outcome.Answered(model.generate(prompt, sampling));
            } catch (AssayException e) {
                Problem problem = e.problems().getFirst();
                if (problem.code().equals("ASSAY-6030")) {
                    throw e;
                }
                return new Outcome.Failed(problem);
            }
        }

        private void stopIfHopeless(Problem problem) {
            boolean stop = switch (problem.code()) {
                case "ASSAY-2032", "ASSAY-2033", "ASSAY-2035", "ASSAY-4030" -> true;
                case "ASSAY-4034", "ASSAY-4035", "ASSAY-4036" -> outages.incrementAndGet() >= OUTAGES_IN_A_ROW;
                default -> false;
            };
            if (stop) {
                throw new AssayException(problem);
            }
        }

        List<Outcome> outcomes() {
            return keys.stream().map(key -> lines.outcome(key).orElseThrow()).toList();
        }
    }
}
