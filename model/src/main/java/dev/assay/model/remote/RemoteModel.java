package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.model.Answer;
import dev.assay.model.AnswerListener;
import dev.assay.model.Capability;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TextListener;
import dev.assay.model.TokenScorer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/// A language model behind an OpenAI-compatible endpoint.
///
/// Nothing is asked of the endpoint before the first prompt. What it can do beyond answering is found out by
/// asking it, once, when a capability is first looked for; see [#report].
///
/// - **Prompts.** Chats go to `chat/completions`, texts to `completions`. A prefilled chat is sent only where
///   the endpoint proved that it continues such turns, or the options say how.
/// - **Settings.** `top_k`, `min_p` and `repetition_penalty`, which OpenAI does not know, are sent only where
/// set.
/// - **Failures.** Each is one problem with the endpoint's own words. What may pass is tried again, see
/// [Retry].
/// - **Safety.** The key is in no message; it is never sent over plain http to another machine. Redirects are
///   followed within one server only. Time and length of responses are bounded.
public final class RemoteModel implements LanguageModel {
    private final Endpoint endpoint;
    private final RemoteOptions options;
    private final Asker asker;
    private final Once<EndpointReport> report;
    private final Once<OptionalInt> contextTokens;

    RemoteModel(Endpoint endpoint, ApiKey key, RemoteOptions options, Pace pace) {
        this.endpoint = endpoint;
        this.options = options;
        this.asker = new Asker(endpoint, new Transport(endpoint, key, options, pace), options.parallelism());
        this.report = new Once<>(() -> new RemoteProbe(endpoint, asker).report());
        this.contextTokens = new Once<>(() -> ModelList.contextTokens(asker.models(), endpoint.model()));
    }

    /// Opens `http(s)://host/v1#name`, such as `http://localhost:8000/v1#qwen2`; no request is sent.
    ///
    /// @throws AssayException `ASSAY-2031` if the spelling is wrong, `ASSAY-2032` if a key would go unprotected,
    ///     `ASSAY-2033` if the key's variable is not set
    public static RemoteModel open(String spec, RemoteOptions options) {
        var key = ApiKey.from(options.key(), name -> Optional.ofNullable(System.getenv(name)));
        return new RemoteModel(Endpoint.parse(spec), key, options, Pace.system());
    }

    /// Opens it with the standard options.
    public static RemoteModel open(String spec) {
        return open(spec, RemoteOptions.standard());
    }

    @Override
    public String name() {
        return endpoint.name();
    }

    @Override
    public Answer generate(Prompt prompt, Sampling sampling) {
        return asker.ask(prompt, sampling, prefill(prompt));
    }

    @Override
    public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
        return asker.stream(prompt, sampling, prefill(prompt), listener);
    }

    /// {@inheritDoc}
    ///
    /// As many at once as the options allow; the first failure lets what has begun end. For long runs see
    /// [BatchRun].
    @Override
    public List<Answer> generateAll(List<? extends Prompt> prompts, Sampling sampling, AnswerListener listener) {
        var listening = new ReentrantLock();
        return asker.inParallel(prompts.size(), i -> {
            Answer answer = generate(prompts.get(i), sampling);
            listening.lock();
            try {
                listener.answered(i, answer);
            } finally {
                listening.unlock();
            }
            return answer;
        });
    }

    /// What the endpoint can do, found out by asking it on the first call: some 20 short requests.
    ///
    /// @throws AssayException if it cannot be reached or refuses the key; the next call asks again
    public EndpointReport report() {
        return report.get();
    }

    /// {@inheritDoc}
    ///
    /// [TokenScorer] where the endpoint proved that it echoes texts with log-probabilities (texts only, not
    /// chats), [FirstTokenDistribution] where it proved `top_logprobs`. The first call asks the endpoint, see
    /// [#report].
    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        if (type == TokenScorer.class) {
            return report().proved(EndpointFeature.ECHO_LOGPROBS)
                    ? Optional.of(type.cast(new EchoScorer(asker)))
                    : Optional.empty();
        }
        if (type == FirstTokenDistribution.class) {
            return report().proved(EndpointFeature.TOP_LOGPROBS)
                    ? Optional.of(type.cast(new TopLogprobs(this::generate, report(), asker.failures())))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /// {@inheritDoc}
    ///
    /// Known where the endpoint's list of models says it, which is asked for once.
    @Override
    public OptionalInt contextTokens() {
        try {
            return report.known().map(EndpointReport::contextTokens).orElseGet(contextTokens::get);
        } catch (AssayException e) {
            // Not every endpoint lists its models, and answering does not depend on it.
            return OptionalInt.empty();
        }
    }

    private Prefill prefill(Prompt prompt) {
        boolean prefilled = prompt instanceof Prompt.Chat chat && chat.prefilled();
        if (!prefilled || options.prefill() != Prefill.PROVED) {
            return options.prefill();
        }
        return report().prefill()
                .orElseThrow(() -> new AssayException(asker.failures()
                        .unable(
                                Call.post(Requests.route(prompt), ""),
                                "This endpoint was not shown to continue a prefilled assistant turn: "
                                        + report().of(EndpointFeature.PREFILL).why() + ".",
                                "end the chat with a user turn, or, if you know better, set prefill in the options")));
    }

    @Override
    public String toString() {
        return "RemoteModel[" + name() + "]";
    }

    @Override
    public void close() {
        asker.close();
    }
}
