package dev.assay.testkit.reference;

import java.nio.file.Path;
import java.util.Arrays;

/// A decoder language model computed in plain Java and double precision from the published definitions.
///
/// It opens a Hugging Face folder (`config.json` and safetensors in f32, f16 or bf16, single or sharded) of
/// `model_type` gpt2, llama, mistral or qwen2. The stored numbers are read exactly and everything after is
/// double, so that a correct single-precision implementation differs by its own rounding only. Meant for tiny
/// sizes: nothing is cached or fast.
///
/// Rotary families take sequences of any length, as their formulas do; GPT-2 takes up to `n_positions`.
public final class ReferenceDecoder {
    private final DecoderBlocks blocks;

    private ReferenceDecoder(DecoderBlocks blocks) {
        this.blocks = blocks;
    }

    /// Opens a model folder.
    ///
    /// @throws IllegalArgumentException if the folder is of no known family, or its config and tensors do not
    ///     fit
    /// @throws java.io.UncheckedIOException if a file cannot be read
    public static ReferenceDecoder open(Path folder) {
        ConfigFile config = ConfigFile.read(folder.resolve("config.json"));
        Family family = Family.ofModelType(config.text("model_type").orElse(""));
        CheckpointTensors tensors = CheckpointTensors.open(folder);
        return new ReferenceDecoder(
                switch (family) {
                    case GPT2 -> Gpt2Blocks.read(config, tensors);
                    case LLAMA, MISTRAL, QWEN2 -> LlamaBlocks.read(LlamaSettings.read(config), tensors);
                });
    }

    /// How many tokens the model scores.
    public int vocabulary() {
        return blocks.vocabulary();
    }

    /// How many blocks the model has.
    public int layers() {
        return blocks.depth();
    }

    /// The scores of every token after every position, `[time, vocabulary]`.
    ///
    /// @throws IllegalArgumentException if there is no id, one outside the vocabulary, or one too many
    public double[][] logits(int[] ids) {
        return Formulas.eachRow(hidden(ids, layers()), blocks::head);
    }

    /// The residual stream after block `layer`, `[time, hidden]`: 0 gives the embeddings and [#layers()] the
    /// last block's output before the final norm.
    ///
    /// @throws IllegalArgumentException as [#logits(int[])], or if there is no such layer
    public double[][] hidden(int[] ids, int layer) {
        requireIds(ids);
        if (layer < 0 || layer > layers()) {
            throw new IllegalArgumentException("layer " + layer + " is not one of 0 to " + layers());
        }
        double[][] states = blocks.embeddings(ids);
        for (int index = 0; index < layer; index++) {
            states = blocks.block(index, states);
        }
        return states;
    }

    /// The mean negative log-likelihood in nats of the ids after the first, which is context only.
    ///
    /// @throws IllegalArgumentException as [#logits(int[])], or if there are fewer than two ids
    public double nll(int[] ids) {
        return Arrays.stream(tokenNlls(ids)).average().orElseThrow();
    }

    /// The negative log-likelihood in nats of each id but the first, given all before it, `[time - 1]`.
    ///
    /// @throws IllegalArgumentException as [#nll(int[])]
    public double[] tokenNlls(int[] ids) {
        if (ids.length < 2) {
            throw new IllegalArgumentException("a likelihood needs at least two ids, found " + ids.length);
        }
        double[][] logits = logits(ids);
        double[] nlls = new double[ids.length - 1];
        Arrays.setAll(nlls, t -> Formulas.negativeLogLikelihood(logits[t], ids[t + 1]));
        return nlls;
    }

    /// The `count` ids that follow when the best-scored one (the lowest id on a tie) is taken each time; none
    /// ends it.
    ///
    /// @throws IllegalArgumentException as [#logits(int[])]
    public int[] greedy(int[] ids, int count) {
        int[] all = ids.clone();
        for (int i = 0; i < count; i++) {
            double[][] states = hidden(all, layers());
            int best = argMax(blocks.head(states[states.length - 1]));
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = best;
        }
        return Arrays.copyOfRange(all, ids.length, all.length);
    }

    private static int argMax(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private void requireIds(int[] ids) {
        if (ids.length == 0 || ids.length > blocks.longest()) {
            throw new IllegalArgumentException(
                    "found " + ids.length + " ids, the model takes 1 to " + blocks.longest());
        }
        for (int t = 0; t < ids.length; t++) {
            if (ids[t] < 0 || ids[t] >= vocabulary()) {
                throw new IllegalArgumentException(
                        "id " + ids[t] + " at position " + t + " is not one of 0 to " + (vocabulary() - 1));
            }
        }
    }
}
