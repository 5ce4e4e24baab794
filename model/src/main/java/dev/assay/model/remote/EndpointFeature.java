package dev.assay.model.remote;

/// Something that an endpoint may or may not do, found out by asking it.
public enum EndpointFeature {
    /// `GET models` lists the model.
    MODELS("lists its models"),
    /// `chat/completions` answers a chat.
    CHAT("answers chats"),
    /// `completions` continues a text.
    COMPLETIONS("continues texts"),
    /// Answers come as server-sent events.
    STREAMING("streams its answers"),
    /// Log-probabilities of the likeliest tokens come with an answer.
    TOP_LOGPROBS("shows log-probabilities"),
    /// `logit_bias` changes which token is taken.
    LOGIT_BIAS("obeys logit_bias"),
    /// Log-probabilities show the effect of `logit_bias`.
    BIASED_LOGPROBS("shows logit_bias in log-probabilities"),
    /// The same seed gives the same answer, and another seed another.
    SEED("keeps seeds"),
    /// `completions` echoes a text with the log-probabilities of its tokens.
    ECHO_LOGPROBS("scores given texts"),
    /// A chat that ends with an assistant message is continued.
    PREFILL("continues prefilled turns");

    private final String words;

    EndpointFeature(String words) {
        this.words = words;
    }

    /// What it is in words that complete "the endpoint ...".
    public String words() {
        return words;
    }
}
