package dev.assay.model.remote;

import dev.assay.base.Problem;
import dev.assay.model.Alternative;
import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.TokenBytes;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.Usage;
import dev.assay.model.remote.internal.JsonView;
import dev.assay.model.remote.internal.NotJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One line of a journal: which prompt, and what became of it.
///
/// The line is a JSON object with `key`, `index` and either `answer` (`text`, `finish`, `promptTokens`,
/// `answerTokens`, `nanos`, `tokens`) or `problem` (`code`, `what`, `where`, `mend`).
///
/// @param key     sha256 of model, index, prompt and sampling
/// @param index   of the prompt in its batch
/// @param outcome what became of it
record JournalLine(String key, int index, Outcome outcome) {
    /// The line as text, without its end.
    String write() {
        var line = new LinkedHashMap<String, Object>();
        line.put("key", key);
        line.put("index", index);
        switch (outcome) {
            case Outcome.Answered(Answer answer) -> line.put("answer", answer(answer));
            case Outcome.Failed(Problem problem) -> line.put("problem", problem(problem));
        }
        return JsonView.write(line);
    }

    private static Map<String, Object> answer(Answer answer) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("text", answer.text());
        fields.put("finish", answer.finish().name());
        fields.put("promptTokens", answer.usage().promptTokens());
        fields.put("answerTokens", answer.usage().answerTokens());
        fields.put("nanos", answer.usage().time().toNanos());
        fields.put("tokens", answer.tokens().stream().map(JournalLine::token).toList());
        return fields;
    }

    private static Map<String, Object> token(TokenLogProbability token) {
        var fields = token(token.token(), token.bytes(), token.id(), token.logProbability());
        fields.put(
                "top",
                token.top().stream()
                        .map(a -> token(a.token(), a.bytes(), a.id(), a.logProbability()))
                        .toList());
        return fields;
    }

    private static Map<String, Object> token(
            String text, Optional<TokenBytes> bytes, OptionalInt id, double logProbability) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("token", text);
        bytes.ifPresent(value -> fields.put("bytes", value.toString()));
        id.ifPresent(value -> fields.put("id", value));
        fields.put("logProbability", Double.isInfinite(logProbability) ? "-Infinity" : logProbability);
        return fields;
    }

    private static Map<String, Object> problem(Problem problem) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("code", problem.code());
        fields.put("what", problem.what());
        fields.put("where", problem.where());
        fields.put("mend", problem.mend());
        return fields;
    }

    /// Reads a line.
    ///
    /// @throws Malformed if it is not one
    static JournalLine read(String text) throws Malformed {
        try {
            JsonView line = JsonView.parse(text);
            Outcome outcome = line.at("answer").isObject()
                    ? new Outcome.Answered(answer(line.at("answer")))
                    : new Outcome.Failed(problem(line.at("problem")));
            return new JournalLine(text(line, "key"), integer(line, "index"), outcome);
        } catch (NotJson e) {
            throw new Malformed("It is " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Malformed("It holds a value that cannot be: " + e.getMessage());
        }
    }

    private static Problem problem(JsonView fields) throws Malformed {
        return new Problem(text(fields, "code"), text(fields, "what"), text(fields, "where"), text(fields, "mend"));
    }

    private static Answer answer(JsonView fields) throws Malformed {
        String finish = text(fields, "finish");
        var reason = Arrays.stream(FinishReason.values())
                .filter(value -> value.name().equals(finish))
                .findFirst()
                .orElseThrow(() -> new Malformed("It names no finish reason"));
        var time = Duration.ofNanos((long) number(fields, "nanos"));
        var usage = new Usage(integer(fields, "promptTokens"), integer(fields, "answerTokens"), time);
        var tokens = new ArrayList<TokenLogProbability>();
        for (JsonView token : fields.at("tokens").items()) {
            var top = new ArrayList<Alternative>();
            for (JsonView a : token.at("top").items()) {
                top.add(new Alternative(text(a, "token"), bytes(a), a.at("id").integer(), logProbability(a)));
            }
            tokens.add(new TokenLogProbability(
                    text(token, "token"), bytes(token), token.at("id").integer(), logProbability(token), top));
        }
        return new Answer(text(fields, "text"), reason, usage, List.copyOf(tokens));
    }

    private static Optional<TokenBytes> bytes(JsonView fields) {
        return fields.at("bytes").text().map(hex -> TokenBytes.of(HexFormat.of().parseHex(hex)));
    }

    private static double logProbability(JsonView fields) throws Malformed {
        boolean infinite =
                fields.at("logProbability").text().filter("-Infinity"::equals).isPresent();
        return infinite ? Double.NEGATIVE_INFINITY : number(fields, "logProbability");
    }

    private static String text(JsonView fields, String name) throws Malformed {
        return fields.at(name).text().orElseThrow(() -> new Malformed("It has no text in the field " + name));
    }

    private static int integer(JsonView fields, String name) throws Malformed {
        return fields.at(name)
                .integer()
                .orElseThrow(() -> new Malformed("It has no whole number in the field " + name));
    }

    private static double number(JsonView fields, String name) throws Malformed {
        return fields.at(name).number().orElseThrow(() -> new Malformed("It has no number in the field " + name));
    }
}
