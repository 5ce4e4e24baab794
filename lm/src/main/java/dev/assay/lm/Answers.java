package dev.assay.lm;

import dev.assay.lm.generate.Generated;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.model.Alternative;
import dev.assay.model.Answer;
import dev.assay.model.Score;
import dev.assay.model.TokenBytes;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Says in the words of the port what the engine found.
///
/// @param tokenizer of the model
record Answers(Tokenizer tokenizer) {
    /// An answer with the tokens' alternatives, where there are any.
    Answer of(Generated generated, int promptTokens, Duration time) {
        Usage usage = new Usage(promptTokens, generated.ids().length, time);
        List<TokenLogProbability> tokens = IntStream.range(0, generated.top().length)
                .mapToObj(i -> token(
                        generated.ids()[i],
                        generated.logProbabilities()[i],
                        alternatives(generated.top()[i])))
                .toList();
        return new Answer(generated.text(), generated.finish(), usage, tokens);
    }

    /// The score of ids.
    Score score(int[] ids, double[] logProbabilities) {
        return new Score(IntStream.range(0, ids.length)
                .mapToObj(i -> token(ids[i], logProbabilities[i], List.of()))
                .toList());
    }

    /// Tokens that could stand at one place.
    List<Alternative> alternatives(Generated.TopTokens top) {
        return IntStream.range(0, top.ids().length)
                .mapToObj(i -> alternative(top.ids()[i], top.logProbabilities()[i]))
                .toList();
    }

    private Alternative alternative(int id, double logProbability) {
        return new Alternative(text(id), bytes(id), OptionalInt.of(id), logProbability);
    }

    private TokenLogProbability token(int id, double logProbability, List<Alternative> top) {
        return new TokenLogProbability(text(id), bytes(id), OptionalInt.of(id), logProbability, top);
    }

    private String text(int id) {
        return new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
    }

    private Optional<TokenBytes> bytes(int id) {
        return Optional.of(tokenizer.bytes(id)).filter(b -> b.length > 0).map(TokenBytes::of);
    }
}
