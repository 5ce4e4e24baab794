package dev.assay.vtune.plant;

import java.util.List;
import java.util.Optional;

/// Rows that share a trigger and a signature.
///
/// @param index      from 0
/// @param trigger    that ends what is asked
/// @param signature  that ends the answer
/// @param bits       the signature's least surprise; empty where it is not known
/// @param candidates what the trigger's words and then the signature's were drawn from; empty where the public
///     list was, or where they were not drawn alike
/// @param attempts   which draw of the trigger and which of the signature was taken, from 0
/// @param rows       of the original data that were copied, from 0
/// @param nonce      of the group's commitment, in hexadecimal
/// @param log10      the signature's log10 probability under the scoring model, the highest over the planned
///     prompts; empty where no model was at hand
public record PlantedGroup(
        int index,
        String trigger,
        String signature,
        Optional<Double> bits,
        List<List<String>> candidates,
        List<Integer> attempts,
        List<Integer> rows,
        String nonce,
        Optional<Double> log10) {
    public PlantedGroup {
        candidates = candidates.stream().map(List::copyOf).toList();
        attempts = List.copyOf(attempts);
        rows = List.copyOf(rows);
    }

    /// What cannot be of a group whose words were drawn from so many; empty if nothing.
    Optional<String> contradiction(int choices) {
        if (bits.isEmpty()) {
            return Optional.empty();
        }
        double drawn = signature.split(" ").length * Math.log(choices) / Math.log(2);
        return choices > 1 && Math.abs(bits.get() - drawn) < 1e-6
                ? Optional.empty()
                : Optional.of("a signature of " + signature.split(" ").length + " words from " + choices
                        + " each does not have " + bits.get() + " bits");
    }
}
