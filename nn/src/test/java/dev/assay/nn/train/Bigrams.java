package dev.assay.nn.train;

import dev.assay.nn.Dropout;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.init.Init;
import dev.assay.nn.layer.Embedding;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.layer.RmsNorm;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.loss.CrossEntropy;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A few hundred parameters that learn the successor of each word, with dropout and uneven micro-batches.
final class Bigrams implements Objective<Bigrams.Words> {
    private static final int VOCABULARY = 7;
    private static final int DIM = 6;

    private final Embedding embedding;
    private final RmsNorm norm;
    private final Linear linear;
    private final Tensor head;
    private final LongToDoubleFunction factor;
    private final boolean validates;

    /// Words and their successors.
    record Words(long step, long[] inputs, long[] targets) {}

    private Bigrams(ScalarType type, LongToDoubleFunction factor, boolean validates) {
        Randomness randomness = Randomness.of(11);
        this.embedding = new Embedding(parameter(randomness.split("embedding"), type, VOCABULARY, DIM));
        this.norm = new RmsNorm(torch.ones(DIM).to(type).set_requires_grad(true), 1e-5);
        this.linear = Linear.of(new Dense(parameter(randomness.split("linear"), type, DIM, DIM)));
        this.head = parameter(randomness.split("head"), type, VOCABULARY, DIM);
        this.factor = factor;
        this.validates = validates;
    }

    private static Tensor parameter(Randomness randomness, ScalarType type, long rows, long columns) {
        Tensor tensor = new Init.FanIn(1).parameter(randomness, columns, rows, columns);
        return tensor.detach().to(type).set_requires_grad(true);
    }

    static Bigrams of() {
        return new Bigrams(ScalarType.Float, step -> 1, false);
    }

    static Bigrams reduced() {
        return new Bigrams(ScalarType.BFloat16, step -> 1, false);
    }

    Bigrams validating() {
        return new Bigrams(ScalarType.Float, factor, true);
    }

    /// The loss of a step is multiplied by a factor, and with it the gradient.
    static Bigrams times(LongToDoubleFunction factor) {
        return new Bigrams(ScalarType.Float, factor, false);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Parameter.under("embedding", embedding.parameters()));
        all.addAll(Parameter.under("norm", norm.parameters()));
        all.addAll(Parameter.under("linear", linear.parameters()));
        all.add(Parameter.matrix("head.weight", head, 0.4));
        return all;
    }

    @Override
    public List<Words> microBatches(long step) {
        var numbers = Randomness.of(99).split(step).numbers();
        return IntStream.range(0, 3)
                .mapToObj(i -> words(step, 4 + 3 * i, numbers))
                .toList();
    }

    private static Words words(long step, int count, java.util.random.RandomGenerator numbers) {
        long[] inputs = new long[count];
        long[] targets = new long[count];
        for (int i = 0; i < count; i++) {
            inputs[i] = numbers.nextInt(VOCABULARY);
            targets[i] = numbers.nextInt(10) == 0 ? numbers.nextInt(VOCABULARY) : (inputs[i] * 3 + 1) % VOCABULARY;
        }
        return new Words(step, inputs, targets);
    }

    @Override
    public double weight(Words words) {
        return words.inputs().length;
    }

    @Override
    public Tensor loss(Words words, Pass pass) {
        Tensor h = embedding.forward(torch.tensor(words.inputs()), pass);
        h = new Dropout(0.1).forward(h, pass);
        h = norm.forward(linear.forward(h, pass).add(h), pass);
        return CrossEntropy.sum(h, head, torch.tensor(words.targets()))
                .mul(new Scalar(factor.applyAsDouble(words.step())));
    }

    @Override
    public OptionalDouble validate() {
        if (!validates) {
            return OptionalDouble.empty();
        }
        try (var scope = Scope.open()) {
            Words words = words(0, 40, Randomness.of(5).numbers());
            return OptionalDouble.of(loss(words, Pass.inference()).item_double() / weight(words));
        }
    }
}
