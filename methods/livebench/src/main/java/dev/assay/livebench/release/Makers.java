package dev.assay.livebench.release;

import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.fresh.instructions.InstructionMaker;
import dev.assay.livebench.fresh.instructions.InstructionTask;
import dev.assay.livebench.fresh.logic.WebOfLiesMaker;
import dev.assay.livebench.fresh.logic.ZebraMaker;
import dev.assay.livebench.fresh.maths.CharacteristicPolynomialMaker;
import dev.assay.livebench.fresh.maths.CompleteSquareMaker;
import dev.assay.livebench.fresh.maths.DerivativesMaker;
import dev.assay.livebench.fresh.maths.DeterminantMaker;
import dev.assay.livebench.fresh.maths.FactorPolynomialsMaker;
import dev.assay.livebench.fresh.maths.GcdMaker;
import dev.assay.livebench.fresh.maths.GeometricMeanMaker;
import dev.assay.livebench.fresh.maths.IntegralMaker;
import dev.assay.livebench.fresh.maths.IntegralsWithGameMaker;
import dev.assay.livebench.fresh.maths.StandardDeviationMaker;
import dev.assay.livebench.fresh.maths.VarianceMaker;
import dev.assay.livebench.fresh.tables.ColumnTypeMaker;
import dev.assay.livebench.fresh.tables.ConsecutiveEventsMaker;
import dev.assay.livebench.fresh.tables.TableJoinMaker;
import dev.assay.livebench.fresh.tables.TableReformatMaker;
import dev.assay.livebench.fresh.words.ConnectionsMaker;
import dev.assay.livebench.fresh.words.PlotUnscramblingMaker;
import dev.assay.livebench.fresh.words.TyposMaker;
import dev.assay.livebench.fresh.worlds.HouseTraversalMaker;
import dev.assay.livebench.fresh.worlds.NavigationMaker;
import dev.assay.livebench.fresh.worlds.SpatialMaker;
import dev.assay.livebench.fresh.worlds.SudokuMaker;
import dev.assay.livebench.fresh.worlds.TheoryOfMindMaker;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// All that make questions.
public final class Makers {
    private Makers() {}

    /// One for each kind, in a fixed order.
    public static List<Maker> of(Material material) {
        Stream<Maker> fixed = Stream.of(
                new GcdMaker(),
                new FactorPolynomialsMaker(),
                new CompleteSquareMaker(),
                new DeterminantMaker(),
                new CharacteristicPolynomialMaker(),
                new GeometricMeanMaker(),
                new StandardDeviationMaker(),
                new VarianceMaker(),
                new DerivativesMaker(),
                new IntegralMaker(),
                new IntegralsWithGameMaker(),
                new WebOfLiesMaker(false),
                new WebOfLiesMaker(true),
                new ZebraMaker(),
                new SpatialMaker(),
                new HouseTraversalMaker(),
                new NavigationMaker(),
                new TheoryOfMindMaker(),
                new SudokuMaker(),
                new TyposMaker(material.abstracts()),
                new PlotUnscramblingMaker(material.plots()),
                new ConnectionsMaker(material.groups()),
                new TableJoinMaker(material.tables()),
                new TableReformatMaker(material.tables()),
                new ColumnTypeMaker(material.tables()),
                new ConsecutiveEventsMaker());
        Stream<Maker> instructions =
                Arrays.stream(InstructionTask.values()).map(task -> new InstructionMaker(task, material.news()));
        return Stream.concat(fixed, instructions).toList();
    }
}
