package dev.assay.scaling.study;

import dev.assay.base.AssayException;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.BaseShapes;
import dev.assay.nn.optim.MuP;
import dev.assay.scaling.data.ImageSet;
import dev.assay.scaling.model.ResidualMlp;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Residual perceptrons that tell images apart, over many rounds of the same images.
record ImageLesson(Task.Images task, ImageSet trained, Optional<ImageSet> tested) implements Lesson {
    private static final int TOGETHER = 1000;

    static ImageLesson of(Task.Images task) {
        ImageSet trained = read(task.images(), task.labels());
        Optional<ImageSet> tested = task.testImages().map(images -> read(images, task.testLabels()));
        tested.filter(test -> test.features() != trained.features() || test.classes() > trained.classes())
                .ifPresent(test -> {
                    throw AssayException.of(
                            "ASSAY-4132",
                            "The test images are not of the kind of the training images: " + test + ", " + trained
                                    + ".",
                            task.files().toString(),
                            "name images of the same set");
                });
        return new ImageLesson(task, trained, tested);
    }

    private static ImageSet read(Path images, Optional<Path> labels) {
        return labels.map(file -> ImageSet.readIdx(images, file)).orElseGet(() -> ImageSet.readCifar(images));
    }

    @Override
    public String loss() {
        return "share of training images told wrongly";
    }

    @Override
    public String sample() {
        return "multiply-adds of all layers, forward, over all images seen";
    }

    @Override
    public boolean fits(long width) {
        return width > 1;
    }

    private ResidualMlp.Size size(long width) {
        return new ResidualMlp.Size(trained.features(), width, task.depth(), trained.classes());
    }

    @Override
    public List<BaseShapes.Shape> structured(long width) {
        List<BaseShapes.Shape> all = new ArrayList<>(ResidualMlp.structured(size(width)));
        if (task.structuredInput()) {
            all.add(new BaseShapes.Shape(trained.features(), width));
        }
        return all;
    }

    /// Which images a step sees, and how they are moved.
    record Batch(int[] images, Randomness moves) {}

    @Override
    public Pupil<Batch> pupil(LayerDesign design, long width, Settings settings) {
        Randomness randomness = Randomness.of(settings.seed());
        LayerDesign first = task.structuredInput() ? design : LayerDesign.dense();
        ResidualMlp model = ResidualMlp.of(size(width), design, first, randomness.split("weights"));
        MuP mup = new MuP(settings.mode(), ResidualMlp.baseShapes(size(task.base()), design));
        List<Parameter> parameters = mup.scaled(model.parameters(), settings.optimizer()).stream()
                .map(this::withInputRate)
                .toList();
        Randomness order = randomness.split("samples");
        return new Pupil<>(
                new Learned<>(
                        parameters,
                        step -> batch(step, settings.batch(), order),
                        settings.batch(),
                        (batch, pass) -> loss(model, batch, pass),
                        () -> wrong(model, trained)),
                model.blockMacsPerRow()
                        + (task.structuredInput() ? model.input().map().macsPerRow() : 0),
                model.macsPerRow(),
                settings.batch(),
                () -> tested.map(set -> Map.of("test-error", wrong(model, set))).orElse(Map.of()));
    }

    private Parameter withInputRate(Parameter parameter) {
        return parameter.name().startsWith("input.")
                ? parameter.withLearningRateFactor(parameter.learningRateFactor() * task.inputRate())
                : parameter;
    }

    /// The images of a step: each round sees all images once, in an order of its own.
    private Batch batch(long step, int count, Randomness order) {
        long rounds = trained.count() / count;
        if (rounds == 0) {
            throw new IllegalArgumentException(
                    "a batch of " + count + " is more than the " + trained.count() + " images");
        }
        List<Integer> all =
                IntStream.range(0, trained.count()).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(all, new Random(order.split(step / rounds).seed()));
        int from = (int) (step % rounds) * count;
        return new Batch(
                all.subList(from, from + count).stream()
                        .mapToInt(Integer::intValue)
                        .toArray(),
                order.split("moves").split(step));
    }

    private Tensor loss(ResidualMlp model, Batch batch, Pass pass) {
        RandomGenerator moves = batch.moves().numbers();
        int features = trained.features();
        float[] rows = new float[batch.images().length * features];
        long[] labels = new long[batch.images().length];
        int reach = 2 * task.shift() + 1;
        for (int i = 0; i < labels.length; i++) {
            int image = batch.images()[i];
            int down = moves.nextInt(reach) - task.shift();
            int right = moves.nextInt(reach) - task.shift();
            trained.write(image, down, right, task.mirrored() && moves.nextBoolean(), rows, i * features);
            labels[i] = trained.label(image);
        }
        Tensor logits = model.forward(centred(rows, labels.length), pass);
        return torch.cross_entropy_loss(
                logits, torch.tensor(labels), new TensorOptional(), MEAN, NOBODY, task.smoothing());
    }

    private static final long MEAN = 1;
    private static final long NOBODY = -100;

    /// Pixels from -1 to 1.
    private static Tensor centred(float[] rows, int count) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = 2 * rows[i] - 1;
        }
        return torch.tensor(rows).view(count, -1);
    }

    /// The share of unmoved images that are told wrongly.
    private static double wrong(ResidualMlp model, ImageSet set) {
        long wrong = 0;
        for (int from = 0; from < set.count(); from += TOGETHER) {
            try (var scope = Scope.open();
                    var ignored = new NoGradGuard()) {
                int count = Math.min(TOGETHER, set.count() - from);
                float[] rows = new float[count * set.features()];
                long[] labels = new long[count];
                for (int i = 0; i < count; i++) {
                    set.write(from + i, 0, 0, false, rows, i * set.features());
                    labels[i] = set.label(from + i);
                }
                Tensor told = model.forward(centred(rows, count), Pass.inference())
                        .argmax(new org.bytedeco.pytorch.LongOptional(1), false);
                wrong += told.ne(torch.tensor(labels)).sum().item_long();
            }
        }
        return (double) wrong / set.count();
    }
}
