package dev.assay.nn.optim;

import dev.assay.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sizes of the layers of a base model, for which a learning rate was found; a wider model of the same
/// depth takes it over.
///
/// @param layers sizes by the layer's path, such as `layers.3.mlp.up_proj`
public record BaseShapes(Map<String, Shape> layers) {
    private static final Pattern EXPERT = Pattern.compile("\\.experts\\.\\d+");

    /// Of a linear layer.
    public record Shape(long inputs, long outputs) {}

    public BaseShapes {
        layers = Map.copyOf(layers);
    }

    /// Of a model with these parameters, dense or structured.
    public static BaseShapes of(List<Parameter> parameters) {
        Map<String, Shape> layers = new LinkedHashMap<>();
        parameters.stream()
                .filter(parameter -> parameter.fanIn() > 0)
                .forEach(parameter -> layers.put(path(parameter), shape(parameter)));
        return new BaseShapes(layers);
    }

    /// Of the layer that a parameter belongs to.
    ///
    /// @throws IllegalArgumentException if the base model has no such layer
    Shape base(Parameter parameter) {
        return Optional.ofNullable(layers.get(path(parameter)))
                .orElseThrow(() -> new IllegalArgumentException("the base model has no layer " + path(parameter)));
    }

    static Shape shape(Parameter parameter) {
        return parameter
                .part()
                .map(part -> new Shape(part.inputs(), part.outputs()))
                .orElseGet(() -> new Shape(parameter.fanIn(), parameter.fanOut()));
    }

    /// The experts of a mixture have one shape.
    private static String path(Parameter parameter) {
        int end = parameter.name().lastIndexOf('.');
        return end < 0 ? "" : EXPERT.matcher(parameter.name().substring(0, end)).replaceAll("");
    }
}
