package dev.assay.scaling.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How the loss of one structure falls with compute, and how that compares.
///
/// @param structure  its name
/// @param frontier   least losses
/// @param law        through the points that were fitted; nothing with fewer than three of different compute
/// @param offset     the same above a floor; nothing with fewer than five points
/// @param multiplier how much cheaper it is than the reference; nothing for the reference itself
public record ScalingFit(
        String structure,
        Frontier frontier,
        Optional<PowerLaw> law,
        Optional<OffsetLaw> offset,
        Optional<ComputeMultiplier> multiplier) {
    private static final int FEWEST_FOR_OFFSET = 5;

    /// Which points are fitted.
    public enum Points {
        /// Those on the frontier of all points of all runs, as where the learning rate is constant.
        FRONTIER,
        /// The last of each run, as where the learning rate falls: what a run had reached before would
        /// have been better if it had been meant to end there.
        LAST
    }

    /// How fits are made.
    ///
    /// @param points    which are fitted
    /// @param frontier  how it is taken
    /// @param least     compute from which points count
    /// @param most      compute up to which points count
    /// @param reference structure that others are compared with
    public record Rules(Points points, Frontier.Rules frontier, double least, double most, String reference) {
        /// Of all compute, beside dense.
        public static Rules of(Points points) {
            return new Rules(points, Frontier.Rules.DEFAULT, 0, Double.POSITIVE_INFINITY, "dense");
        }
    }

    /// The fits of some structures, in their order. A structure none of whose losses is a positive number has none.
    public static List<ScalingFit> of(Map<String, List<Run>> runs, Rules rules) {
        Map<String, List<Run>> counted = new java.util.LinkedHashMap<>();
        runs.forEach((structure, all) -> {
            List<Run> inside = all.stream().map(run -> counted(run, rules)).toList();
            if (inside.stream().flatMap(run -> run.points().stream()).anyMatch(Point::isUsable)) {
                counted.put(structure, inside);
            }
        });
        Optional<Frontier> reference =
                Optional.ofNullable(counted.get(rules.reference())).map(all -> Frontier.of(all, rules.frontier()));
        List<ScalingFit> fits = new ArrayList<>();
        counted.forEach((structure, all) -> fits.add(
                fit(structure, all, rules, structure.equals(rules.reference()) ? Optional.empty() : reference)));
        return fits;
    }

    private static Run counted(Run run, Rules rules) {
        Stream<Point> points = switch (rules.points()) {
            case FRONTIER -> run.points().stream();
            case LAST ->
                run.points().isEmpty() || run.hasDiverged()
                        ? Stream.empty()
                        : Stream.of(run.points().getLast());
        };
        return new Run(
                run.name(),
                points.filter(point -> rules.least() <= point.compute() && point.compute() <= rules.most())
                        .toList());
    }

    private static ScalingFit fit(String structure, List<Run> runs, Rules rules, Optional<Frontier> reference) {
        Frontier frontier = Frontier.of(runs, rules.frontier());
        List<Point> points = switch (rules.points()) {
            case FRONTIER -> frontier.points();
            case LAST ->
                runs.stream()
                        .flatMap(run -> run.points().stream())
                        .map(point -> new Point(
                                point.compute(), point.loss() - rules.frontier().irreducible()))
                        .filter(Point::isUsable)
                        .toList();
        };
        long computes = points.stream().mapToDouble(Point::compute).distinct().count();
        return new ScalingFit(
                structure,
                frontier,
                computes < 3 ? Optional.empty() : Optional.of(PowerLaw.fit(points)),
                computes < FEWEST_FOR_OFFSET ? Optional.empty() : Optional.of(OffsetLaw.fit(points)),
                reference
                        .map(other -> ComputeMultiplier.of(frontier, other))
                        .filter(multiplier -> multiplier.points() > 0));
    }
}
