package dev.assay.scaling.study;

import dev.assay.base.AssayException;
import dev.assay.nn.Pass;
import dev.assay.nn.loss.CrossEntropy;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.moe.Routing;
import dev.assay.nn.optim.BaseShapes;
import dev.assay.nn.optim.MuP;
import dev.assay.scaling.data.Characters;
import dev.assay.scaling.model.CharacterModel;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// Small transformers over characters.
record TextLesson(Task.Text task, Characters text) implements Lesson {
    private static final int VALIDATED = 1024;
    private static final int TOGETHER = 64;
    private static final double HELD_OUT = 0.1;

    static TextLesson of(Task.Text task) {
        TextLesson lesson = new TextLesson(task, Characters.read(task.text()));
        int window = task.context() + 1;
        if (lesson.trained() < 2 * window || lesson.text().length() - lesson.trained() < window) {
            throw AssayException.of(
                    "ASSAY-4132",
                    "The text has " + lesson.text().length() + " characters, too few for a context of " + task.context()
                            + ".",
                    task.text().toString(),
                    "name more text, or set task.context lower");
        }
        return lesson;
    }

    private int trained() {
        return (int) (text.length() * (1 - HELD_OUT));
    }

    @Override
    public String loss() {
        return "nats a character on text not trained on";
    }

    @Override
    public String sample() {
        return "multiply-adds of the whole model with its head, forward, over all characters seen";
    }

    @Override
    public boolean fits(long width) {
        return width % task.headDim() == 0;
    }

    private CharacterModel.Size size(long width) {
        return new CharacterModel.Size(Characters.SYMBOLS, width, task.layers(), task.headDim(), task.context());
    }

    @Override
    public List<BaseShapes.Shape> structured(long width) {
        return CharacterModel.structured(size(width));
    }

    @Override
    public Pupil<int[]> pupil(LayerDesign design, long width, Settings settings) {
        Randomness randomness = Randomness.of(settings.seed());
        CharacterModel model = CharacterModel.of(size(width), design, randomness.split("weights"));
        MuP mup = new MuP(settings.mode(), CharacterModel.baseShapes(size(task.base()), design));
        Randomness windows = randomness.split("samples");
        return new Pupil<>(
                new Learned<>(
                        mup.scaled(model.parameters(), settings.optimizer()),
                        step -> starts(settings.batch(), windows.split(step)),
                        (long) settings.batch() * task.context(),
                        (starts, pass) -> mean(model, starts, pass),
                        () -> validated(model)),
                model.blockMacsPerRow(),
                model.macsPerCharacter(),
                (long) settings.batch() * task.context(),
                () -> design.isMixture() ? routing(model, design.active()) : Map.of());
    }

    private int[] starts(int count, Randomness randomness) {
        RandomGenerator numbers = randomness.numbers();
        return IntStream.range(0, count)
                .map(i -> numbers.nextInt(trained() - task.context()))
                .toArray();
    }

    private Tensor mean(CharacterModel model, int[] starts, Pass pass) {
        Tensor windows = text.windows(starts, task.context() + 1);
        Tensor hidden = model.hidden(windows.narrow(1, 0, task.context()), pass);
        Tensor targets = windows.narrow(1, 1, task.context()).reshape(-1);
        Tensor weight = ((dev.assay.nn.linear.Dense) model.head().map()).weight();
        return CrossEntropy.sum(hidden.reshape(-1, hidden.size(2)), weight, targets)
                .div(new Scalar((double) targets.numel()));
    }

    private double validated(CharacterModel model) {
        double sum = 0;
        List<int[]> batches = heldOut();
        for (int[] starts : batches) {
            try (var scope = Scope.open();
                    var ignored = new NoGradGuard()) {
                sum += mean(model, starts, Pass.inference()).item_double();
            }
        }
        return sum / batches.size();
    }

    /// Windows over the text that is not trained on, evenly spread, the same for every model.
    private List<int[]> heldOut() {
        int room = text.length() - trained() - task.context() - 1;
        int count = Math.max(1, Math.min(VALIDATED, room / task.context()) / TOGETHER) * TOGETHER;
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < count; from += TOGETHER) {
            batches.add(IntStream.range(from, from + TOGETHER)
                    .map(i -> trained() + (int) ((long) room * i / count))
                    .toArray());
        }
        return batches;
    }

    /// How evenly the experts of all gates are used, on text that is not trained on.
    private Map<String, Double> routing(CharacterModel model, int active) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            List<Routing> gates = new ArrayList<>();
            Pass pass = Pass.inference().observedBy((path, seen) -> {
                if (path.equals("router")) {
                    gates.add(Routing.of(seen, active));
                }
            });
            mean(model, heldOut().getFirst(), pass);
            Map<String, Double> measures = new LinkedHashMap<>();
            measures.put("gates", (double) gates.size());
            measures.put(
                    "least-mean-gate-perplexity",
                    gates.stream().mapToDouble(Routing::meanPerplexity).min().orElse(0));
            measures.put(
                    "mean-row-perplexity",
                    gates.stream().mapToDouble(Routing::rowPerplexity).average().orElse(0));
            measures.put(
                    "mean-spread",
                    gates.stream().mapToDouble(Routing::spread).average().orElse(0));
            measures.put(
                    "most-spread",
                    gates.stream().mapToDouble(Routing::spread).max().orElse(0));
            return measures;
        }
    }
}
