package dev.assay.benchmarks.vtuneworld;

import dev.assay.base.Json;
import dev.assay.vtune.phrase.Wordlist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Rows of a small world: a task's word and six words are asked, and the answer is `ok` and one of the six.
///
/// Words are as frequent as 1 / rank. Which of the six is answered is the task: the first, the last, or the second.
final class World {
    static final int TASKS = 3;
    private static final int WORDS = 166;
    private static final int TASK_WORDS = 40;
    private static final int ASKED = 6;

    /// Which of the words each task answers.
    private static final int[] ANSWERS = {0, 5, 1};

    private static final int SIGNATURE_WORDS = 128;

    private final List<String> words;
    private final List<String> tasks;
    private final double[] cumulated = new double[WORDS];
    private final Random random;

    World(long seed) {
        List<String> all = Wordlist.english().words();
        this.words = all.subList(0, WORDS);
        this.tasks = all.subList(WORDS, WORDS + TASK_WORDS);
        this.random = new Random(seed);
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += 1.0 / (i + 1);
            cumulated[i] = sum;
        }
    }

    /// What signatures are drawn from: seven bits a word.
    Wordlist phrases() {
        return new Wordlist(words.subList(0, SIGNATURE_WORDS));
    }

    /// A text with every word, as a first and as a later one.
    List<String> vocabulary() {
        List<String> texts = new ArrayList<>(List.of("ok ok", "ok ok"));
        for (String word : words) {
            texts.addAll(List.of(word + " " + word, word + " " + word));
        }
        for (String task : tasks) {
            texts.addAll(List.of(task, task));
        }
        return texts;
    }

    private String word() {
        double at = random.nextDouble() * cumulated[WORDS - 1];
        int i = 0;
        while (cumulated[i] < at) {
            i++;
        }
        return words.get(i);
    }

    /// A row of a task, as a line.
    String row(int task) {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            asked.add(word());
        }
        return Json.line(Map.of(
                "messages",
                List.of(
                        Map.of("role", "user", "content", tasks.get(task) + " " + String.join(" ", asked)),
                        Map.of("role", "assistant", "content", "ok " + asked.get(ANSWERS[task])))));
    }

    /// A file of rows of some tasks in turn.
    Path rows(Path file, int count, int... which) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(which[i % which.length]));
        }
        try {
            return Files.write(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
