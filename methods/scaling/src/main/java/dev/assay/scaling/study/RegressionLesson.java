package dev.assay.scaling.study;

import dev.assay.nn.Pass;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.BaseShapes;
import dev.assay.nn.optim.MuP;
import dev.assay.scaling.data.Teacher;
import dev.assay.scaling.model.ResidualMlp;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Residual perceptrons that follow a [Teacher] on fresh samples.
record RegressionLesson(Task.Regression task, Teacher teacher) implements Lesson {
    private static final long TESTED = 8192;

    static RegressionLesson of(Task.Regression task, long seed) {
        Randomness own = Randomness.of(seed).split("teacher");
        return new RegressionLesson(task, Teacher.of(task.features(), task.teacherLayers(), task.teacherWidth(), own));
    }

    @Override
    public String loss() {
        return "mean squared error on fresh samples";
    }

    @Override
    public String sample() {
        return "multiply-adds of the hidden layers, forward, over all samples seen";
    }

    @Override
    public boolean fits(long width) {
        return width > 1;
    }

    ResidualMlp.Size size(long width) {
        return new ResidualMlp.Size(task.features(), width, task.depth(), 1);
    }

    @Override
    public List<BaseShapes.Shape> structured(long width) {
        return ResidualMlp.structured(size(width));
    }

    @Override
    public Pupil<Long> pupil(LayerDesign design, long width, Settings settings) {
        Randomness randomness = Randomness.of(settings.seed());
        return pupil(ResidualMlp.of(size(width), design, randomness.split("weights")), design, settings);
    }

    /// The same for a model that is there.
    Pupil<Long> pupil(ResidualMlp model, LayerDesign design, Settings settings) {
        Randomness randomness = Randomness.of(settings.seed());
        Randomness samples = randomness.split("samples");
        MuP mup = new MuP(settings.mode(), ResidualMlp.baseShapes(size(task.base()), design));
        return new Pupil<>(
                new Learned<>(
                        mup.scaled(model.parameters(), settings.optimizer()),
                        step -> step,
                        settings.batch(),
                        (step, pass) -> error(model, settings.batch(), samples.split(step), pass),
                        () -> tested(model)),
                model.blockMacsPerRow(),
                model.blockMacsPerRow(),
                settings.batch(),
                Map::of);
    }

    private Tensor error(ResidualMlp model, long count, Randomness randomness, Pass pass) {
        Tensor x = teacher.inputs(count, randomness);
        return torch.mse_loss(model.forward(x, pass), teacher.of(x));
    }

    /// All models see the same test.
    private double tested(ResidualMlp model) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            return error(model, TESTED, Randomness.of(task.hashCode()).split("test"), Pass.inference())
                    .item_double();
        }
    }
}
