package dev.assay.lm.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.lm.family.ConfigReader;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderBuilder;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.lm.family.Families;
import dev.assay.lm.family.ModelFamily;
import dev.assay.lm.family.Structures;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.lm.tokenizer.Tokenizers;
import dev.assay.nn.Parameter;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.structured.Structured;
import dev.assay.nn.moe.MixtureOfExperts;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Scope;
import dev.assay.tensor.safetensors.SafetensorsWriter;
import dev.assay.tensor.safetensors.TensorArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// A decoder with its tokenizer, as a Hugging Face folder holds them: `config.json`,
/// `model.safetensors` (or shards and their index), `tokenizer.json` and its companions.
///
/// @param folder where it came from
/// @param family that read it
/// @param config `config.json`
/// @param decoder the network
/// @param tokenizer text to ids and back
/// @param owned native objects that [#close] frees
public record PretrainedModel(
        Path folder, ModelFamily family, JsonNode config, Decoder decoder, Tokenizer tokenizer, List<Pointer> owned)
        implements AutoCloseable {
    /// The files beside weights and configuration that belong to a model.
    private static final List<String> COMPANIONS = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "chat_template.jinja",
            "generation_config.json");

    /// Opens a folder. f32 weights that stay f32 on the processor are mapped, not copied.
    ///
    /// @throws AssayException `ASSAY-405x` for a configuration or weights that do not fit, `ASSAY-404x`
    ///     for the tokenizer, `ASSAY-401x` for files of tensors
    public static PretrainedModel open(Path folder, LoadOptions options) {
        Path file = folder.resolve("config.json");
        requireFolder(folder, file);
        JsonNode config = Json.tree(file);
        ModelFamily family = Families.of(file.toString(), config);
        DecoderConfig shape = shape(family, file, config);
        Tokenizer tokenizer = Tokenizers.open(folder);
        try (TensorArchive archive = TensorArchive.open(folder)) {
            requireIds(tokenizer, shape, folder);
            ArchiveWeights weights = new ArchiveWeights(folder, archive, family, options.precision(), options.device());
            return assembled(folder, family, config, shape, weights, options, tokenizer);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static PretrainedModel assembled(
            Path folder,
            ModelFamily family,
            JsonNode config,
            DecoderConfig shape,
            ArchiveWeights weights,
            LoadOptions options,
            Tokenizer tokenizer) {
        try (var scope = Scope.open()) {
            Decoder decoder = DecoderBuilder.build(
                    shape,
                    weights,
                    options.dropout(),
                    Structures.of(folder.resolve("config.json").toString(), config));
            List<Pointer> owned = new ArrayList<>(weights.finish(shape.tied()));
            decoder.rotary().ifPresent(table -> {
                owned.add(scope.release(table.cosine()));
                owned.add(scope.release(table.sine()));
            });
            return new PretrainedModel(folder, family, config, decoder, tokenizer, List.copyOf(owned));
        }
    }

    private static void requireFolder(Path folder, Path config) {
        if (!Files.isRegularFile(config)) {
            throw AssayException.of(
                    "ASSAY-4054",
                    Files.isDirectory(folder) ? "The folder holds no model." : "There is no such folder.",
                    config.toString(),
                    "name a folder with config.json, model.safetensors and tokenizer.json");
        }
    }

    private static DecoderConfig shape(ModelFamily family, Path file, JsonNode config) {
        ConfigReader reader = new ConfigReader(file.toString(), config);
        try {
            return family.read(reader);
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-4050",
                    "The configuration contradicts itself: " + e.getMessage(),
                    file.toString(),
                    "fetch config.json again");
        }
    }

    private static void requireIds(Tokenizer tokenizer, DecoderConfig shape, Path folder) {
        if (tokenizer.vocabulary() > shape.vocabulary()) {
            throw AssayException.of(
                    "ASSAY-4055",
                    "The tokenizer makes ids that the model does not have.",
                    folder + ": the tokenizer has " + tokenizer.vocabulary() + " ids, the model " + shape.vocabulary(),
                    "use the tokenizer that the model was trained with");
        }
    }

    /// The folder's name.
    public String name() {
        return folder.getFileName() == null
                ? folder.toString()
                : folder.getFileName().toString();
    }

    /// The same with the matrices that read the same input joined, so that there are fewer products.
    /// Adapters no longer fit it. Closing either closes both.
    public PretrainedModel joined() {
        List<Pointer> all = new ArrayList<>(owned);
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Set<Tensor> known = decoder.parameters().stream()
                    .map(Parameter::tensor)
                    .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
            Decoder changed = DecoderSurgery.joined(decoder);
            changed.parameters().stream()
                    .map(Parameter::tensor)
                    .filter(tensor -> !known.contains(tensor))
                    .forEach(tensor -> all.add(scope.release(tensor)));
            return new PretrainedModel(folder, family, config, changed, tokenizer, List.copyOf(all));
        }
    }

    /// The same with its matrices packed for the processor, which writes several sequences together
    /// faster and takes their memory twice; where that cannot be, the same. Closing either closes both.
    public PretrainedModel packed() {
        List<Pointer> all = new ArrayList<>(owned);
        Decoder changed = DecoderSurgery.packed(decoder, all);
        return new PretrainedModel(folder, family, config, changed, tokenizer, List.copyOf(all));
    }

    /// The same with another network, as after surgery.
    public PretrainedModel withDecoder(Decoder other) {
        return new PretrainedModel(folder, family, config, other, tokenizer, owned);
    }

    /// The same with another network in which some layers have a structure.
    ///
    /// @param made native objects that [#close] frees too
    public PretrainedModel withStructures(Decoder other, Structures structures, List<Pointer> made) {
        List<Pointer> all = new ArrayList<>(owned);
        all.addAll(made);
        return new PretrainedModel(folder, family, structures.written(config), other, tokenizer, List.copyOf(all));
    }

    /// Writes a folder that any reader of the format opens: whole, or not at all.
    ///
    /// @param target  the folder
    /// @param weights f32 values that replace the decoder's own, by name; the others are the decoder's
    /// @param precision number format of the file
    /// @throws AssayException `ASSAY-2112` if a linear layer is no plain matrix: quantised, or with an
    ///     adapter on it
    public void save(Path target, Map<String, Tensor> weights, Precision precision) {
        requireMatrices();
        AtomicFiles.writeFolder(target, temporary -> {
            copyCompanions(temporary);
            writeConfig(temporary, precision);
            writeWeights(temporary, weights, precision);
        });
    }

    private void requireMatrices() {
        DecoderSurgery.replaceLinears(decoder, (path, linear) -> {
            if (!(linear.map() instanceof Dense)
                    && !(linear.map() instanceof Structured)
                    && !(linear.map() instanceof MixtureOfExperts)) {
                throw AssayException.of(
                        "ASSAY-2112",
                        "The weights cannot be written as a model's folder in the form that they are held in.",
                        path + ": " + linear.map().getClass().getSimpleName(),
                        "merge adapters first, and open the model without --quantize");
            }
            return linear;
        });
    }

    private void copyCompanions(Path target) throws IOException {
        for (String name : COMPANIONS) {
            Path source = folder.resolve(name);
            if (Files.isRegularFile(source)) {
                Files.copy(source, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void writeConfig(Path target, Precision precision) {
        ObjectNode node = config.deepCopy();
        String name = switch (precision) {
            case F32 -> "float32";
            case BF16 -> "bfloat16";
        };
        node.put("torch_dtype", name);
        // An adapter on the output layer, worked in, makes it a matrix of its own.
        if (decoder.config().tied() && !decoder.isTied()) {
            node.put("tie_word_embeddings", false);
        }
        // Newer files say it under this name as well.
        if (node.has("dtype")) {
            node.put("dtype", name);
        }
        AtomicFiles.writeString(target.resolve("config.json"), Json.write(node));
    }

    private void writeWeights(Path target, Map<String, Tensor> weights, Precision precision) {
        try (var scope = Scope.open()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Parameter parameter : decoder.parameters()) {
                ModelFamily.Stored stored = family.stored(parameter.name());
                Tensor value = weights.getOrDefault(parameter.name(), parameter.tensor())
                        .detach();
                Tensor turned = stored.transposed() ? value.t() : value;
                tensors.put(stored.name(), turned.to(precision.scalarType()).contiguous());
            }
            SafetensorsWriter.write(target.resolve(TensorArchive.SINGLE), tensors, Map.of("format", "pt"));
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        owned.forEach(Scope::free);
    }
}
