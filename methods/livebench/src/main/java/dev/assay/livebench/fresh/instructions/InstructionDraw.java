package dev.assay.livebench.fresh.instructions;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Draws instructions and their arguments.
///
/// @param random   decides
/// @param keywords words for arguments, in the order in which they are used up, so that no two
///     instructions are about one word
/// @param ownWords words of the passage that may be forbidden
/// @param request  the question up to its instructions, for the one that asks to repeat it
record InstructionDraw(RandomGenerator random, List<String> keywords, List<String> ownWords, String request) {
    private static final List<String> END_PHRASES = List.of(
            "That is all there is to say.",
            "Here the account ends.",
            "What would you like to know next?",
            "Let me know what you think of it.",
            "I hope this was of use.");
    private static final List<String> SPLITTERS = List.of("Section", "SECTION", "Part");
    private static final List<String> MARKERS = List.of("P.S.", "P.P.S");

    InstructionDraw {
        keywords = new ArrayList<>(keywords);
        ownWords = List.copyOf(ownWords);
    }

    /// So many instructions that do not conflict, or fewer where the kinds drawn first leave no more.
    List<Instruction> draw(int count) {
        List<InstructionKind> kinds = new ArrayList<>();
        for (InstructionKind kind : Draws.shuffled(random, List.of(InstructionKind.values()))) {
            if (kinds.size() < count && kinds.stream().noneMatch(kind::conflictsWith)) {
                // What is to be repeated stands above the instruction to do so.
                kinds.add(kind == InstructionKind.REPEAT_PROMPT ? 0 : kinds.size(), kind);
            }
        }
        return kinds.stream().map(this::instruction).toList();
    }

    private Instruction instruction(InstructionKind kind) {
        return switch (kind) {
            case EXISTENCE -> {
                List<String> words = words(between(3, 5));
                yield of(
                        kind, "The answer must contain the keywords " + quoted(words) + ".", Map.of("keywords", words));
            }
            case FORBIDDEN -> {
                List<String> words = forbidden();
                yield of(
                        kind,
                        "None of the words " + quoted(words) + " may occur in the answer.",
                        Map.of("forbidden_words", words));
            }
            case FREQUENCY -> {
                String word = words(1).getFirst();
                int times = between(2, 4);
                yield of(
                        kind,
                        "The word '" + word + "' must occur at least " + times + " times.",
                        Map.of("keyword", word, "frequency", times, "relation", "at least"));
            }
            case SENTENCES -> bounded(kind, "num_sentences", between(6, 16), "sentences");
            case WORDS -> bounded(kind, "num_words", between(60, 260), "words");
            case PARAGRAPHS -> {
                int count = between(2, 5);
                String sentence = "Write exactly " + count
                        + " paragraphs and put the markdown divider *** between one and the next.";
                yield of(kind, sentence, Map.of("num_paragraphs", count));
            }
            case FIRST_WORD -> firstWord();
            case POSTSCRIPT -> {
                String marker = Draws.one(random, MARKERS);
                yield of(
                        kind,
                        "Add a postscript that begins with " + marker + " at the end of the answer.",
                        Map.of("postscript_marker", marker));
            }
            case PLACEHOLDERS -> {
                int count = between(2, 4);
                String sentence = "Use at least " + count + " placeholders in square brackets, such as [name].";
                yield of(kind, sentence, Map.of("num_placeholders", count));
            }
            case BULLETS -> {
                int count = between(2, 6);
                String sentence = "The answer must have exactly " + count
                        + " bullet points in markdown, which look like this:\n* one point\n* another point\n";
                yield of(kind, sentence, Map.of("num_bullets", count));
            }
            case HIGHLIGHTS -> {
                int count = between(2, 4);
                String sentence = "Highlight at least " + count
                        + " parts of the answer in markdown, such as *a highlighted part*.";
                yield of(kind, sentence, Map.of("num_highlights", count));
            }
            case SECTIONS -> sections();
            case JSON -> of(kind, "The whole answer must be JSON; it may stand in a markdown code block.", Map.of());
            case TITLE ->
                of(kind, "Give the answer a title in double angular brackets, such as <<a walk in autumn>>.", Map.of());
            case TWO_RESPONSES ->
                of(
                        kind,
                        "Give two different answers. Put six asterisks, ******, between them and nowhere else.",
                        Map.of());
            case REPEAT_PROMPT ->
                of(
                        kind,
                        "Before anything else repeat this request word for word, from its first word up to this"
                                + " sentence but without it; then answer.",
                        Map.of("prompt_to_repeat", request));
            case END -> {
                String phrase = Draws.one(random, END_PHRASES);
                yield of(
                        kind,
                        "The very last words of the answer must be these: \"" + phrase + "\"",
                        Map.of("end_phrase", phrase));
            }
            case QUOTATION -> of(kind, "Put the whole answer in double quotation marks.", Map.of());
            case NO_COMMA -> of(kind, "Use no comma anywhere in the answer.", Map.of());
        };
    }

    private static Instruction of(InstructionKind kind, String sentence, Map<String, Object> arguments) {
        return new Instruction(kind, arguments, sentence);
    }

    private Instruction bounded(InstructionKind kind, String name, int number, String what) {
        boolean least = random.nextBoolean();
        return of(
                kind,
                "Write " + (least ? "at least " : "fewer than ") + number + " " + what + ".",
                Map.of(name, number, "relation", least ? "at least" : "less than"));
    }

    private Instruction firstWord() {
        int count = between(2, 5);
        int nth = between(1, count);
        String word = words(1).getFirst();
        String sentence =
                "Write exactly " + count + " paragraphs, with an empty line between one and the next and no other"
                        + " empty line. Paragraph " + nth + " must begin with the word " + word + ".";
        return of(
                InstructionKind.FIRST_WORD,
                sentence,
                Map.of("num_paragraphs", count, "nth_paragraph", nth, "first_word", word));
    }

    private Instruction sections() {
        int count = between(2, 5);
        String splitter = Draws.one(random, SPLITTERS);
        String sentence = "Divide the answer into " + count + " sections. Begin each with " + splitter
                + " and its number, like this:\n" + splitter + " 1\n[the first section]\n" + splitter
                + " 2\n[the second section]\n";
        return of(InstructionKind.SECTIONS, sentence, Map.of("section_spliter", splitter, "num_sections", count));
    }

    private List<String> forbidden() {
        List<String> own = Draws.shuffled(random, ownWords);
        List<String> words = new ArrayList<>(own.subList(0, Math.min(3, own.size())));
        words.addAll(words(5 - words.size()));
        return List.copyOf(words);
    }

    private List<String> words(int count) {
        List<String> first = keywords.subList(0, count);
        List<String> words = List.copyOf(first);
        first.clear();
        return words;
    }

    private int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }
}
