package dev.assay.lm;

import dev.assay.lm.family.Decoder;
import dev.assay.lm.generate.Generator;
import dev.assay.lm.generate.Logits;
import dev.assay.model.FirstToken;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.Prompt;
import dev.assay.nn.Pass;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Scope;
import java.util.Map;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/// The first token's distribution under a local model.
record LocalFirstToken(Generator generator, PromptIds prompts, Answers answers, Turn turn)
        implements FirstTokenDistribution {
    @Override
    public FirstToken firstToken(Prompt prompt, int topK, Map<Integer, Double> logitBias) {
        if (topK < 1) {
            throw new IllegalArgumentException("topK is at least 1: " + topK);
        }
        int[] ids = prompts.of(prompt);
        generator.requireRoom(ids, "prompt");
        float[] logits = turn.take(() -> logits(ids));
        logitBias.forEach((id, bias) -> {
            if (id >= 0 && id < logits.length) {
                logits[id] += bias.floatValue();
            }
        });
        return new FirstToken(answers.alternatives(new Logits(logits).top(topK)));
    }

    private float[] logits(int[] ids) {
        Decoder decoder = generator.decoder();
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            Tensor hidden = decoder.hidden(LocalFeatures.input(decoder, ids), Pass.inference());
            Tensor last = hidden.narrow(1, ids.length - 1L, 1);
            return Heap.numbers(decoder.head().forward(last, Pass.inference()));
        }
    }
}
