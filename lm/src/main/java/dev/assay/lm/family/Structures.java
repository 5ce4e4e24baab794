package dev.assay.lm.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.linear.structured.LinearSpec;
import dev.assay.nn.moe.LayerDesign;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which linear layers of a decoder have a structure, by their paths; the others are dense.
///
/// In `config.json` it is the field `assay_structure`, an object of paths and [words][LayerDesign#parse].
///
/// An MLP's own path, such as `model.layers.3.mlp`, gives it experts that are whole MLPs: `dense:experts=8,active=2`.
///
/// @param designs by path, such as `model.layers.3.mlp.up_proj`
public record Structures(Map<String, LayerDesign> designs) {
    /// All layers are dense.
    public static final Structures NONE = new Structures(Map.of());

    private static final String FIELD = "assay_structure";

    public Structures {
        designs = Map.copyOf(designs);
    }

    /// Those that a `config.json` names.
    ///
    /// @param file its name, for messages
    /// @throws AssayException `ASSAY-4050` if they make no sense
    public static Structures of(String file, JsonNode config) {
        Map<String, LayerDesign> designs = new TreeMap<>();
        config.path(FIELD).properties().forEach(entry -> designs.put(entry.getKey(), design(file, entry)));
        return new Structures(designs);
    }

    private static LayerDesign design(String file, Map.Entry<String, JsonNode> entry) {
        try {
            return LayerDesign.parse(entry.getValue().asText());
        } catch (IllegalArgumentException e) {
            throw wrong(file, entry.getKey(), e);
        }
    }

    /// A `config.json` with these.
    public ObjectNode written(JsonNode config) {
        ObjectNode all = config.deepCopy();
        all.remove(FIELD);
        if (!designs.isEmpty()) {
            ObjectNode object = all.putObject(FIELD);
            new TreeMap<>(designs).forEach((path, design) -> object.put(path, design.text()));
        }
        return all;
    }

    /// The map of a layer that has a structure.
    ///
    /// @throws AssayException `ASSAY-4050` if the layer cannot have it
    Optional<SizedLayer> map(String path, long inputs, long outputs, Weights weights) {
        return Optional.ofNullable(designs.get(path)).map(design -> {
            try {
                if (design.isMixture() && path.equals("lm_head")) {
                    throw new IllegalArgumentException("the output layer is one linear map; it has no experts");
                }
                return design.of(inputs, outputs, (name, shape) -> weights.take(path + "." + name, shape));
            } catch (IllegalArgumentException e) {
                throw wrong("config.json", path, e);
            }
        });
    }

    /// The design of an MLP that is a mixture of whole MLPs.
    ///
    /// @param path such as `model.layers.3.mlp`
    Optional<LayerDesign> mixture(String path) {
        return Optional.ofNullable(designs.get(path)).map(design -> {
            if (design.isMixture() && design.map().spec() instanceof LinearSpec.Dense) {
                return design;
            }
            throw wrong(
                    "config.json",
                    path,
                    new IllegalArgumentException("a whole MLP can be dense:experts=8,active=2, not " + design));
        });
    }

    private static AssayException wrong(String file, String path, IllegalArgumentException cause) {
        return AssayException.of(
                "ASSAY-4050",
                "The configuration gives a layer a structure that it cannot have: " + cause.getMessage() + ".",
                file + ", " + FIELD + "." + path,
                "convert the dense model again");
    }
}
