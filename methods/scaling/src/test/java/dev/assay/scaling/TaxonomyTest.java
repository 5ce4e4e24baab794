package dev.assay.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.nn.linear.structured.Theta;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaxonomyTest {
    @Test
    void all_vectors_of_the_paper_are_canonical() {
        assertThat(Taxonomy.named()).hasSize(23);
        assertThat(Taxonomy.named().values()).allMatch(Theta::isCanonical);
    }

    @Test
    void the_grid_has_each_canonical_vector_that_is_cheaper_than_dense_once() {
        List<Theta> grid = Taxonomy.grid(4);
        assertThat(new HashSet<>(grid)).hasSameSizeAs(grid);
        assertThat(grid).allMatch(theta -> theta.isCanonical() && theta.nu() < 1);
        assertThat(grid)
                .contains(
                        Taxonomy.named().get("btt1"),
                        Taxonomy.named().get("g1"),
                        Taxonomy.named().get("l2"));
    }

    @Test
    void where_no_parameter_is_shared_and_the_rank_is_full_lies_block_tensor_train() {
        assertThat(Taxonomy.grid(4))
                .filteredOn(theta -> theta.omega() < 1e-9 && theta.psi() > 1 - 1e-9)
                .isNotEmpty()
                .contains(Taxonomy.named().get("btt1"));
    }
}
