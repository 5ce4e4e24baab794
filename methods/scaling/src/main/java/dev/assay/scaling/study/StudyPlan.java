package dev.assay.scaling.study;

import dev.assay.base.Default;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.MuP;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import dev.assay.nn.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A scaling study as a configuration file has it: which structures, how wide, on which task, and how
/// they are trained. Every combination of structure, width, mode, learning rate and seed is a run.
///
/// @param task       what is learned
/// @param structures by words, some with widths of their own
/// @param search     structures beside those
/// @param budgets    multiply-adds of the structured matrices for one sample; those without widths of
///     their own are as wide as comes nearest to each
/// @param training   how each run is trained
public record StudyPlan(
        Task task,
        @Default("[]") List<Structure> structures,
        @Default("{}") Search search,
        @Default("[]") List<Long> budgets,
        Training training) {
    public StudyPlan {
        structures = List.copyOf(structures);
        budgets = List.copyOf(budgets);
        if (structures.isEmpty() && search.candidates().isEmpty()) {
            throw new IllegalArgumentException("structures names none, and search.over is nothing");
        }
        if (budgets.isEmpty()
                && (!search.candidates().isEmpty()
                        || structures.stream().anyMatch(each -> each.widths().isEmpty()))) {
            throw new IllegalArgumentException("budgets is needed for structures without widths of their own");
        }
        if (budgets.stream().anyMatch(budget -> budget < 1)) {
            throw new IllegalArgumentException("budgets are at least 1");
        }
    }

    /// A structure of the study.
    ///
    /// @param words  such as `btt:rank=2,capped`
    /// @param widths of the models; none for those that fit the budgets
    public record Structure(String words, @Default("[]") List<Long> widths) {
        public Structure {
            widths = List.copyOf(widths);
            LayerDesign.parse(words);
            if (widths.stream().anyMatch(width -> width < 1)) {
                throw new IllegalArgumentException("widths are at least 1");
            }
        }

        LayerDesign design() {
            return LayerDesign.parse(words);
        }
    }

    /// How a run is trained.
    ///
    /// @param steps         of the optimiser
    /// @param batch         samples a step; windows of text
    /// @param learningRates at the base width
    /// @param modes         how they are taken over
    /// @param seeds         of weights and samples
    /// @param warmup        steps in which the rate rises
    /// @param floor         share of the rate that remains at the end of half a cosine; 1 for a constant rate
    /// @param beta1         decay of the first moment
    /// @param beta2         decay of the second moment
    /// @param weightDecay   share of a weight that is taken away per unit of learning rate
    /// @param clip          the norm to which the gradient is cut; 0 never cuts
    /// @param points        how often the loss is measured, evenly over the steps
    public record Training(
            @Default("1000") long steps,
            @Default("256") int batch,
            @Default("[0.003]") List<Double> learningRates,
            @Default("[\"aware\"]") List<MuP.Mode> modes,
            @Default("[1, 2]") List<Long> seeds,
            @Default("20") long warmup,
            @Default("0.0") double floor,
            @Default("0.9") double beta1,
            @Default("0.999") double beta2,
            @Default("0.0") double weightDecay,
            @Default("0.0") double clip,
            @Default("10") int points) {
        public Training {
            learningRates = List.copyOf(learningRates);
            modes = List.copyOf(modes);
            seeds = List.copyOf(seeds);
            require(steps >= 1, "steps is at least 1, not " + steps);
            require(batch >= 1, "batch is at least 1, not " + batch);
            require(points >= 1 && points <= steps, "points lies between 1 and the steps, not " + points);
            require(!learningRates.isEmpty(), "learning-rates names none");
            require(!modes.isEmpty(), "modes names none");
            require(!seeds.isEmpty(), "seeds names none");
            plan(learningRates.getFirst(), 1, steps, warmup, floor, beta1, beta2, weightDecay, clip, points);
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }

        TrainingPlan plan(double rate, long seed) {
            return plan(rate, seed, steps, warmup, floor, beta1, beta2, weightDecay, clip, points);
        }

        private static TrainingPlan plan(
                double rate,
                long seed,
                long steps,
                long warmup,
                double floor,
                double beta1,
                double beta2,
                double weightDecay,
                double clip,
                int points) {
            long every = steps / points;
            return new TrainingPlan(
                    steps,
                    1,
                    1,
                    new OptimizerPlan.AdamW(rate, beta1, beta2, 1e-8, weightDecay),
                    new Schedule.Cosine(warmup, floor),
                    clip,
                    seed,
                    Math.max(1, every / 10),
                    every,
                    every,
                    1);
        }
    }

    /// One run.
    ///
    /// @param structure    in words
    /// @param width        of the model
    /// @param mode         how the learning rate is taken over
    /// @param learningRate at the base width
    /// @param seed         of weights and samples
    public record Planned(String structure, long width, MuP.Mode mode, double learningRate, long seed) {
        /// Its name, the same for the same run of any study.
        public String name() {
            return structure + " width=" + width + " " + mode + " rate=" + learningRate + " seed=" + seed;
        }

        LayerDesign design() {
            return LayerDesign.parse(structure);
        }
    }

    /// All runs, with what cannot be built left out.
    ///
    /// @param left told of each structure that fits no width near a budget, in words
    List<Planned> runs(Lesson lesson, Consumer<String> left) {
        List<Planned> all = new ArrayList<>();
        for (Structure structure : allStructures()) {
            for (long width : widths(lesson, structure, left)) {
                for (MuP.Mode mode : training.modes()) {
                    for (double rate : training.learningRates()) {
                        training.seeds()
                                .forEach(seed ->
                                        all.add(new Planned(structure.design().text(), width, mode, rate, seed)));
                    }
                }
            }
        }
        return all.stream().distinct().toList();
    }

    private List<Structure> allStructures() {
        List<Structure> all = new ArrayList<>(structures);
        search.candidates().forEach(words -> all.add(new Structure(words, List.of())));
        return all;
    }

    private List<Long> widths(Lesson lesson, Structure structure, Consumer<String> left) {
        if (!structure.widths().isEmpty()) {
            return structure.widths();
        }
        List<Long> widths = new ArrayList<>();
        for (long budget : budgets) {
            Widths.nearest(lesson, structure.design(), search.budget(), budget)
                    .ifPresentOrElse(
                            widths::add,
                            () -> left.accept(structure.words() + " fits no width near a budget of " + budget));
        }
        return widths;
    }
}
