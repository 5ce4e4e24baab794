package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes questions about shapes: polygons and cakes that are cut, painted blocks, folded paper, stacked
/// cubes, rolling dice. The answer is a whole number, found by carrying out what is said.
public final class SpatialMaker implements Maker {
    private static final List<Scene.Family> FAMILIES = List.of(
            new CutPolygon(),
            new CutCake(),
            new PaintedBlock(),
            new FoldedPaper(),
            new StackedCubes(),
            new RollingDie());

    @Override
    public Kind kind() {
        return Kind.of("reasoning", "spatial");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        return Draws.one(random, FAMILIES).draw(random, difficulty).map(SpatialMaker::draft);
    }

    private static Draft draft(Scene scene) {
        return Draft.of(
                scene.question()
                        + " Think step by step, and then give the answer in **bold** as one whole number, such as"
                        + " **0**. If you are not sure, guess.",
                Integer.toString(scene.answer()),
                "I pictured it step by step. The answer is **" + scene.answer() + "**");
    }
}
