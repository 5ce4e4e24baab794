package dev.assay.tiny.data;

/// The four parts of speech of WordNet.
public enum PartOfSpeech {
    NOUN('n'),
    VERB('v'),
    ADJECTIVE('a'),
    ADVERB('r');

    private final char letter;

    PartOfSpeech(char letter) {
        this.letter = letter;
    }

    /// WordNet's letter for it, the last character of a concept's identity.
    public char letter() {
        return letter;
    }
}
