package dev.assay.nn;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// A named tensor that training may change, with what initialisation and optimiser need to know of it.
///
/// @param name               path in the tree of layers, such as `layers.3.self_attn.q_proj.weight`
/// @param tensor             the values, a leaf of the autograd graph
/// @param fanIn              how many inputs each output sums over; 0 where it has no meaning (norms, biases)
/// @param fanOut             how many outputs each input feeds; 0 likewise
/// @param initStd            standard deviation of its initial values
/// @param learningRateFactor factor on the learning rate, 1 in standard parametrisation (µP sets others)
/// @param decays             whether weight decay applies (matrices: yes; norms and biases: no)
/// @param part               of which linear map it is a factor, if it is one of several
public record Parameter(
        String name,
        Tensor tensor,
        long fanIn,
        long fanOut,
        double initStd,
        double learningRateFactor,
        boolean decays,
        Optional<Part> part) {
    /// One of several factors of a linear map.
    ///
    /// @param inputs  of the map
    /// @param outputs of the map
    /// @param factors that the map has
    public record Part(long inputs, long outputs, int factors) {}

    /// One that is no factor among several.
    public Parameter(
            String name,
            Tensor tensor,
            long fanIn,
            long fanOut,
            double initStd,
            double learningRateFactor,
            boolean decays) {
        this(name, tensor, fanIn, fanOut, initStd, learningRateFactor, decays, Optional.empty());
    }

    /// A matrix `[out, in]` in standard parametrisation.
    public static Parameter matrix(String name, Tensor tensor, double initStd) {
        return new Parameter(name, tensor, tensor.size(1), tensor.size(0), initStd, 1, true);
    }

    /// A vector: a norm's gain or a bias.
    public static Parameter vector(String name, Tensor tensor) {
        return new Parameter(name, tensor, 0, 0, 0, 1, false);
    }

    /// Whether training changes it.
    public boolean trainable() {
        return tensor.requires_grad();
    }

    /// How many numbers it holds.
    public long count() {
        return tensor.numel();
    }

    /// The same parameter one level deeper in the tree.
    public Parameter under(String prefix) {
        return new Parameter(prefix + "." + name, tensor, fanIn, fanOut, initStd, learningRateFactor, decays, part);
    }

    /// The same with another factor on the learning rate.
    public Parameter withLearningRateFactor(double factor) {
        return new Parameter(name, tensor, fanIn, fanOut, initStd, factor, decays, part);
    }

    /// The same around another tensor.
    public Parameter with(Tensor other) {
        return new Parameter(name, other, fanIn, fanOut, initStd, learningRateFactor, decays, part);
    }

    /// All of these one level deeper in the tree.
    public static List<Parameter> under(String prefix, List<Parameter> parameters) {
        return parameters.stream().map(p -> p.under(prefix)).toList();
    }
}
