package dev.assay.livebench.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Finding;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.score.Judged;
import dev.assay.stats.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CutoffSplitTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 0.95, 11);
    private static final String OLD = "2024-06-24";
    private static final String NEW = "2024-11-25";
    private static final String CUTOFF = "2024-07-26";

    private final List<Question> questions = new ArrayList<>();
    private final List<Judged> judged = new ArrayList<>();

    private void add(String category, String task, String day, int count, IntToDoubleFunction score) {
        for (int i = 0; i < count; i++) {
            String id = task + questions.size();
            questions.add(new Question(
                    id,
                    category,
                    task,
                    Optional.empty(),
                    List.of("?"),
                    Optional.of(day).filter(each -> !each.isEmpty()),
                    Optional.empty(),
                    JsonNodeFactory.instance.objectNode()));
            judged.add(new Judged(id, category, task, "m", score.applyAsDouble(i), false));
        }
    }

    private CutoffSplit split() {
        return CutoffSplit.of(judged, questions, CUTOFF, BOOTSTRAP).getFirst();
    }

    private static SplitScores overall(CutoffSplit split) {
        return split.overall().orElseThrow();
    }

    @Test
    void tasks_are_strata_so_more_hard_questions_later_are_no_change() {
        add("math", "easy", OLD, 90, i -> i % 10 == 0 ? 0 : 1);
        add("math", "easy", NEW, 10, i -> i % 10 == 0 ? 0 : 1);
        add("math", "hard", OLD, 10, i -> i % 10 == 0 ? 1 : 0);
        add("math", "hard", NEW, 90, i -> i % 10 == 0 ? 1 : 0);
        SplitScores scores = overall(split());
        assertThat(scores.change().estimate()).isEqualTo(0, within(1e-9));
        assertThat(scores.before().estimate()).isEqualTo(50, within(1e-9));
        assertThat(scores.isClearDrop()).isFalse();
        assertThat(split().conclusion()).contains("do not differ clearly", "is not ruled out");
    }

    @Test
    void categories_weigh_the_same_whatever_their_number_of_tasks() {
        add("language", "l", OLD, 4, i -> 1);
        add("language", "l", NEW, 4, i -> 0);
        add("math", "a", OLD, 4, i -> 0.5);
        add("math", "a", NEW, 4, i -> 0.5);
        add("math", "b", OLD, 4, i -> 0.5);
        add("math", "b", NEW, 4, i -> 1);
        CutoffSplit split = split();
        assertThat(change(split, "language")).isEqualTo(-100);
        assertThat(change(split, "math")).isEqualTo(25);
        assertThat(overall(split).change().estimate()).isEqualTo(-37.5);
        assertThat(split.conclusion()).contains("3 of 3 tasks have fewer than 10");
    }

    private static double change(CutoffSplit split, String category) {
        return java.util.Objects.requireNonNull(split.categories().get(category))
                .change()
                .estimate();
    }

    @Test
    void a_clear_drop_is_called_what_it_may_be_and_no_more() {
        add("math", "a", OLD, 200, i -> i % 4 == 0 ? 0 : 1);
        add("math", "a", NEW, 200, i -> i % 2);
        CutoffSplit split = split();
        assertThat(overall(split).isClearDrop()).isTrue();
        assertThat(split.conclusion()).contains("scores lower", "by 25.0 [", "does not prove", "harder");
        SplitReport report = new SplitReport(List.of(split), provenance());
        assertThat(report.evidence().findings()).extracting(Finding::severity).containsExactly(Finding.Severity.ISSUE);
        assertThat(report.evidence().measures()).hasSize(1);
    }

    private static Provenance provenance() {
        return Provenance.collect(0, Map.of(), List.of());
    }

    /// The variance of the difference of two means of n and m draws is p (1 - p) / n + q (1 - q) / m.
    @Test
    void the_interval_is_as_wide_as_the_formula_says() {
        add("math", "a", OLD, 400, i -> i % 2);
        add("math", "a", NEW, 100, i -> i % 5 == 0 ? 1 : 0);
        Interval change = overall(split()).change();
        double error = 100 * Math.sqrt(0.25 / 400 + 0.16 / 100);
        assertThat(change.estimate()).isEqualTo(-30, within(1e-9));
        assertThat(change.halfWidth()).isEqualTo(1.96 * error, within(0.5));
        assertThat(change.n()).isEqualTo(500);
    }

    @Test
    void an_interval_holds_the_true_change_about_as_often_as_it_says() {
        Random random = new Random(2);
        int held = 0;
        for (int round = 0; round < 200; round++) {
            questions.clear();
            judged.clear();
            add("math", "a", OLD, 60, i -> random.nextDouble() < 0.7 ? 1 : 0);
            add("math", "a", NEW, 60, i -> random.nextDouble() < 0.5 ? 1 : 0);
            add("math", "b", OLD, 60, i -> random.nextDouble() < 0.4 ? 1 : 0);
            add("math", "b", NEW, 60, i -> random.nextDouble() < 0.4 ? 1 : 0);
            Interval change = CutoffSplit.of(judged, questions, CUTOFF, new Bootstrap(400, 0.95, round))
                    .getFirst()
                    .overall()
                    .orElseThrow()
                    .change();
            held += change.contains(-10) ? 1 : 0;
        }
        assertThat(held).isBetween(180, 199);
    }

    @Test
    void tasks_with_one_side_stand_apart_and_the_day_itself_is_before() {
        add("math", "a", CUTOFF, 3, i -> 1);
        add("math", "b", NEW, 3, i -> 0);
        add("math", "c", "", 2, i -> 0);
        judged.add(new Judged("a0", "math", "a", "other", 0, false));
        CutoffSplit split = split();
        assertThat(split.overall()).isEmpty();
        assertThat(split.oneSided()).extracting(OneSidedTask::after).containsExactly(false, true);
        assertThat(split.undated()).isEqualTo(2);
        assertThat(split.conclusion()).contains("No task has questions on both sides");
        assertThat(CutoffSplit.of(judged, questions, CUTOFF, BOOTSTRAP)).hasSize(2);
    }

    @Test
    void what_could_not_be_graded_is_in_no_mean() {
        add("math", "a", OLD, 3, i -> 1);
        add("math", "a", NEW, 3, i -> 1);
        judged.set(5, new Judged(judged.get(5).questionId(), "math", "a", "m", 0, true));
        assertThat(split().unscorable()).isEqualTo(1);
        assertThat(overall(split()).after().estimate()).isEqualTo(100);
    }

    @Test
    void a_day_that_is_none_and_files_that_do_not_belong_together_are_refused() {
        add("math", "a", OLD, 3, i -> 1);
        assertThatThrownBy(() -> CutoffSplit.of(judged, questions, "2024-02-31", BOOTSTRAP))
                .hasMessageContaining("ASSAY-2120");
        assertThatThrownBy(() -> CutoffSplit.of(judged, List.of(), CUTOFF, BOOTSTRAP))
                .hasMessageContaining("ASSAY-2120");
    }
}
