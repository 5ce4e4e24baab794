package dev.assay.livebench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import dev.assay.stats.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderboardTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 0.95, 7);

    @TempDir
    Path folder;

    private static Judged judged(String model, String category, String task, int question, double score) {
        return new Judged(task + question, category, task, model, score, false);
    }

    /// Two tasks of mathematics with means 50 and 100, one of language with mean 0.
    private static List<Judged> some(String model, double more) {
        return List.of(
                judged(model, "math", "a", 1, 0.5 + more),
                judged(model, "math", "a", 2, 0.5 + more),
                judged(model, "math", "b", 1, 1),
                judged(model, "language", "c", 1, 0),
                judged(model, "language", "c", 2, 0),
                judged(model, "language", "c", 3, 0));
    }

    private static Leaderboard board(List<Judged> judged, boolean shared, boolean zero) {
        return Leaderboard.of(judged, new Leaderboard.Rules(shared, zero), BOOTSTRAP);
    }

    @Test
    void tasks_weigh_the_same_in_their_category_and_categories_the_same_overall() {
        ModelScores scores = board(some("m", 0), false, false).models().getFirst();
        assertThat(estimate(scores.tasks().get("a"))).isEqualTo(50);
        assertThat(estimate(scores.categories().get("math"))).isEqualTo(75);
        assertThat(estimate(scores.overall())).isEqualTo(37.5);
    }

    private static double estimate(@org.jspecify.annotations.Nullable Interval interval) {
        return java.util.Objects.requireNonNull(interval).estimate();
    }

    @Test
    void the_tables_are_the_official_ones() {
        List<Judged> all = new ArrayList<>(some("worse", 0));
        all.addAll(some("better, really", 0.25));
        Leaderboard board = board(all, false, false);
        assertThat(ScoreTables.tasks(board))
                .isEqualTo("model,a,b,c\n\"better, really\",75.000,100.000,0.000\nworse,50.000,100.000,0.000\n");
        assertThat(ScoreTables.groups(board))
                .isEqualTo("model,average,language,math\n\"better, really\",43.8,0.0,87.5\nworse,37.5,0.0,75.0\n");
    }

    @Test
    void a_model_that_lacks_a_question_is_left_out_unless_only_shared_ones_count() {
        List<Judged> all = new ArrayList<>(some("whole", 0));
        all.addAll(some("short", 0).subList(0, 5));
        assertThat(board(all, false, false).left()).containsExactly("short");
        Leaderboard shared = board(all, true, false);
        assertThat(shared.left()).isEmpty();
        assertThat(shared.models()).hasSize(2).allMatch(model -> model.overall().n() == 5);
    }

    @Test
    void what_could_not_be_graded_is_in_no_mean_and_is_counted_apart() {
        List<Judged> all = new ArrayList<>(some("m", 0));
        all.add(new Judged("a3", "math", "a", "m", 0, true));
        ModelScores apart = board(all, false, false).models().getFirst();
        assertThat(estimate(apart.tasks().get("a"))).isEqualTo(50);
        assertThat(apart.unscorable()).containsEntry("a", 1);
        assertThat(estimate(board(all, false, true).models().getFirst().tasks().get("a")))
                .isEqualTo(100.0 / 3, within(1e-9));
    }

    @Test
    void a_paired_difference_is_narrower_than_two_intervals() {
        Random random = new Random(3);
        List<Judged> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double hard = random.nextDouble();
            all.add(judged("a", "math", "t", i, hard > 0.50 ? 1 : 0));
            all.add(judged("b", "math", "t", i, hard > 0.55 ? 1 : 0));
        }
        Leaderboard board = board(all, false, false);
        Difference difference = board.differences().getFirst();
        assertThat(difference.first()).isEqualTo("a");
        assertThat(difference.isClear()).isTrue();
        assertThat(difference.difference().halfWidth())
                .isLessThan(board.models().getFirst().overall().halfWidth() / 2);
    }

    /// The standard error of a mean of n draws with variance s² is s / √n.
    @Test
    void an_interval_is_as_wide_as_the_formula_says() {
        List<Judged> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(judged("m", "math", "t", i, i % 2));
        }
        Interval interval = board(all, false, false).models().getFirst().overall();
        assertThat(interval.halfWidth()).isEqualTo(1.96 * 50 / 20, within(0.5));
    }

    @Test
    void judgments_are_read_as_the_official_tools_write_them() throws IOException {
        Path file = Files.writeString(folder.resolve("j.jsonl"), """
                {"question_id":"q1","task":"cta","model":"M","score":1,"tstamp":1.5,"category":"data_analysis"}
                {"question_id":"q2","task":"cta","model":"M","score":-1,"category":"data_analysis"}
                {"question_id":"q3","task":"cta","model":"M","score":0,"category":"data_analysis","eval_status":"api_error"}
                """);
        assertThat(Judgments.read(List.of(file)))
                .containsExactly(
                        new Judged("q1", "data_analysis", "cta", "m", 1, false),
                        new Judged("q3", "data_analysis", "cta", "m", 0, true));
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"question_id\":\"q1\"}\n");
        assertThatThrownBy(() -> Judgments.read(List.of(bad)))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4203")
                .hasMessageContaining("line 1");
    }

    @Test
    void two_hundred_thousand_judgments_take_seconds() {
        List<Judged> all = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            all.add(judged("m" + i % 20, "c" + i % 6, "t" + i % 18, i / 360, (i * 31 % 100) / 100.0));
        }
        Assertions.assertTimeout(
                Duration.ofSeconds(30),
                () -> assertThat(Leaderboard.of(all, new Leaderboard.Rules(true, false), new Bootstrap(200, 0.95, 1))
                                .models())
                        .isNotEmpty());
    }
}
