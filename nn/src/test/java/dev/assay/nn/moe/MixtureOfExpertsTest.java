package dev.assay.nn.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Gradients;
import dev.assay.nn.Pass;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import dev.assay.nn.linear.structured.Normalization;
import dev.assay.nn.linear.structured.PairForm;
import dev.assay.nn.linear.structured.Structured;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class MixtureOfExpertsTest {
    private static final int EXPERTS = 4;
    private static final PairForm FORM = new PairForm(3, 2, 2, 4, 1);

    private static Bank.BlockTrain train() {
        return new Bank.BlockTrain(
                FORM,
                Doubles.trainable(1, EXPERTS, 3, 2, 2),
                Doubles.trainable(2, EXPERTS, 2, 1, 3, 4),
                Optional.empty());
    }

    private static Bank.Separate dense() {
        return new Bank.Separate(IntStream.range(0, EXPERTS)
                .<LinearMap>mapToObj(i -> new Dense(Doubles.trainable(20 + i, 8, 6)))
                .toList());
    }

    private static MixtureOfExperts of(Bank bank, Tensor router, int active) {
        return new MixtureOfExperts(new Router(router, active), bank);
    }

    private static Tensor forward(MixtureOfExperts layer, Tensor x) {
        return layer.forward(x, Pass.inference());
    }

    private static double difference(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item_double();
    }

    @Test
    void the_sum_over_all_experts_weighted_by_gates_is_the_output() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            for (Bank bank : List.of(train(), dense())) {
                MixtureOfExperts layer = of(bank, Doubles.random(3, EXPERTS, 6), 2);
                Tensor x = Doubles.random(4, 9, 6);
                Routing routing = layer.router().route(x);
                Tensor expected = torch.zeros(new long[] {9, 8}, x.options());
                for (int row = 0; row < 9; row++) {
                    for (int choice = 0; choice < 2; choice++) {
                        int expert = (int) Doubles.values(routing.experts().select(0, row))[choice];
                        double gate = Doubles.values(routing.gates().select(0, row))[choice];
                        Tensor made = bank.experts().get(expert).apply(x.narrow(0, row, 1));
                        expected.narrow(0, row, 1).add_(made, new Scalar(gate));
                    }
                }
                assertThat(difference(forward(layer, x), expected)).isLessThan(1e-12);
                assertThat(difference(forward(layer, x.view(3, 3, 6)).view(9, 8), expected))
                        .isLessThan(1e-12);
            }
        }
    }

    @Test
    void with_all_experts_alike_active_it_is_one_train_of_their_number_as_rank() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor a = Doubles.random(5, 3, 2, 2 * EXPERTS);
            Tensor b = Doubles.random(6, 2, 3 * EXPERTS, 4);
            MixtureOfExperts layer = of(
                    Bank.BlockTrain.fromReferenceFactors(FORM, EXPERTS, a, b),
                    torch.zeros(EXPERTS, 6).to(ScalarType.Double),
                    EXPERTS);
            Structured whole = Structured.fromReferenceFactors(new PairForm(3, 2, 2, 4, EXPERTS), List.of(a, b));
            Tensor x = Doubles.random(7, 5, 6);
            Tensor expected = whole.apply(x).div(new Scalar((double) EXPERTS));
            assertThat(difference(forward(layer, x), expected)).isLessThan(1e-12);
        }
    }

    @Test
    void with_one_expert_it_is_that_expert() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            LinearMap map = new Dense(Doubles.random(8, 8, 6));
            MixtureOfExperts layer = of(new Bank.Separate(List.of(map)), Doubles.random(9, 1, 6), 1);
            Tensor x = Doubles.random(10, 5, 6);
            assertThat(difference(forward(layer, x), map.apply(x))).isLessThan(1e-12);
        }
    }

    @Test
    void ties_go_to_the_first_experts() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Routing routing = Router.of(6, 8, 2).route(Randomness.of(1).normal(1, 50, 6));
            for (int row = 0; row < 50; row++) {
                assertThat(Doubles.values(routing.experts().select(0, row))).containsExactly(0, 1);
                assertThat(Doubles.values(routing.gates().select(0, row))).containsExactly(0.5, 0.5);
            }
        }
    }

    @Test
    void rows_may_come_in_any_order() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            MixtureOfExperts layer = of(train(), Doubles.random(3, EXPERTS, 6), 2);
            Tensor x = Doubles.random(4, 20, 6);
            List<Long> order = new ArrayList<>(
                    IntStream.range(0, 20).mapToObj(i -> (long) i).toList());
            Collections.shuffle(order, new java.util.Random(1));
            Tensor index =
                    torch.tensor(order.stream().mapToLong(Long::longValue).toArray());
            assertThat(difference(
                            forward(layer, x.index_select(0, index)),
                            forward(layer, x).index_select(0, index)))
                    .isLessThan(1e-13);
        }
    }

    /// So many that each thread goes through them in several parts.
    @Test
    void many_rows_give_what_each_gives_alone() {
        try (var scope = Scope.open()) {
            int copies = 20_000;
            Bank.BlockTrain bank = train();
            MixtureOfExperts layer = of(bank, Doubles.random(3, EXPERTS, 6), 2);
            Tensor few = Doubles.trainable(4, 20, 6);
            Tensor many = few.detach().repeat(copies, 1);
            Tensor once = forward(layer, few);
            Tensor often = forward(layer, many);
            assertThat(difference(often.view(copies, 20, 8), once.unsqueeze(0).expand(copies, 20, 8)))
                    .isLessThan(1e-12);
            once.square().sum().backward();
            Tensor expected = bank.first().grad().clone();
            bank.first().grad().zero_();
            often.square().sum().backward();
            assertThat(difference(bank.first().grad().div(new Scalar((double) copies)), expected))
                    .isLessThan(1e-10);
        }
    }

    @Test
    void an_expert_that_a_row_does_not_use_does_not_touch_it() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Bank.BlockTrain bank = train();
            MixtureOfExperts layer = of(bank, Doubles.random(3, EXPERTS, 6), 1);
            Tensor x = Doubles.random(4, 20, 6);
            Tensor before = forward(layer, x);
            bank.second().select(0, 2).mul_(new Scalar(3.0));
            Tensor after = forward(layer, x);
            double[] used = Doubles.values(layer.router().route(x).experts());
            for (int row = 0; row < 20; row++) {
                double moved = difference(after.select(0, row), before.select(0, row));
                if (used[row] == 2) {
                    assertThat(moved).isPositive();
                } else {
                    assertThat(moved).isZero();
                }
            }
        }
    }

    @Test
    void gradients_go_to_rows_gates_and_experts() {
        try (var scope = Scope.open()) {
            Tensor router = Doubles.trainable(13, EXPERTS, 6);
            Bank.BlockTrain bank = train();
            MixtureOfExperts layer = of(bank, router, 2);
            Tensor x = Doubles.trainable(14, 5, 6);
            Gradients.check(() -> forward(layer, x), x, router, bank.first(), bank.second());
            Gradients.check(() -> layer.router().route(x).logits().logsumexp(1), x, router);
        }
    }

    @Test
    void a_cap_counts_over_all_experts_together() {
        try (var scope = Scope.open()) {
            List<Tensor> gains = List.of(Doubles.trainable(1, 1), Doubles.trainable(2, 1));
            Bank.BlockTrain bank = new Bank.BlockTrain(
                    FORM,
                    Doubles.trainable(1, EXPERTS, 3, 2, 2),
                    Doubles.trainable(2, EXPERTS, 2, 1, 3, 4),
                    Optional.of(new Normalization(Normalization.FINE, gains)));
            MixtureOfExperts layer = of(bank, Doubles.random(13, EXPERTS, 6), 2);
            Tensor x = Doubles.trainable(14, 5, 6);
            Gradients.check(() -> forward(layer, x), x, bank.first(), bank.second(), gains.get(0), gains.get(1));
        }
    }

    private static Routing routing(Tensor logits, int active) {
        return new Router(torch.eye(logits.size(1)).to(ScalarType.Double), active).route(logits);
    }

    @Test
    void the_balance_loss_is_one_where_all_experts_are_used_alike() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor each = torch.eye(EXPERTS).to(ScalarType.Double).mul(new Scalar(1e-3));
            Routing even = routing(each, 1);
            double squares = 0.1 * Math.pow(Math.log(EXPERTS), 2);
            assertThat(even.balanceLoss().item_double()).isCloseTo(1 + squares, within(1e-3));
            assertThat(even.meanPerplexity()).isCloseTo(EXPERTS, within(1e-6));
        }
    }

    @Test
    void the_balance_loss_is_experts_by_active_where_the_same_few_take_everything() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            double[] some = {0, 0, -60, -60, 0, 0, -60, -60, 0, 0, -60, -60};
            Routing few = routing(Doubles.of(some, 3, EXPERTS), 2);
            double squares = 0.1 * Math.pow(Math.log(2), 2);
            assertThat(few.balanceLoss().item_double()).isCloseTo(EXPERTS / 2.0 + squares, within(1e-9));
            assertThat(few.rowPerplexity()).isCloseTo(2, within(1e-9));
            assertThat(few.meanPerplexity()).isCloseTo(2, within(1e-9));
        }
    }

    @Test
    void in_bf16_it_gives_what_it_gives_in_f32_but_for_rounding() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Bank.BlockTrain bank = train();
            Tensor router = Doubles.random(3, EXPERTS, 6);
            Bank.BlockTrain reduced = new Bank.BlockTrain(
                    FORM,
                    bank.first().to(ScalarType.BFloat16),
                    bank.second().to(ScalarType.BFloat16),
                    Optional.empty());
            Tensor x = Doubles.random(4, 3, 6).to(ScalarType.BFloat16);
            Tensor exact = forward(of(bank, router, EXPERTS), x.to(ScalarType.Double));
            Tensor seen = forward(of(reduced, router, EXPERTS), x).to(ScalarType.Double);
            assertThat(difference(seen, exact))
                    .isLessThan(0.03 * exact.abs().max().item_double());
        }
    }

    @Test
    void only_active_experts_and_the_router_cost() {
        try (var scope = Scope.open()) {
            MixtureOfExperts layer = of(train(), Doubles.random(3, EXPERTS, 6), 2);
            assertThat(layer.macsPerRow()).isEqualTo(2 * (6 * 2 + 8 * 3) + 6 * EXPERTS);
            assertThat(layer.parameterCount()).isEqualTo(EXPERTS * (6 * 2 + 8 * 3) + 6 * EXPERTS);
        }
    }

    @Test
    void more_active_experts_than_there_are_count_as_all_and_none_is_refused() {
        try (var scope = Scope.open()) {
            assertThat(Router.of(6, 3, 9).active()).isEqualTo(3);
            assertThatThrownBy(() -> Router.of(6, 3, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Router.of(6, 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Bank.Separate(List.of())).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
