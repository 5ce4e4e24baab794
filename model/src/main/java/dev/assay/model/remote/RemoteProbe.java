package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.model.Answer;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.remote.internal.JsonView;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Finds out what an endpoint can do by asking it, some 20 short requests; its name counts for nothing.
///
/// Each question is such that a server which passes over a field it does not know gives another answer than one
/// that obeys it. A key that is refused, or an endpoint that cannot be reached, is thrown and not reported.
final class RemoteProbe {
    private static final int[] TOP_COUNTS = {20, 5, 1};
    /// Two ids that stand for ordinary tokens in every vocabulary of more than 512 tokens.
    private static final int[] BIASED_IDS = {300, 301};
    private static final double STRONGEST_BIAS = 100;

    private final Endpoint endpoint;
    private final Asker asker;
    private final EchoScorer scorer;
    private final Map<EndpointFeature, Proof> proofs = new EnumMap<>(EndpointFeature.class);
    private Optional<Prefill> prefill = Optional.empty();
    private OptionalInt contextTokens = OptionalInt.empty();
    private int topLogprobs;

    RemoteProbe(Endpoint endpoint, Asker asker) {
        this.endpoint = endpoint;
        this.asker = asker;
        this.scorer = new EchoScorer(asker);
    }

    /// Asks all questions.
    ///
    /// @throws AssayException if the endpoint cannot be reached or refuses the key
    EndpointReport report() {
        prove(EndpointFeature.MODELS, this::models);
        prove(EndpointFeature.CHAT, () -> answers(Prompt.ask("Say yes.")));
        prove(EndpointFeature.COMPLETIONS, () -> answers(Prompt.text("One two three")));
        if (proved(EndpointFeature.CHAT) || proved(EndpointFeature.COMPLETIONS)) {
            prove(EndpointFeature.STREAMING, this::streams);
            prove(EndpointFeature.TOP_LOGPROBS, this::topLogprobs);
            prove(EndpointFeature.LOGIT_BIAS, this::logitBias);
            prove(EndpointFeature.BIASED_LOGPROBS, this::biasedLogprobs);
            prove(EndpointFeature.SEED, this::seed);
        }
        if (proved(EndpointFeature.COMPLETIONS)) {
            prove(EndpointFeature.ECHO_LOGPROBS, this::echo);
        }
        if (proved(EndpointFeature.CHAT)) {
            prove(EndpointFeature.PREFILL, this::prefill);
        }
        for (EndpointFeature feature : EndpointFeature.values()) {
            proofs.putIfAbsent(feature, Proof.unknown("the route it needs did not answer, so it was not asked"));
        }
        return new EndpointReport(endpoint.name(), proofs, topLogprobs, contextTokens, prefill);
    }

    private boolean proved(EndpointFeature feature) {
        Proof proof = proofs.get(feature);
        return proof != null && proof.verdict() == Proof.Verdict.PROVED;
    }

    private void prove(EndpointFeature feature, Supplier<Proof> question) {
        proofs.put(feature, decide(question));
    }

    private static Proof decide(Supplier<Proof> question) {
        try {
            return question.get();
        } catch (AssayException e) {
            Problem problem = e.problems().getFirst();
            return switch (problem.code()) {
                case "ASSAY-2033", "ASSAY-2035", "ASSAY-4034", "ASSAY-6030" -> throw e;
                case "ASSAY-2034", "ASSAY-2036", "ASSAY-4030", "ASSAY-4032" -> Proof.refuted(problem.what());
                default -> Proof.unknown(problem.what());
            };
        }
    }

    /// The kind of prompt that this endpoint answers.
    private Prompt prompt(String text) {
        return proved(EndpointFeature.CHAT) ? Prompt.ask(text) : Prompt.text(text);
    }

    private static Sampling oneToken() {
        return Sampling.greedy().withMaxTokens(1);
    }

    private Answer ask(String text, Sampling sampling) {
        return asker.ask(prompt(text), sampling, Prefill.PLAIN);
    }

    private Proof models() {
        var listed = asker.models().at("data").items();
        for (JsonView model : listed) {
            if (model.at("id").text().filter(endpoint.model()::equals).isPresent()) {
                contextTokens = ModelList.contextTokens(model);
                return Proof.proved("it is one of " + listed.size() + " listed");
            }
        }
        return Proof.refuted(listed.size() + " models are listed, and this one is not among them");
    }

    private Proof answers(Prompt prompt) {
        Answer answer = asker.ask(prompt, oneToken(), Prefill.PLAIN);
        return Proof.proved("one token was asked for, and \"" + asker.failures().words(answer.text()) + "\" came");
    }

    private Proof streams() {
        var heard = new AtomicBoolean();
        Answer answer = asker.stream(
                prompt("Count to five."), Sampling.greedy().withMaxTokens(4), Prefill.PLAIN, piece -> heard.set(true));
        return heard.get() || answer.text().isEmpty()
                ? Proof.proved("an answer came as a stream of events")
                : Proof.unknown("a stream came without text");
    }

