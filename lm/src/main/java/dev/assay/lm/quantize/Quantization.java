package dev.assay.lm.quantize;

import dev.assay.base.AssayException;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.nn.Parameter;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.Int4Dense;
import dev.assay.nn.linear.Int8Dense;
import dev.assay.nn.linear.Int8Split;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Weight-only quantisation: linear layers hold their weights in fewer bits, and all else stays as it is.
///
/// Made for decoding on a processor, where the time of a token is the time to read the weights. Embedding and
/// norms stay as they are; the output layer is quantised also where it is tied to the embedding.
public enum Quantization {
    /// Eight bits, one scale for each output, see [Int8Split]; [Int8Dense] where the processor has no such
    /// product.
    INT8,
    /// Four bits by groups of inputs, see [Int4Dense]; eight bits for layers whose shape that does not fit.
    INT4;

    /// The quantisation of a name on a command line.
    ///
    /// @throws AssayException `ASSAY-2056` if there is none
    public static Quantization parse(String name) {
        return Arrays.stream(values())
                .filter(q -> q.label().equals(name))
                .findFirst()
                .orElseThrow(() -> AssayException.of(
                        "ASSAY-2056",
                        "There is no quantisation '" + name + "'.",
                        "--quantize",
                        "use one of "
                                + Arrays.stream(values())
                                        .map(Quantization::label)
                                        .collect(Collectors.joining(", "))));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The same model with quantised linear layers. Closing either closes both.
    public PretrainedModel apply(PretrainedModel model) {
        List<Pointer> owned = new ArrayList<>(model.owned());
        Decoder decoder = apply(model.decoder(), owned);
        return new PretrainedModel(
                model.folder(), model.family(), model.config(), decoder, model.tokenizer(), List.copyOf(owned));
    }

    /// The same decoder with quantised linear layers.
    ///
    /// @param made takes what is new, which stands free of any scope
    public Decoder apply(Decoder decoder, List<Pointer> made) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            List<Tensor> known = biases(decoder);
            Decoder joined = DecoderSurgery.joined(decoder);
            biases(joined).stream()
                    .filter(bias -> !known.contains(bias))
                    .forEach(bias -> made.add(scope.release(bias)));
            return DecoderSurgery.replaceLinears(
                    joined, (path, old) -> old.map() instanceof Dense dense ? linear(old, dense, made) : old);
        }
    }

    private static List<Tensor> biases(Decoder decoder) {
        List<Tensor> all = new ArrayList<>();
        DecoderSurgery.replaceLinears(decoder, (path, linear) -> {
            linear.bias().ifPresent(all::add);
            return linear;
        });
        return all;
    }

    private Linear linear(Linear old, Dense dense, List<Pointer> made) {
        try (var scope = Scope.open()) {
            LinearMap map = map(dense);
            List<Pointer> held = map instanceof Int8Split split
                    ? List.of(split.packed())
                    : map.factors().stream().<Pointer>map(Parameter::tensor).toList();
            held.forEach(pointer -> made.add(scope.release(pointer)));
            return old.withMap(map);
        }
    }

    private LinearMap map(Dense dense) {
        return switch (this) {
            case INT8 -> eightBits(dense);
            case INT4 ->
                Int4Dense.fits(dense.outputs(), dense.inputs()) ? Int4Dense.of(dense.weight()) : eightBits(dense);
        };
    }

    private static LinearMap eightBits(Dense dense) {
        return Int8Split.isAvailable() ? Int8Split.of(dense.weight()) : Int8Dense.of(dense.weight());
    }
}
