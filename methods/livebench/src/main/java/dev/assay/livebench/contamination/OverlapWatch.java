package dev.assay.livebench.contamination;

import dev.assay.base.AssayException;
import dev.assay.livebench.contamination.Numbered.Gram;
import dev.assay.livebench.question.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Looks for questions in a corpus by their n-grams of words.
///
/// The questions' n-grams are held in memory, about 100 bytes each; the corpus is read once, in blocks,
/// so that memory does not grow with it. What is found is compared word by word, so that no two n-grams
/// of one hash are taken for each other. [OverlapRules] says what counts.
///
/// Paraphrases and translations are not found.
public final class OverlapWatch {
    private static final double LEVEL = 0.95;

    private final OverlapRules rules;
    private final Vocabulary vocabulary = new Vocabulary();
    private final Ngrams usual;
    private final Ngrams brief;
    private final Map<String, Passage.Sought> sought = new HashMap<>();
    private final List<Question> questions;

    /// A question's words.
    private record Texts(Question question, Numbered turns, Numbered truth) {}

    /// Prepares the questions.
    ///
    /// @param questions of different ids
    public OverlapWatch(List<Question> questions, OverlapRules rules) {
        this.rules = rules;
        this.usual = new Ngrams(rules.ngram());
        this.brief = new Ngrams(rules.shortNgram());
        this.questions = List.copyOf(questions);
        Map<List<String>, List<Integer>> tasks = new LinkedHashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            tasks.computeIfAbsent(List.of(question.category(), question.task()), key -> new ArrayList<>())
                    .add(i);
        }
        tasks.values().forEach(this::addTask);
    }

    private void addTask(List<Integer> places) {
        List<Texts> own = places.stream().map(i -> texts(questions.get(i))).toList();
        Set<Gram> shared = boilerplate(
                own.stream().map(each -> each.turns().grams(rules.ngram())).toList());
        Set<Gram> sharedBrief = boilerplate(
                own.stream().map(each -> each.turns().grams(rules.shortNgram())).toList());
        Set<Gram> sharedTruth = boilerplate(
                own.stream().map(each -> each.truth().grams(rules.shortNgram())).toList());
        for (int i = 0; i < own.size(); i++) {
            addQuestion(places.get(i), own.get(i), shared, sharedBrief, sharedTruth);
        }
    }

    private Texts texts(Question question) {
        List<String> truth = question.truth().isEmpty() ? List.of() : List.of(question.truthText());
        return new Texts(question, Numbered.of(question.turns(), vocabulary), Numbered.of(truth, vocabulary));
    }

    /// What too many of a task's questions share.
    private Set<Gram> boilerplate(List<Set<Gram>> grams) {
        int most = Math.min(rules.shared(), Math.max(1, grams.size() - 1));
        Map<Gram, Integer> counts = new HashMap<>();
        grams.forEach(own -> own.forEach(gram -> counts.merge(gram, 1, Integer::sum)));
        counts.values().removeIf(count -> count <= most);
        return counts.keySet();
    }

    private void addQuestion(int place, Texts texts, Set<Gram> shared, Set<Gram> sharedBrief, Set<Gram> sharedTruth) {
        Set<Gram> all = texts.turns().grams(rules.ngram());
        Set<Gram> counted = without(all, shared);
        Set<Gram> allBrief = texts.turns().grams(rules.shortNgram());
        boolean isShort = counted.size() < rules.ngram();
        if (isShort) {
            all = allBrief;
            counted = without(allBrief, sharedBrief);
        }
        Ngrams ngrams = isShort ? brief : usual;
        counted.forEach(gram -> ngrams.add(gram.words(), 2 * place));
        Set<Gram> truth = without(without(texts.truth().grams(rules.shortNgram()), sharedTruth), allBrief);
        truth.forEach(gram -> brief.add(gram.words(), 2 * place + 1));
        sought.put(
                texts.question().id(),
                new Passage.Sought(
                        ngrams.words(),
                        texts.turns().words(),
                        counted.size(),
                        all.size() - counted.size(),
                        truth.size()));
    }

    private static Set<Gram> without(Set<Gram> all, Set<Gram> some) {
        Set<Gram> left = new LinkedHashSet<>(all);
        left.removeIf(some::contains);
        return left;
    }

    /// Reads a corpus; nothing if it was stopped.
    ///
    /// @param progress told how many bytes more were read from the disk
    /// @param stop     asked again and again
    /// @throws AssayException `ASSAY-4207` if a file cannot be read, or there is no word in any
    public Optional<Overlap> search(Corpus corpus, LongConsumer progress, BooleanSupplier stop) {
        List<Passage> passages = questions.stream()
                .map(question -> new Passage(question, sought(question)))
                .toList();
        Search search = new Search(vocabulary, usual, brief, passages);
        Corpus.Reading reading = corpus.read(new Words(search), search::open, progress, stop);
        if (!reading.whole()) {
            return Optional.empty();
        }
        if (search.words() == 0) {
            throw AssayException.of(
                    "ASSAY-4207",
                    "There is no word in the corpus.",
                    "files that have none of the fields: " + reading.without().size(),
                    "name the fields that hold text, such as --field content");
        }
        List<QuestionOverlap> all = search.overlaps(rules);
        return Optional.of(new Overlap(
                rules,
                new Overlap.Searched(
                        corpus.files(), corpus.others(), reading.without(), reading.bytes(), search.words()),
                all,
                TaskOverlap.of(all, LEVEL)));
    }

    private Passage.Sought sought(Question question) {
        return java.util.Objects.requireNonNull(sought.get(question.id()));
    }
}
