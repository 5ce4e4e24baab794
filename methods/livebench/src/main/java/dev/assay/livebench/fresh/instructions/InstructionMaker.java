package dev.assay.livebench.fresh.instructions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.fresh.words.BundledMaterial;
import dev.assay.livebench.fresh.words.Passage;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.instructions.InstructionFollowing;
import dev.assay.livebench.question.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes questions that ask to do something with the beginning of a text and to follow instructions
/// that a program can check.
///
/// That the instructions can be met together is proved by an answer that meets them, see [Witness];
/// that they ask for something, by answers that make no effort and do not: the text itself, the request
/// itself, and "I do not know." There is no other truth: whether the text was paraphrased well nobody
/// checks. The prompt asks for no thinking step by step, because all that is written is the answer. The
/// harder, the more instructions (two; three; four or five) and the longer the text; where it is
/// hardest some forbidden words are the text's own.
///
/// Source: White et al., "LiveBench" (arXiv 2406.19314), the tasks of instruction following, with the
/// instructions of Zhou et al., "Instruction-Following Evaluation for Large Language Models" (2023).
public final class InstructionMaker implements Maker {
    private static final String LINE = "\n-------\n";
    private static final int TRIES = 20;
    private static final Pattern OWN_WORD = Pattern.compile("\\b[a-z]{6,}\\b");

    private final InstructionTask task;
    private final List<Passage> passages;
    private final List<String> nouns = BundledMaterial.nouns();
    private final List<String> remarks = BundledMaterial.remarks();
    private final InstructionFollowing checker = new InstructionFollowing();

    /// @throws IllegalArgumentException if there is no passage
    public InstructionMaker(InstructionTask task, List<Passage> passages) {
        this.task = task;
        this.passages = List.copyOf(passages);
        if (this.passages.isEmpty()) {
            throw new IllegalArgumentException("instructions are about passages; there are none");
        }
    }

    /// How many sentences of the text and how many instructions.
    private record Size(int sentences, int fewest, int most) {
        static Size of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(5, 2, 2);
                case MEDIUM -> new Size(8, 3, 3);
                case HARD -> new Size(10, 4, 5);
            };
        }
    }

    /// A passage's beginning and what is to be done with it.
    private record Request(Passage passage, List<String> sentences, String task) {
        String text() {
            return String.join(" ", sentences);
        }

        String prompt() {
            return "Below is the beginning of a text." + LINE + text() + LINE + task + " ";
        }
    }

    @Override
    public Kind kind() {
        return task.kind();
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.of(difficulty);
        Passage passage = Draws.one(random, passages);
        List<String> all = passage.sentences();
        List<String> sentences = all.subList(0, Math.min(size.sentences(), all.size()));
        Request request = new Request(passage, sentences, Draws.one(random, task.requests()));
        int count = random.nextInt(size.fewest(), size.most() + 1);
        List<String> own = difficulty == Difficulty.HARD ? ownWords(request.text()) : List.of();
        for (int i = 0; i < TRIES; i++) {
            List<String> keywords = Draws.shuffled(random, nouns);
            List<Instruction> drawn = new InstructionDraw(random, keywords, own, request.prompt()).draw(count);
            Optional<Draft> draft = drawn.size() == count ? draft(request, drawn) : Optional.empty();
            if (draft.isPresent()) {
                return draft;
            }
        }
        return Optional.empty();
    }

    private List<String> ownWords(String text) {
        return OWN_WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .filter(word -> !nouns.contains(word))
                .toList();
    }

    private Optional<Draft> draft(Request request, List<Instruction> instructions) {
        String sentences = instructions.stream().map(Instruction::sentence).collect(Collectors.joining(" "));
        // Examples end in a line end, which takes no blank after it.
        String prompt = request.prompt() + sentences.replace("\n ", "\n").strip();
        Map<String, JsonNode> fields = QuestionFields.of(request.task(), request.passage(), instructions);
        Question question = question(prompt, fields);
        Question roomy = question(
                prompt,
                QuestionFields.of(
                        request.task(),
                        request.passage(),
                        instructions.stream().map(Instruction::withRoom).toList()));
        List<String> effortless = List.of("I do not know.", request.text(), request.prompt());
        if (effortless.stream().anyMatch(answer -> isAccepted(question, answer))) {
            return Optional.empty();
        }
        List<String> material =
                Stream.concat(request.sentences().stream(), remarks.stream()).toList();
        return new Witness(new Demands(instructions), material)
                .find(answer -> isAccepted(roomy, answer))
                .map(right -> new Draft(prompt, Optional.empty(), right, fields));
    }

    /// The question as the checker reads it; one without a release has the instructions of this family.
    private Question question(String prompt, Map<String, JsonNode> fields) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.setAll(fields);
        Kind kind = task.kind();
        return new Question(
                "draft",
                kind.category(),
                kind.task(),
                kind.subtask(),
                List.of(prompt),
                Optional.empty(),
                Optional.empty(),
                all);
    }

    private boolean isAccepted(Question question, String answer) {
        return checker.grade(question, answer, Mode.STRICT) instanceof Grade.Scored(double score, String why)
                && score == 1;
    }
}
