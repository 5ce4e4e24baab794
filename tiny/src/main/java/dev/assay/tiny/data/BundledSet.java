package dev.assay.tiny.data;

import dev.assay.base.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes the contents of the [BundledFile]s, all but the licence.
///
/// Text is about validation concepts and questions are about test concepts, so that the figures a demo shows are
/// about what the model never saw.
public final class BundledSet {
    private static final int TEXT_BYTES = 60_000;
    private static final int IS_A = 132;
    private static final int EACH_CATEGORY = 6;
    private static final int CHOOSE = 128;
    private static final int DEMO_ROWS = 800;
    private static final int DEMO_QUESTIONS = 200;

    private final WordNetCorpus corpus;
    private final WordNetInstructions instructions;
    private final long seed;

    private BundledSet(WordNet wordNet) {
        NounPhrases phrases = new NounPhrases(wordNet);
        this.corpus = new WordNetCorpus(wordNet, phrases);
        this.instructions = new WordNetInstructions(wordNet, phrases);
        this.seed = wordNet.seed();
    }

    /// The text of each file.
    public static Map<BundledFile, String> of(WordNet wordNet) {
        var set = new BundledSet(wordNet);
        Map<BundledFile, String> texts = new EnumMap<>(BundledFile.class);
        texts.put(BundledFile.HELD_OUT_TEXT, set.heldOutText());
        texts.put(BundledFile.HELD_OUT_QUESTIONS, QuestionFile.text(set.heldOutQuestions()));
        texts.put(BundledFile.DEMO_INSTRUCTIONS, set.demoInstructions());
        texts.put(BundledFile.DEMO_QUESTIONS, QuestionFile.text(set.demoQuestions()));
        return texts;
    }

    /// Writes the files into a folder: how those in the sources are made anew.
    public static void write(WordNet wordNet, Path folder) {
        of(wordNet).forEach((file, text) -> AtomicFiles.writeString(folder.resolve(file.fileName()), text));
    }

    private String heldOutText() {
        var text = new StringBuilder();
        int[] bytes = new int[1];
        corpus.forEachDocument(Split.VALIDATION, document -> {
            bytes[0] += document.getBytes(StandardCharsets.UTF_8).length + 2;
            if (bytes[0] <= TEXT_BYTES) {
                text.append(document).append("\n\n");
            }
        });
        return text.toString();
    }

    private List<Question> heldOutQuestions() {
        List<Question> questions = new ArrayList<>(questions(Template.IS_A, IS_A));
        Map<String, List<Question>> byAnswer = questions(Template.CATEGORY, Integer.MAX_VALUE).stream()
                .collect(Collectors.groupingBy(Question::answer, TreeMap::new, Collectors.toList()));
        byAnswer.values().forEach(same -> same.stream().limit(EACH_CATEGORY).forEach(questions::add));
        questions.addAll(questions(Template.CHOOSE, CHOOSE));
        return Dice.of(seed, "bundled questions").shuffled(questions);
    }

    private List<Question> demoQuestions() {
        return questions(Template.WING, DEMO_QUESTIONS);
    }

    private String demoInstructions() {
        return instructions.rows(Template.WING, Split.TRAIN, DEMO_ROWS).stream()
                .map(InstructionFile::line)
                .collect(Collectors.joining());
    }

    private List<Question> questions(Template template, int limit) {
        return instructions.rows(template, Split.TEST, limit).stream()
                .map(Instruction::question)
                .toList();
    }
}
