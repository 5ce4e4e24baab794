package dev.assay.server;

import dev.assay.server.engine.Served;
import dev.assay.server.wire.WireProblem;
import java.util.stream.IntStream;

/// Refuses ids that a model has no token for.
final class Known {
    private Known() {}

    /// @param param the field that holds them
    /// @throws WireProblem if one is beyond the model's vocabulary
    static void require(Served served, IntStream ids, String param) {
        int vocabulary = served.model().pretrained().decoder().config().vocabulary();
        ids.filter(id -> id >= vocabulary).findFirst().ifPresent(id -> {
            throw WireProblem.field(
                    param,
                    "invalid_token",
                    "Token " + id + " in '" + param + "' is none of the model's " + vocabulary + ".");
        });
    }
}
