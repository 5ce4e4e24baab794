package dev.assay.lm.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderBuilder;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.LlamaFamily;
import dev.assay.lm.family.Positions;
import dev.assay.lm.family.Weights;
import dev.assay.lm.tokenizer.Fixtures;
import dev.assay.nn.Parameter;
import dev.assay.nn.layer.Activation;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/// A Llama of two small blocks with random weights, written by the test.
public final class TinyFolder {
    /// Positions it can see.
    public static final int CONTEXT = 64;

    /// Ids it knows.
    public static final int VOCABULARY = 320;

    private TinyFolder() {}

    private static DecoderConfig config() {
        return new DecoderConfig(
                VOCABULARY,
                16,
                2,
                2,
                1,
                8,
                24,
                CONTEXT,
                new DecoderConfig.NormKind(true, 1e-5),
                Activation.SILU,
                true,
                new Positions.Turned(10_000, new Positions.Scaling.None()),
                DecoderConfig.AttentionScale.USUAL,
                DecoderConfig.ProjectionKind.SEPARATE,
                new DecoderConfig.Biases(false, false, false),
                false,
                OptionalInt.empty());
    }

    /// Its network.
    public static Decoder decoder() {
        return DecoderBuilder.build(config(), Weights.random(config(), Randomness.of(5)), 0);
    }

    /// Writes a whole folder.
    public static Path write(Path folder) {
        return write(folder, config -> {}, tensors -> {});
    }

    /// Writes a folder after changes to its configuration.
    static void withConfig(Path folder, Consumer<ObjectNode> change) {
        write(folder, change, tensors -> {});
    }

    /// Writes a folder after changes to its tensors.
    static void withTensors(Path folder, Consumer<Map<String, Tensor>> change) {
        write(folder, config -> {}, change);
    }

    private static Path write(Path folder, Consumer<ObjectNode> config, Consumer<Map<String, Tensor>> tensors) {
        Fixtures.byteLevel(folder);
        Map<String, Tensor> all = tensors();
        tensors.accept(all);
        writeConfig(folder, config);
        SafetensorsWriter.write(folder.resolve("model.safetensors"), all, Map.of());
        return folder;
    }

    /// Its tensors by their names in the file.
    static Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (Parameter parameter : decoder().parameters()) {
            all.put(parameter.name(), parameter.tensor().detach());
        }
        return all;
    }

    private static void writeConfig(Path folder, Consumer<ObjectNode> change) {
        ObjectNode node = (ObjectNode) LlamaFamily.LLAMA.write(config());
        change.accept(node);
        write(folder.resolve("config.json"), Json.write(node));
    }

    /// Writes a text.
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
