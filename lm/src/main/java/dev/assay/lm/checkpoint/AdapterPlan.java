package dev.assay.lm.checkpoint;

import java.util.List;

/// The shape of a low-rank adapter.
///
/// @param rank of the update
/// @param alpha the update is scaled by `alpha / rank`
/// @param dropout on its input while training
/// @param targets last parts of the names of the linear layers that get one, as the model's files call them,
///     such as `q_proj`; `all-linear` means all but the output layer
public record AdapterPlan(int rank, double alpha, double dropout, List<String> targets) {
    /// All linear layers but the output layer.
    public static final String ALL = "all-linear";

    public AdapterPlan {
        targets = List.copyOf(targets);
        if (rank < 1 || rank > 65_536) {
            throw new IllegalArgumentException("rank lies between 1 and 65536, not " + rank);
        }
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha is above 0, not " + alpha);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout lies in [0, 1), not " + dropout);
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets names no layer");
        }
    }

    /// Whether a layer of this name gets an update.
    boolean covers(String storedName) {
        String last = storedName.substring(storedName.lastIndexOf('.') + 1);
        return targets.contains(last) || (targets.contains(ALL) && !storedName.equals("lm_head"));
    }
}
