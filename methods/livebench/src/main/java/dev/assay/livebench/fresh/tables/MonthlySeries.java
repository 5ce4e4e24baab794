package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Draws;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// One user's totals, month by month; months may be missing.
record MonthlySeries(int user, Map<YearMonth, Integer> totals) {
    private static final int LEAST_TOTAL = 5;

    MonthlySeries {
        totals = Collections.unmodifiableMap(new TreeMap<>(totals));
    }

    /// Draws a series in which growth is a little more common than not.
    ///
    /// @param first      the first month
    /// @param months     how many there are
    /// @param gapPercent of how many in a hundred the total is missing
    static MonthlySeries draw(RandomGenerator random, int user, YearMonth first, int months, int gapPercent) {
        Map<YearMonth, Integer> totals = new TreeMap<>();
        int total = Draws.between(random, 40, 220);
        for (int i = 0; i < months; i++) {
            if (random.nextInt(100) >= gapPercent) {
                totals.put(first.plusMonths(i), total);
            }
            total = Math.max(LEAST_TOTAL, total + change(random));
        }
        return new MonthlySeries(user, totals);
    }

    private static int change(RandomGenerator random) {
        int chance = random.nextInt(100);
        if (chance < 8) {
            return 0;
        }
        int size = Draws.between(random, 1, 30);
        return chance < 62 ? size : -size;
    }

    /// The most months in a row whose total is greater than that of the month before.
    int longestGrowth() {
        int longest = 0;
        int run = 0;
        for (Map.Entry<YearMonth, Integer> entry : totals.entrySet()) {
            Integer before = totals.get(entry.getKey().minusMonths(1));
            run = before != null && before < entry.getValue() ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /// The totals as rows of user, month and total.
    List<List<String>> byMonth() {
        return totals.entrySet().stream()
                .map(entry -> List.of(
                        String.valueOf(user),
                        entry.getKey().toString(),
                        entry.getValue().toString()))
                .toList();
    }

    /// The totals as rows of user, day and amount, one to so many of each month, which add up to its total.
    List<List<String>> byDay(RandomGenerator random, int mostRecords) {
        List<List<String>> rows = new ArrayList<>();
        totals.forEach((month, total) -> {
            int records = Draws.between(random, 1, Math.min(mostRecords, total));
            List<Integer> days = Draws.places(random, records, month.lengthOfMonth());
            int left = total;
            for (int i = 0; i < records; i++) {
                int later = records - 1 - i;
                int amount = later == 0 ? left : Draws.between(random, 1, left - later);
                left -= amount;
                rows.add(List.of(
                        String.valueOf(user), month.atDay(days.get(i) + 1).toString(), String.valueOf(amount)));
            }
        });
        return rows;
    }
}
