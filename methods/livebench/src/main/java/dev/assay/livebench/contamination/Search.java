package dev.assay.livebench.contamination;

import java.util.BitSet;
import java.util.List;

/// Looks for n-grams of questions in words as they come.
///
/// A word that no question has ends every n-gram, so most of a corpus is passed over with one look.
final class Search implements WordSink {
    private static final int RING = Integer.highestOneBit(OverlapRules.MOST_WORDS) * 2;
    private static final int MASK = RING - 1;

    private final Vocabulary vocabulary;
    private final List<Passage> passages;
    private final Window usual;
    private final Window brief;
    private final int[] ring = new int[RING];
    private final long[] offsets = new long[RING];
    private final long[] lines = new long[RING];
    private String file = "";
    private long at;
    private int known;
    private long words;

    /// N-grams of one length, and how far they have come.
    private static final class Window {
        final Ngrams ngrams;
        final BitSet seen = new BitSet();
        long hash;

        Window(Ngrams ngrams) {
            this.ngrams = ngrams;
        }
    }

    /// @param passages  an n-gram's passage `2 i` is question i, `2 i + 1` its ground truth
    Search(Vocabulary vocabulary, Ngrams usual, Ngrams brief, List<Passage> passages) {
        this.vocabulary = vocabulary;
        this.passages = passages;
        this.usual = new Window(usual);
        this.brief = new Window(brief);
    }

    /// Says which file the next words are from.
    void open(String name) {
        file = name;
    }

    /// How many words have come.
    long words() {
        return words;
    }

    @Override
    public void gap() {
        at += OverlapRules.NEAR_WORDS + 1;
        forget();
    }

    private void forget() {
        known = 0;
        usual.hash = 0;
        brief.hash = 0;
    }

    @Override
    public void word(byte[] text, int length, long hash, long offset, long line) {
        words++;
        int number = vocabulary.number(text, length, hash);
        if (number == Vocabulary.NONE) {
            at++;
            forget();
            return;
        }
        int place = (int) at & MASK;
        ring[place] = number;
        offsets[place] = offset;
        lines[place] = line;
        at++;
        known++;
        advance(usual, number);
        advance(brief, number);
    }

    private void advance(Window window, int number) {
        Ngrams ngrams = window.ngrams;
        int length = ngrams.words();
        window.hash = ngrams.entered(window.hash, number);
        if (known > length) {
            window.hash = ngrams.left(window.hash, ring[(int) (at - 1 - length) & MASK]);
        }
        if (known >= length) {
            for (int entry = ngrams.first(window.hash); entry != Ngrams.NONE; entry = ngrams.next(entry)) {
                if (ngrams.isEntry(entry, ring, at)) {
                    hit(window, entry);
                }
            }
        }
    }

    private void hit(Window window, int entry) {
        int passage = window.ngrams.passage(entry);
        Passage question = passages.get(passage >> 1);
        if ((passage & 1) == 0) {
            question.hit(!window.seen.get(entry), at);
            window.seen.set(entry);
            if (question.isUntouched()) {
                int start = (int) (at - window.ngrams.words()) & MASK;
                question.begin(new Place(file, lines[start], offsets[start]));
            }
            for (var truth = question.nextTruthBefore(at); truth.isPresent(); truth = question.nextTruthBefore(at)) {
                countTruth(question, truth.get());
            }
        } else if (!brief.seen.get(entry) && question.isTruthNear(entry, at)) {
            countTruth(question, entry);
        }
    }

    /// Ground truths are sought by brief n-grams alone.
    private void countTruth(Passage question, int entry) {
        if (!brief.seen.get(entry)) {
            brief.seen.set(entry);
            question.foundTruth();
        }
    }

    /// What was found of each question, in their order.
    List<QuestionOverlap> overlaps(OverlapRules rules) {
        return passages.stream().map(passage -> passage.overlap(rules)).toList();
    }
}
