package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.model.Answer;
import dev.assay.model.FirstToken;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.util.Map;
import java.util.function.BiFunction;

/// Shows the first token's distribution through the log-probabilities that come with a one-token answer.
///
/// Biases are refused where the endpoint's log-probabilities were not shown to include them.
final class TopLogprobs implements FirstTokenDistribution {
    private final BiFunction<Prompt, Sampling, Answer> asking;
    private final EndpointReport report;
    private final Failures failures;

    TopLogprobs(BiFunction<Prompt, Sampling, Answer> asking, EndpointReport report, Failures failures) {
        this.asking = asking;
        this.report = report;
        this.failures = failures;
    }

    @Override
    public FirstToken firstToken(Prompt prompt, int topK, Map<Integer, Double> logitBias) {
        if (topK < 1) {
            throw new IllegalArgumentException("topK is at least 1: " + topK);
        }
        var call = Call.post(Requests.route(prompt), "");
        if (!logitBias.isEmpty() && !report.proved(EndpointFeature.BIASED_LOGPROBS)) {
            throw new AssayException(failures.unable(
                    call,
                    "This endpoint's log-probabilities were not shown to include logit_bias: "
                            + report.of(EndpointFeature.BIASED_LOGPROBS).why() + ".",
                    "leave the bias out, or use a local model"));
        }
        var sampling = Sampling.standard()
                .withMaxTokens(1)
                .withTopLogprobs(Math.min(topK, report.topLogprobs()))
                .withLogitBias(logitBias);
        var tokens = asking.apply(prompt, sampling).tokens();
        if (tokens.isEmpty() || tokens.getFirst().top().isEmpty()) {
            throw new AssayException(failures.unable(
                    call,
                    "The endpoint sent no log-probabilities of the first token; the model may have ended at once.",
                    "ask another prompt, or use a local model"));
        }
        return new FirstToken(tokens.getFirst().top().stream().limit(topK).toList());
    }
}