    private Proof topLogprobs() {
        Proof last = Proof.unknown("it was not asked");
        for (int count : TOP_COUNTS) {
            last = decide(() -> topLogprobs(count));
            if (last.verdict() == Proof.Verdict.PROVED) {
                return last;
            }
        }
        return last;
    }

    private Proof topLogprobs(int count) {
        Answer answer = ask("Name a colour.", oneToken().withTopLogprobs(count));
        if (answer.tokens().isEmpty() || answer.tokens().getFirst().top().isEmpty()) {
            return Proof.refuted("no log-probabilities came with the answer");
        }
        var top = answer.tokens().getFirst().top();
        double sum = top.stream().mapToDouble(a -> Math.exp(a.logProbability())).sum();
        if (sum > 1.01) {
            return Proof.refuted("the probabilities sum to " + sum + ", which is above 1");
        }
        topLogprobs = Math.min(count, top.size());
        return Proof.proved(count + " were asked for, and " + top.size() + " came");
    }

    private Proof logitBias() {
        String first = biased(BIASED_IDS[0], oneToken()).text();
        String second = biased(BIASED_IDS[1], oneToken()).text();
        return first.equals(second)
                ? Proof.refuted("two tokens were forced in turn, and the answer was the same: \""
                        + asker.failures().words(first) + "\"")
                : Proof.proved("two tokens were forced in turn, and the answer followed");
    }

    private Answer biased(int id, Sampling sampling) {
        return ask("Name a colour.", sampling.withLogitBias(Map.of(id, STRONGEST_BIAS)));
    }

    private Proof biasedLogprobs() {
        if (!proved(EndpointFeature.LOGIT_BIAS) || !proved(EndpointFeature.TOP_LOGPROBS)) {
            return Proof.unknown("it needs both logit_bias and log-probabilities");
        }
        var tokens = biased(BIASED_IDS[0], oneToken().withTopLogprobs(1)).tokens();
        double forced =
                tokens.isEmpty() ? Double.NEGATIVE_INFINITY : tokens.getFirst().logProbability();
        return forced > Math.log(0.9)
                ? Proof.proved("a forced token shows probability " + Math.exp(forced))
                : Proof.refuted("a forced token shows its probability without the bias");
    }

    private Proof seed() {
        var sampling = Sampling.standard().withMaxTokens(16);
        String first = ask("Tell a story.", sampling.withSeed(1)).text();
        String again = ask("Tell a story.", sampling.withSeed(1)).text();
        String other = ask("Tell a story.", sampling.withSeed(2)).text();
        if (!first.equals(again)) {
            return Proof.refuted("the same seed gave two answers");
        }
        return first.equals(other)
                ? Proof.unknown("the answer was the same under every seed")
                : Proof.proved("the same seed gave the same answer, and another seed another");
    }

    private Proof echo() {
        var likely = scorer.score("One two three", " four");
        var unlikely = scorer.score("One two three", " zebra");
        if (likely.tokens().isEmpty() || unlikely.tokens().isEmpty()) {
            return Proof.refuted("no token of a given continuation came back");
        }
        if (likely.logProbability() == unlikely.logProbability()) {
            return Proof.refuted("different texts were given the same log-probability");
        }
        return Proof.proved("\" four\" was given " + mean(likely.tokens()) + " nats per token after \"One two three\", "
                + "\" zebra\" " + mean(unlikely.tokens()));
    }

    private static String mean(List<TokenLogProbability> tokens) {
        double mean = tokens.stream()
                .mapToDouble(TokenLogProbability::logProbability)
                .average()
                .orElse(0);
        return String.format(java.util.Locale.ROOT, "%.2f", mean);
    }

    /// Only who continues the turn goes on with half a word.
    private Proof prefill() {
        Proof last = Proof.unknown("it was not asked");
        for (Prefill way : List.of(Prefill.PLAIN, Prefill.FLAGS)) {
            last = decide(() -> prefill(way));
            if (last.verdict() == Proof.Verdict.PROVED) {
                prefill = Optional.of(way);
                return last;
            }
        }
        return last;
    }

    private Proof prefill(Prefill way) {
        var chat = new Prompt.Chat(
                List.of(Message.user("What is the capital of France? Answer in one word."), Message.assistant("Par")));
        String text = asker.ask(chat, Sampling.greedy().withMaxTokens(4), way).text();
        String shown = "\"Par\" was continued by \"" + asker.failures().words(text) + "\"";
        if (text.matches("(?s)is(\\P{L}.*)?")) {
            return Proof.proved(shown);
        }
        return text.strip().startsWith("Par") ? Proof.refuted(shown) : Proof.unknown(shown);
    }
}
