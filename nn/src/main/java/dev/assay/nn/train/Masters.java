package dev.assay.nn.train;

import dev.assay.nn.Parameter;
import dev.assay.tensor.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The f32 weights that the optimiser changes.
///
/// Where the model computes in f32 they are the model's own tensors; where it computes in bf16 they
/// stand beside them, since a small step would be lost to rounding, and are copied into the model after
/// each step.
final class Masters {
    private final List<Parameter> model;
    private final List<Parameter> masters;

    Masters(List<Parameter> parameters) {
        model = parameters.stream().filter(Parameter::trainable).toList();
        masters = model.stream().map(Masters::master).toList();
    }

    private static Parameter master(Parameter p) {
        Tensor tensor = p.tensor().detach();
        Tensor f32 = isOwnMaster(tensor) ? tensor : apart(tensor);
        return p.with(f32);
    }

    /// Whether the optimiser may work on the model's own numbers: it walks through memory and ignores
    /// strides.
    private static boolean isOwnMaster(Tensor tensor) {
        return tensor.scalar_type().intern() == ScalarType.Float && tensor.is_non_overlapping_and_dense();
    }

    private static Tensor apart(Tensor tensor) {
        Tensor copy = torch.empty_like(tensor.to(ScalarType.Float));
        return copy.copy_(tensor);
    }

    List<Parameter> parameters() {
        return masters;
    }

    Map<String, Tensor> byName() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        masters.forEach(p -> all.put(p.name(), p.tensor()));
        return all;
    }

    /// Whether all are finite.
    boolean areNumbers() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            return masters.stream()
                    .allMatch(p -> torch.isfinite(p.tensor()).all().item_bool());
        }
    }

    /// How many f32 masters a parameter that is trained needs beside the model's own numbers, 0 or 1.
    static int besides(Parameter parameter) {
        return isOwnMaster(parameter.tensor()) ? 0 : 1;
    }

    /// Copies into the model what the optimiser changed.
    void publish() {
        try (var ignored = new NoGradGuard()) {
            for (int i = 0; i < model.size(); i++) {
                Tensor target = model.get(i).tensor();
                if (!isOwnMaster(target)) {
                    target.copy_(masters.get(i).tensor());
                }
            }
        }
    }
}
