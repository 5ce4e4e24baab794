package dev.assay.scaling.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class CharacterModelTest {
    private static final CharacterModel.Size SIZE = new CharacterModel.Size(96, 24, 2, 6, 8);

    private static CharacterModel model(String words) {
        return CharacterModel.of(SIZE, LayerDesign.parse(words), Randomness.of(1));
    }

    private static Tensor ids(long... ids) {
        return torch.tensor(ids).view(1, ids.length);
    }

    @Test
    void a_new_one_finds_all_characters_alike() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor logits = model("btt:capped").forward(ids(1, 2, 3), Pass.inference());
            assertThat(logits.abs().max().item_double()).isZero();
        }
    }

    @Test
    void a_character_does_not_see_those_after_it() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            CharacterModel model = model("low-rank:rank=4,experts=3");
            for (Parameter parameter : model.parameters()) {
                parameter
                        .tensor()
                        .add_(Randomness.of(parameter.count())
                                .normal(0.2, parameter.tensor().shape()));
            }
            Tensor one = model.forward(ids(5, 6, 7, 8), Pass.inference());
            Tensor other = model.forward(ids(5, 6, 9, 8), Pass.inference());
            Tensor difference = one.sub(other).abs().amax(new long[] {2}, false).view(4);
            assertThat(difference.narrow(0, 0, 2).max().item_double()).isZero();
            assertThat(difference.narrow(0, 2, 2).min().item_double()).isPositive();
        }
    }

    @Test
    void its_multiply_adds_are_those_of_its_matrices_its_head_its_attention_and_its_norms() {
        try (var scope = Scope.open()) {
            CharacterModel dense = model("dense");
            assertThat(dense.blockMacsPerRow()).isEqualTo(2 * (4 * 24 * 24 + 2 * 24 * 96));
            assertThat(dense.macsPerCharacter())
                    .isEqualTo(dense.blockMacsPerRow() + 24 * 96 + 2 * 8 * 24 * 2 + 5 * 24 * 9);
            long described = CharacterModel.structured(SIZE).stream()
                    .mapToLong(shape -> LayerDesign.parse("btt:rank=2")
                            .describe(shape.inputs(), shape.outputs())
                            .macsPerRow())
                    .sum();
            assertThat(model("btt:rank=2").blockMacsPerRow()).isEqualTo(described);
        }
    }

    @Test
    void queries_and_keys_have_no_gains_since_a_norm_follows() {
        try (var scope = Scope.open()) {
            assertThat(model("btt:capped").parameters())
                    .extracting(Parameter::name)
                    .contains("blocks.0.attention.value.R_gain", "blocks.0.mlp.up_proj.L_gain")
                    .doesNotContain("blocks.0.attention.query.R_gain", "blocks.0.attention.key.L_gain");
        }
    }

    @Test
    void a_width_that_heads_do_not_part_is_refused() {
        CharacterModel.Size uneven = new CharacterModel.Size(96, 25, 2, 6, 8);
        assertThatThrownBy(() -> CharacterModel.of(uneven, LayerDesign.dense(), Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("25");
    }

    @Test
    void attention_is_that_of_its_formula() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            NormedAttention attention = model("dense").blocks().getFirst().attention();
            attention
                    .parameters()
                    .forEach(parameter -> parameter
                            .tensor()
                            .add_(Randomness.of(parameter.count())
                                    .normal(0.2, parameter.tensor().shape())));
            Tensor x = Randomness.of(3).normal(1, 1, 3, 24);
            Tensor q = normed(attention.query().forward(x, Pass.inference()), attention.queryNorm());
            Tensor k = normed(attention.key().forward(x, Pass.inference()), attention.keyNorm());
            Tensor v = attention.value().forward(x, Pass.inference()).view(3, 4, 6);
            Tensor mixed = torch.zeros(3, 4, 6);
            for (int head = 0; head < 4; head++) {
                for (int at = 0; at < 3; at++) {
                    double[] weights = new double[at + 1];
                    double sum = 0;
                    for (int seen = 0; seen <= at; seen++) {
                        double score = q.select(0, at)
                                .select(0, head)
                                .dot(k.select(0, seen).select(0, head))
                                .item_double();
                        weights[seen] = Math.exp(score * 8 / 6);
                        sum += weights[seen];
                    }
                    for (int seen = 0; seen <= at; seen++) {
                        mixed.select(0, at)
                                .select(0, head)
                                .add_(v.select(0, seen).select(0, head), new Scalar(weights[seen] / sum));
                    }
                }
            }
            Tensor expected = attention.output().forward(mixed.view(1, 3, 24), Pass.inference());
            assertThat(attention
                            .forward(x, Pass.inference())
                            .sub(expected)
                            .abs()
                            .max()
                            .item_double())
                    .isCloseTo(0, within(1e-5));
        }
    }

    private static Tensor normed(Tensor x, dev.assay.nn.layer.LayerNorm norm) {
        return norm.forward(x.view(3, 4, 6), Pass.inference());
    }
}
