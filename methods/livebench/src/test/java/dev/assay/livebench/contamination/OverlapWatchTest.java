package dev.assay.livebench.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.livebench.question.Question;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapWatchTest {
    private static final String FIXED = "Please think step by step and give the final answer in bold at the very end ";

    @TempDir
    Path folder;

    private static Question question(String id, String task, String truth, String... turns) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        if (!truth.isEmpty()) {
            all.put("ground_truth", truth);
        }
        return new Question(
                id, "reasoning", task, Optional.empty(), List.of(turns), Optional.empty(), Optional.empty(), all);
    }

    /// A text of words that no other number gives.
    private static String text(int number, int words) {
        return IntStream.range(0, words).mapToObj(i -> "w" + number + "x" + i).collect(Collectors.joining(" "));
    }

    private Overlap search(List<Question> questions) {
        return search(questions, OverlapRules.STANDARD);
    }

    private Overlap search(List<Question> questions, OverlapRules rules) {
        return new OverlapWatch(questions, rules)
                .search(Corpus.open(folder, List.of("text")), bytes -> {}, () -> false)
                .orElseThrow();
    }

    private void corpus(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void a_copied_question_is_contaminated_a_half_copied_one_partial_and_another_clean() throws IOException {
        List<Question> questions = List.of(
                question("q1", "t", "", text(1, 60)),
                question("q2", "t", "", text(2, 60)),
                question("q3", "t", "", text(3, 60)));
        corpus(
                "a.txt",
                "Intro.\n" + text(1, 60).toUpperCase(java.util.Locale.ROOT).replace(" ", ",\n"));
        corpus("b.md", "so: " + text(2, 60).split(" w2x36 ")[0] + " " + text(3, 12));
        Overlap overlap = search(questions);
        assertThat(overlap.questions())
                .extracting(QuestionOverlap::verdict)
                .containsExactly(Verdict.CONTAMINATED, Verdict.PARTIAL, Verdict.CLEAN);
        QuestionOverlap half = overlap.questions().get(1);
        assertThat(half.counted()).isEqualTo(48);
        assertThat(half.found()).isEqualTo(24);
        assertThat(half.coverage()).isEqualTo(0.5);
        assertThat(half.longestRun()).isEqualTo(36);
        assertThat(half.first()).contains(new Place("b.md", 1, 4));
        assertThat(overlap.questions().getFirst().first()).contains(new Place("a.txt", 2, 7));
        assertThat(overlap.questions().getLast().first()).isEmpty();
    }

    @Test
    void instructions_that_all_questions_of_a_task_share_do_not_count() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            questions.add(question("q" + i, "t", "", FIXED + text(i, 40)));
        }
        corpus("a.txt", FIXED + text(0, 40) + "\n" + FIXED);
        Overlap overlap = search(questions);
        assertThat(overlap.questions())
                .extracting(QuestionOverlap::verdict)
                .containsExactly(Verdict.CONTAMINATED, Verdict.CLEAN, Verdict.CLEAN, Verdict.CLEAN, Verdict.CLEAN);
        // 16 words are fixed, so 4 n-grams of 13 lie wholly in them.
        assertThat(overlap.questions()).allMatch(each -> each.boilerplate() == 4 && each.counted() == 40);
    }

    @Test
    void what_a_few_questions_share_counts_and_a_small_task_has_boilerplate_too() throws IOException {
        corpus("a.txt", FIXED);
        assertThat(search(List.of(question("q1", "t", "", FIXED))).questions())
                .allMatch(each -> each.verdict() == Verdict.CONTAMINATED);
        List<Question> two =
                List.of(question("q1", "t", "", FIXED + text(1, 30)), question("q2", "t", "", FIXED + text(2, 30)));
        assertThat(search(two).questions()).allMatch(each -> each.verdict() == Verdict.CLEAN);
        List<Question> otherTasks =
                List.of(question("q1", "t", "", FIXED + text(1, 30)), question("q2", "u", "", FIXED + text(2, 30)));
        assertThat(search(otherTasks).questions()).allMatch(each -> each.verdict() == Verdict.PARTIAL);
    }

    @Test
    void short_questions_are_sought_by_shorter_ngrams_and_the_shortest_not_at_all() throws IOException {
        corpus("a.txt", text(1, 10) + " " + text(2, 7));
        Overlap overlap = search(List.of(question("q1", "t", "", text(1, 10)), question("q2", "t", "", text(2, 7))));
        assertThat(overlap.questions().getFirst().ngram()).isEqualTo(8);
        assertThat(overlap.questions())
                .extracting(QuestionOverlap::verdict)
                .containsExactly(Verdict.CONTAMINATED, Verdict.TOO_SHORT);
        assertThat(overlap.tasks().getFirst().questions()).isEqualTo(1);
        assertThat(overlap.tasks().getFirst().tooShort()).isEqualTo(1);
    }

    @Test
    void ngrams_do_not_reach_across_turns_files_or_texts() throws IOException {
        Question turns = question("q1", "t", "", text(1, 20), text(2, 20));
        corpus("a.txt", text(1, 20) + " " + text(2, 20));
        assertThat(search(List.of(turns)).questions().getFirst().counted()).isEqualTo(16);
        Question one = question("q1", "t", "", text(1, 40));
        String[] words = text(1, 40).split(" ");
        String first = String.join(" ", List.of(words).subList(0, 20));
        String second = String.join(" ", List.of(words).subList(20, 40));
        corpus("a.txt", first);
        corpus("b.txt", second);
        assertThat(search(List.of(one)).questions().getFirst().longestRun()).isEqualTo(20);
        assertThat(search(List.of(one)).questions().getFirst().found()).isEqualTo(16);
        Files.delete(folder.resolve("b.txt"));
        Files.delete(folder.resolve("a.txt"));
        corpus("a.jsonl", Json.line(Map.of("text", first)) + "\n" + Json.line(Map.of("text", second)) + "\n");
        assertThat(search(List.of(one)).questions().getFirst().found()).isEqualTo(16);
    }

    @Test
    void json_lines_are_read_packed_and_plain_and_the_place_is_told() throws IOException {
        Question question = question("q1", "t", "", text(1, 40));
        String line = "{\"id\":1}\n{\"id\":2,\"text\":\"see \\u0022" + text(1, 40) + "\"}\n";
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
        corpus("b.parquet", "not read");
        corpus("c.json", "{\"content\":\"" + text(1, 40) + "\"}");
        Overlap overlap = search(List.of(question));
        assertThat(overlap.questions().getFirst().coverage()).isEqualTo(1);
        assertThat(overlap.questions().getFirst().first()).contains(new Place("a.jsonl.gz", 2, line.indexOf("w1x0")));
        assertThat(overlap.searched().others()).isEqualTo(1);
        assertThat(overlap.searched().without()).containsExactly("c.json");
        assertThat(overlap.searched().words()).isEqualTo(41);
    }

    @Test
    void the_ground_truth_counts_where_it_stands_near_the_question_and_is_not_in_it() throws IOException {
        String truth = text(9, 20);
        Question question = question("q1", "t", truth, text(1, 40));
        corpus("a.txt", text(1, 40) + " answer " + truth);
        assertThat(search(List.of(question)).questions().getFirst().truth()).hasValue(1);
        corpus("a.txt", truth + " answer " + text(1, 40));
        assertThat(search(List.of(question)).questions().getFirst().truth()).hasValue(1);
        corpus("a.txt", truth + " " + text(5, 300) + " " + text(1, 40));
        assertThat(search(List.of(question)).questions().getFirst().truth()).hasValue(0);
        Question inside = question("q1", "t", text(1, 40), text(1, 40));
        assertThat(search(List.of(inside)).questions().getFirst().truth()).isEmpty();
        assertThat(search(List.of(question("q1", "t", "42", text(1, 40))))
                        .questions()
                        .getFirst()
                        .truth())
                .isEmpty();
    }

    @Test
    void shares_of_a_task_come_with_wilsons_interval() throws IOException {
        List<Question> questions = IntStream.range(0, 10)
                .mapToObj(i -> question("q" + i, "t", "", text(i, 30)))
                .toList();
        corpus("a.txt", text(0, 30) + ". " + text(1, 30) + ". " + text(2, 20));
        TaskOverlap task = search(questions).tasks().getFirst();
        assertThat(task.contaminated().estimate()).isEqualTo(0.2);
        assertThat(task.found().estimate()).isEqualTo(0.3);
        // Wilson (1927) for 2 of 10: [0.0567, 0.5098].
        assertThat(task.contaminated().low()).isEqualTo(0.0567, within(1e-4));
        assertThat(task.contaminated().high()).isEqualTo(0.5098, within(1e-4));
        assertThat(task.coverage()).isEqualTo((2 + 8 / 18.0) / 10, within(1e-12));
    }

    /// Few words and short n-grams, so that chance gives many overlaps; compared with sets of joined words.
    @Test
    void found_ngrams_are_those_that_sets_of_text_give() throws IOException {
        Random random = new Random(5);
        OverlapRules rules = new OverlapRules(3, 2, 3, 0.8);
        for (int round = 0; round < 40; round++) {
            List<Question> questions = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                questions.add(question("q" + i, i < 4 ? "t" : "u", "", draw(random, 8 + random.nextInt(20))));
            }
            String corpus = draw(random, 60);
            corpus("a.txt", corpus);
            for (QuestionOverlap each : search(questions, rules).questions()) {
                Question question =
                        questions.get(Integer.parseInt(each.questionId().substring(1)));
                Set<String> counted = counted(question, questions, each.ngram());
                assertThat(each.counted()).isEqualTo(counted.size());
                Set<String> found = grams(corpus, each.ngram());
                found.retainAll(counted);
                assertThat(each.found()).as("round %d %s", round, each).isEqualTo(found.size());
                assertThat(each.longestRun()).isEqualTo(run(corpus, counted, each.ngram(), question));
            }
        }
    }

    private static String draw(Random random, int words) {
        return random.ints(words, 0, 9).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    private static Set<String> grams(String text, int length) {
        List<String> words = List.of(text.split(" "));
        return IntStream.rangeClosed(0, words.size() - length)
                .mapToObj(i -> String.join(" ", words.subList(i, i + length)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> counted(Question question, List<Question> all, int length) {
        List<Question> task = all.stream()
                .filter(other -> other.task().equals(question.task()))
                .toList();
        int most = Math.min(3, task.size() - 1);
        Set<String> own = grams(question.prompt(), length);
        own.removeIf(gram -> task.stream()
                        .filter(other -> grams(other.prompt(), length).contains(gram))
                        .count()
                > most);
        return own;
    }

    private static int run(String corpus, Set<String> counted, int length, Question question) {
        List<String> words = List.of(corpus.split(" "));
        int best = 0;
        for (int from = 0; from < words.size(); from++) {
            for (int to = from + length; to <= words.size(); to++) {
                if (!counted.containsAll(grams(String.join(" ", words.subList(from, to)), length))) {
                    break;
                }
                best = Math.max(best, to - from);
            }
        }
        return Math.min(best, question.prompt().split(" ").length);
    }

    /// Two words are given one hash here, and an n-gram is compared with another place of the ring.
    @Test
    void ngrams_and_words_of_one_hash_are_told_apart() {
        Vocabulary vocabulary = new Vocabulary();
        byte[] a = {'a'};
        byte[] b = {'b'};
        assertThat(vocabulary.add(a, 1, 7)).isZero();
        assertThat(vocabulary.add(b, 1, 7)).isEqualTo(1);
        assertThat(vocabulary.number(b, 1, 7)).isEqualTo(1);
        assertThat(vocabulary.number(new byte[] {'c'}, 1, 7)).isEqualTo(Vocabulary.NONE);
        Ngrams ngrams = new Ngrams(2);
        ngrams.add(new int[] {4, 5}, 0);
        int entry = ngrams.first(ngrams.entered(ngrams.entered(0, 4), 5));
        assertThat(ngrams.isEntry(entry, new int[] {4, 5, 0, 0}, 2)).isTrue();
        assertThat(ngrams.isEntry(entry, new int[] {5, 4, 0, 0}, 2)).isFalse();
    }

    @Test
    void forty_megabytes_are_read_in_little_memory_and_without_lines() throws IOException {
        Path file = folder.resolve("a.txt");
        byte[] block = (text(5, 9000) + " ").getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i * (long) block.length < 40_000_000L; i++) {
                out.write(block);
            }
            out.write(text(1, 40).getBytes(StandardCharsets.UTF_8));
        }
        AtomicLong told = new AtomicLong();
        long before = allocated();
        Overlap overlap = new OverlapWatch(List.of(question("q1", "t", "", text(1, 40))), OverlapRules.STANDARD)
                .search(Corpus.open(file, List.of("text")), told::addAndGet, () -> false)
                .orElseThrow();
        assertThat(allocated() - before).isLessThan(16L << 20);
        assertThat(told.get())
                .isEqualTo(Files.size(file))
                .isEqualTo(overlap.searched().bytes());
        assertThat(overlap.questions().getFirst().verdict()).isEqualTo(Verdict.CONTAMINATED);
    }

    /// Bytes that this thread has asked for so far; what is never asked for cannot be held.
    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }

    @Test
    void a_corpus_that_cannot_be_searched_is_refused_and_a_stop_is_heard() throws IOException {
        List<Question> questions = List.of(question("q1", "t", "", text(1, 40)));
        assertThatThrownBy(() -> search(questions)).hasMessageContaining("ASSAY-4207");
        assertThatThrownBy(() -> Corpus.open(folder.resolve("none"), List.of("text")))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4207");
        corpus("a.jsonl", "{\"content\":\"words\"}\n");
        assertThatThrownBy(() -> search(questions)).hasMessageContaining("--field");
        Files.write(folder.resolve("a.txt"), "some words".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> search(questions)).hasMessageContaining("UTF-16");
        Files.write(folder.resolve("a.txt"), new byte[0]);
        Files.write(folder.resolve("a.txt.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(() -> search(questions)).hasMessageContaining("a.txt.gz");
        Files.delete(folder.resolve("a.txt.gz"));
        corpus("a.txt", "words");
        assertThat(new OverlapWatch(questions, OverlapRules.STANDARD)
                        .search(Corpus.open(folder, List.of("text")), bytes -> {}, () -> true))
                .isEmpty();
        assertThatThrownBy(() -> OverlapRules.STANDARD.withNgram(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
