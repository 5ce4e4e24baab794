package dev.assay.model.remote;

import dev.assay.model.Alternative;
import dev.assay.model.TokenBytes;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.remote.internal.JsonView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the log-probabilities in a choice, in the chat route's shape or the older one of the completions
/// route.
final class LogProbabilities {
    private LogProbabilities() {}

    /// The tokens of `choices[0].logprobs`; empty where there are none.
    ///
    /// @throws Malformed if a token lacks its text or a number
    static List<TokenLogProbability> read(JsonView logprobs) throws Malformed {
        if (logprobs.at("content").isArray()) {
            return chat(logprobs.at("content").items());
        }
        return completions(logprobs);
    }

    private static List<TokenLogProbability> chat(List<JsonView> items) throws Malformed {
        var tokens = new ArrayList<TokenLogProbability>(items.size());
        for (JsonView item : items) {
            var top = new ArrayList<Alternative>();
            for (JsonView alternative : item.at("top_logprobs").items()) {
                top.add(new Alternative(
                        token(alternative), bytes(alternative), id(alternative), logProbability(alternative)));
            }
            tokens.add(new TokenLogProbability(
                    token(item), bytes(item), id(item), logProbability(item), likeliestFirst(top)));
        }
        return tokens;
    }

    private static List<TokenLogProbability> completions(JsonView logprobs) throws Malformed {
        var texts = logprobs.at("tokens").items();
        var numbers = logprobs.at("token_logprobs");
        var tokens = new ArrayList<TokenLogProbability>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            tokens.add(new TokenLogProbability(
                    texts.get(i).text().orElseThrow(() -> new Malformed("A token in the reply's logprobs has no text")),
                    Optional.empty(),
                    OptionalInt.empty(),
                    checked(numbers.at(i)),
                    top(logprobs.at("top_logprobs").at(i))));
        }
        return tokens;
    }

    /// The alternatives at one place of the completions route, an object of token and number.
    static List<Alternative> top(JsonView object) throws Malformed {
        var top = new ArrayList<Alternative>();
        for (var field : object.fields()) {
            top.add(new Alternative(field.getKey(), Optional.empty(), OptionalInt.empty(), checked(field.getValue())));
        }
        return likeliestFirst(top);
    }

    private static List<Alternative> likeliestFirst(List<Alternative> top) {
        return top.stream()
                .sorted(Comparator.comparingDouble(Alternative::logProbability).reversed())
                .toList();
    }

    private static String token(JsonView item) throws Malformed {
        return item.at("token").text().orElseThrow(() -> new Malformed("A token in the reply's logprobs has no text"));
    }

    private static double logProbability(JsonView item) throws Malformed {
        return checked(item.at("logprob"));
    }

    /// A log-probability that can be one: a number, at most 0 up to rounding.
    static double checked(JsonView number) throws Malformed {
        double value = number.number()
                .orElseThrow(() -> new Malformed("A token in the reply's logprobs has no log-probability"));
        if (value > 0.01) {
            throw new Malformed("The reply gives a log-probability above 0 (" + value + ")");
        }
        return value;
    }

    private static OptionalInt id(JsonView item) {
        OptionalInt id = item.at("id").integer();
        return id.isPresent() ? id : item.at("token_id").integer();
    }

    private static Optional<TokenBytes> bytes(JsonView item) throws Malformed {
        if (!item.at("bytes").isArray()) {
            return Optional.empty();
        }
        var items = item.at("bytes").items();
        var bytes = new byte[items.size()];
        for (int i = 0; i < bytes.length; i++) {
            int value = items.get(i).integer().orElse(-1);
            if (value < 0 || value > 255) {
                throw new Malformed("A token in the reply's logprobs has bytes that are not from 0 to 255");
            }
            bytes[i] = (byte) value;
        }
        return Optional.of(TokenBytes.of(bytes));
    }
}
