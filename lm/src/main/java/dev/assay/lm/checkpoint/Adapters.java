package dev.assay.lm.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.Problem;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.lm.family.ModelFamily;
import dev.assay.lm.family.Structures;
import dev.assay.nn.Parameter;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import dev.assay.nn.linear.Lora;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.safetensors.SafetensorsFile;
import dev.assay.tensor.safetensors.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Low-rank adapters: put on a model, saved and read in the layout of PEFT, and merged into the weights.
///
/// Files: `adapter_config.json` and `adapter_model.safetensors`, whose tensors are called
/// `base_model.model.` + the layer's name in the model's files + `.lora_A.weight` (`[rank, in]`) and
/// `.lora_B.weight` (`[out, rank]`).
public final class Adapters {
    private static final String PREFIX = "base_model.model.";
    private static final String CONFIG = "adapter_config.json";
    private static final String TENSORS = "adapter_model.safetensors";

    private Adapters() {}

    /// The model with new adapters that change nothing yet; all else is frozen.
    ///
    /// @throws AssayException `ASSAY-2070` if no layer has one of the target names
    public static PretrainedModel attach(PretrainedModel model, AdapterPlan plan, Randomness randomness) {
        freeze(model.decoder());
        List<String> covered = new ArrayList<>();
        TreeSet<String> known = new TreeSet<>();
        Decoder changed = DecoderSurgery.replaceLinears(model.decoder(), (path, old) -> {
            String name = storedName(model.family(), path);
            known.add(name.substring(name.lastIndexOf('.') + 1));
            if (!plan.covers(name) || !(old.map() instanceof LinearMap base)) {
                return old;
            }
            covered.add(name);
            return old.withMap(Lora.of(base, plan.rank(), plan.alpha(), plan.dropout(), randomness.split(path)));
        });
        if (covered.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2070",
                    "No layer of the model has a target's name.",
                    "targets " + plan.targets(),
                    "choose among " + String.join(", ", known) + ", or " + AdapterPlan.ALL);
        }
        return model.withDecoder(changed);
    }

    private static void freeze(Decoder decoder) {
        decoder.parameters().forEach(p -> p.tensor().set_requires_grad(false));
    }

    private static String storedName(ModelFamily family, String path) {
        String weight = family.stored(path + ".weight").name();
        return weight.substring(0, weight.length() - ".weight".length());
    }

    /// Writes the adapter's folder.
    ///
    /// @param weights f32 values that replace the adapter's own, by the parameters' names
    /// @param base name of the base model, for the reader
    /// @param hash sha256 of the base model's folder, which [#open] does not demand but shows when
    ///     shapes differ
    public static void save(
            PretrainedModel model,
            AdapterPlan plan,
            Map<String, Tensor> weights,
            String base,
            String hash,
            Path folder) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        DecoderSurgery.replaceLinears(model.decoder(), (path, old) -> {
            if (old.map() instanceof Lora lora) {
                String name = PREFIX + storedName(model.family(), path);
                tensors.put(
                        name + ".lora_A.weight",
                        weights.getOrDefault(path + ".lora_A", lora.a()).detach());
                tensors.put(
                        name + ".lora_B.weight",
                        weights.getOrDefault(path + ".lora_B", lora.b()).detach());
            }
            return old;
        });
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("peft_type", "LORA");
        config.put("task_type", "CAUSAL_LM");
        config.put("base_model_name_or_path", base);
        config.put("base_model_sha256", hash);
        config.put("r", plan.rank());
        config.put("lora_alpha", plan.alpha());
        config.put("lora_dropout", plan.dropout());
        config.put("target_modules", plan.targets().contains(AdapterPlan.ALL) ? AdapterPlan.ALL : plan.targets());
        config.put("bias", "none");
        config.put("fan_in_fan_out", false);
        config.put("inference_mode", true);
        AtomicFiles.writeFolder(folder, temporary -> {
            AtomicFiles.writeString(temporary.resolve(CONFIG), Json.write(config));
            SafetensorsWriter.write(temporary.resolve(TENSORS), tensors, Map.of("format", "pt"));
        });
    }

    /// The model with an adapter from a folder.
    ///
    /// @throws AssayException `ASSAY-4073` if the adapter does not fit the model, `ASSAY-4072` if its
    ///     configuration is not one that can be read
    public static PretrainedModel open(PretrainedModel model, Path folder) {
        AdapterPlan plan = plan(folder);
        PretrainedModel changed = attach(model, plan, Randomness.of(0));
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(TENSORS));
                var ignored = new NoGradGuard()) {
            List<Problem> problems = new ArrayList<>();
            TreeSet<String> left = new TreeSet<>(file.names());
            for (Parameter parameter : changed.decoder().parameters()) {
                int at = parameter.name().lastIndexOf(".lora_");
                if (at >= 0) {
                    String name =
                            PREFIX + storedName(model.family(), parameter.name().substring(0, at))
                                    + parameter.name().substring(at) + ".weight";
                    left.remove(name);
                    copy(file, name, parameter.tensor(), folder, problems);
                }
            }
            left.forEach(name -> problems.add(doesNotFit(folder, name, "the model has no such layer")));
            if (!problems.isEmpty()) {
                throw new AssayException(problems.subList(0, Math.min(8, problems.size())));
            }
        }
        return changed;
    }

    private static AdapterPlan plan(Path folder) {
        Path file = folder.resolve(CONFIG);
        JsonNode config = Json.tree(file);
        JsonNode targets = config.path("target_modules");
        List<String> names = new ArrayList<>();
        if (targets.isTextual()) {
            names.add(targets.asText());
        }
        targets.forEach(t -> names.add(t.asText()));
        boolean plain = config.path("peft_type").asText().equals("LORA")
                && !config.path("use_dora").asBoolean(false)
                && !config.path("use_rslora").asBoolean(false)
                && config.path("rank_pattern").isEmpty()
                && config.path("alpha_pattern").isEmpty()
                && config.path("bias").asText("none").equals("none");
        if (!plain) {
            throw AssayException.of(
                    "ASSAY-4072",
                    "The adapter is of a kind that is not supported.",
                    file.toString(),
                    "use a plain LoRA adapter without bias, patterns of rank or alpha, DoRA or rank-stabilised scaling");
        }
        try {
            return new AdapterPlan(
                    config.path("r").asInt(), config.path("lora_alpha").asDouble(), 0, names);
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-4072",
                    "The adapter's configuration is wrong: " + e.getMessage(),
                    file.toString(),
                    "save the adapter again");
        }
    }

    private static void copy(SafetensorsFile file, String name, Tensor target, Path folder, List<Problem> problems) {
        if (!file.names().contains(name)) {
            problems.add(doesNotFit(folder, name, "missing"));
            return;
        }
        try (var scope = Scope.open()) {
            Tensor source = file.tensor(name);
            boolean fits = source.dim() == 2 && source.size(0) == target.size(0) && source.size(1) == target.size(1);
            if (fits) {
                target.copy_(source);
            } else {
                problems.add(doesNotFit(
                        folder,
                        name,
                        "found " + file.entry(name).shape() + ", needed [" + target.size(0) + ", " + target.size(1)
                                + "]"));
            }
        }
    }

    private static Problem doesNotFit(Path folder, String tensor, String found) {
        return new Problem(
                "ASSAY-4073",
                "The adapter does not fit this model.",
                folder.resolve(TENSORS) + ", tensor " + tensor + ": " + found,
                "open the model that it was trained on (" + CONFIG + " names it), or train it again");
    }

    /// The model with its adapters worked into the weights. A structured layer that had one is dense
    /// then, since a structure cannot hold the sum.
    public static PretrainedModel merge(PretrainedModel model) {
        try (var ignored = new NoGradGuard()) {
            Map<String, LayerDesign> designs =
                    new TreeMap<>(Structures.of("config.json", model.config()).designs());
            Decoder merged = DecoderSurgery.replaceLinears(model.decoder(), (path, old) -> {
                if (!(old.map() instanceof Lora lora)) {
                    return old;
                }
                designs.remove(path);
                return old.withMap(new Dense(lora.toDense().contiguous()));
            });
            return model.withStructures(merged, new Structures(designs), List.of());
        }
    }

    /// The model as it was before adapters were put on it.
    public static PretrainedModel detach(PretrainedModel model) {
        return model.withDecoder(DecoderSurgery.replaceLinears(
                model.decoder(), (path, old) -> old.map() instanceof Lora lora ? old.withMap(lora.base()) : old));
    }

    /// Numbers that the adapters hold.
    public static long parameterCount(PretrainedModel model) {
        return model.decoder().parameters().stream()
                .filter(p -> p.name().contains(".lora_"))
                .mapToLong(Parameter::count)
                .sum();
    }
}
