package dev.assay.livebench.instructions;

/// Counts syllables by groups of vowels; a silent e at the end counts for none. The official grader
/// looks most words up in a list first, so that counts of odd words may differ.
final class Syllables {
    private Syllables() {}

    /// How many a word in small letters has; at least 1 for one with letters.
    static int count(String word) {
        int count = 0;
        boolean before = false;
        for (int i = 0; i < word.length(); i++) {
            boolean vowel = "aeiouy".indexOf(word.charAt(i)) >= 0;
            count += vowel && !before ? 1 : 0;
            before = vowel;
        }
        boolean silent = word.endsWith("e") && !(word.endsWith("le") && word.length() > 2);
        boolean letters = word.chars().anyMatch(Character::isLetter);
        return letters ? Math.max(1, silent ? count - 1 : count) : 0;
    }
}
