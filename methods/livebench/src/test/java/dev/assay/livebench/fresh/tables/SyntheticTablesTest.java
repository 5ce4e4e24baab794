package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SyntheticTablesTest {
    private final SyntheticTables tables = new SyntheticTables();

    private SourceTable table(int kind, int seed) {
        return tables.draw(new SplittableRandom(seed), kind, 50);
    }

    @Test
    void there_are_many_kinds_each_with_ten_columns_or_more() {
        assertThat(tables.kinds()).isGreaterThanOrEqualTo(24);
        Set<String> names = new HashSet<>();
        for (int kind = 0; kind < tables.kinds(); kind++) {
            SourceTable table = table(kind, 1);
            names.add(table.name());
            assertThat(table.header()).as(table.name()).hasSizeGreaterThanOrEqualTo(10);
            assertThat(table.rows()).hasSize(50);
        }
        assertThat(names).hasSize(tables.kinds());
    }

    @Test
    void every_column_varies_and_few_values_are_missing_but_where_the_schema_says_so() {
        for (int kind = 0; kind < tables.kinds(); kind++) {
            SourceTable table = table(kind, 2);
            for (int i = 0; i < table.header().size(); i++) {
                String column = table.name() + "." + table.header().get(i);
                assertThat(new HashSet<>(table.column(i))).as(column).hasSizeGreaterThan(1);
                assertThat(table.column(i)).as(column).anyMatch(value -> !value.isEmpty());
                assertThat(table.column(i)).as(column).noneMatch(value -> value.contains("{") || value.contains("\n"));
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_table_and_another_another() {
        for (int kind = 0; kind < tables.kinds(); kind++) {
            assertThat(new SyntheticTables().draw(new SplittableRandom(3), kind, 50))
                    .isEqualTo(table(kind, 3));
            assertThat(table(kind, 4)).isNotEqualTo(table(kind, 3));
        }
    }

    @Test
    void what_belongs_together_stands_together() {
        SourceTable clinic = table(2, 5);
        int department = clinic.header().indexOf("department");
        int ward = clinic.header().indexOf("ward");
        for (List<String> row : clinic.rows()) {
            if (row.get(department).equals("cardiology")) {
                assertThat(row.get(ward)).isEqualTo("C2");
            }
        }
        assertThat(clinic.column(department)).contains("cardiology");
        SourceTable flights = table(1, 5);
        int from = flights.header().indexOf("origin");
        int to = flights.header().indexOf("destination");
        assertThat(flights.column(from)).isNotEqualTo(flights.column(to));
    }

    @Test
    void a_ragged_table_and_a_name_that_stands_twice_are_refused() {
        assertThatThrownBy(() -> new SourceTable("t", List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SourceTable("t", List.of("a", "a"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
