package dev.assay.lm.family;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/// How one family of models writes its configuration and names its tensors.
///
/// The decoder itself is the same for all; a family is a translation.
public interface ModelFamily {
    /// The `model_type`s in `config.json` that this family reads.
    Set<String> modelTypes();

    /// The shape that a `config.json` describes.
    DecoderConfig read(ConfigReader config);

    /// The tensor in the files that is called `name` in Assay.
    ///
    /// @param name such as `model.layers.3.self_attn.q_proj.weight`
    Stored stored(String name);

    /// The fields of a `config.json` for this shape, without the token ids.
    JsonNode write(DecoderConfig config);

    /// A prefix that some files leave out before every name, if there is one.
    default Optional<String> optionalPrefix() {
        return Optional.empty();
    }

    /// @param name       in the file
    /// @param transposed whether the file holds `[in, out]` where Assay holds `[out, in]`
    record Stored(String name, boolean transposed) {}
}
