package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.lm.constrain.JsonGrammar;
import dev.assay.model.Sampling;
import java.util.Optional;

/// What chats and completions have in common.
///
/// @param model        by name
/// @param sampling     how tokens are chosen; as many tokens as there is room for where none were named
/// @param choices      answers to each prompt
/// @param stream       whether the answer comes piece by piece
/// @param includeUsage whether a stream ends with the counts
/// @param logprobs     whether each token's log-probability is told
/// @param top          how many of the likeliest tokens are told at each place
/// @param grammar      what answers must be, if they are bound
/// @param steering     what goes beyond the format
/// @param user         for the log
public record GenerationBody(
        String model,
        Sampling sampling,
        int choices,
        boolean stream,
        boolean includeUsage,
        boolean logprobs,
        int top,
        Optional<JsonGrammar> grammar,
        Steering steering,
        Optional<String> user) {
    /// Stands for all tokens that there is room for.
    static final int ALL = 1 << 24;

    private static final int MOST_CHOICES = 16;
    private static final int MOST_TOP = 20;
    private static final int MOST_USER = 512;

    /// @param maxTokens asked for
    /// @param logprobs  asked for, and how many beside the chosen
    static GenerationBody read(Fields fields, int maxTokens, boolean logprobs, int top) {
        boolean stream = fields.flag("stream", false);
        if (!stream && fields.any("stream_options").isPresent()) {
            throw WireProblem.field("stream_options", "invalid_value", "'stream_options' needs 'stream' to be true.");
        }
        boolean usage = fields.object("stream_options")
                .map(options -> {
                    boolean include = options.flag("include_usage", false);
                    options.neutral("include_obfuscation", value -> value.isBoolean() && !value.booleanValue());
                    options.refuseOthers();
                    return include;
                })
                .orElse(false);
        Optional<JsonGrammar> grammar = grammar(fields);
        return new GenerationBody(
                fields.requiredText("model"),
                SamplingFields.read(fields, maxTokens, top),
                fields.integer("n", 1, MOST_CHOICES).orElse(1),
                stream,
                usage,
                logprobs,
                top,
                grammar,
                Steering.read(fields, grammar.isPresent()),
                user(fields));
    }

    /// Who asks, for the log.
    static Optional<String> user(Fields fields) {
        Optional<String> user = fields.text("user");
        user.filter(name -> name.length() > MOST_USER).ifPresent(name -> {
            throw Fields.outside("user", "a text of " + name.length() + " characters", "0", MOST_USER + " characters");
        });
        return user;
    }

    /// How many likeliest tokens a request may ask for.
    static int top(Fields fields, String name) {
        return fields.integer(name, 0, MOST_TOP).orElse(0);
    }

    private static Optional<JsonGrammar> grammar(Fields fields) {
        Optional<Fields> format = fields.object("response_format");
        if (format.isEmpty()) {
            return Optional.empty();
        }
        Fields own = format.get();
        String type = own.requiredText("type");
        Optional<JsonGrammar> grammar = switch (type) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(JsonGrammar.object());
            case "json_schema" -> Optional.of(schema(own));
            default ->
                throw WireProblem.field(
                        own.path("type"),
                        "unsupported_value",
                        "'" + own.path("type") + "' is '" + type + "'; it is one of text, json_object, json_schema.");
        };
        own.refuseOthers();
        return grammar;
    }

    private static JsonGrammar schema(Fields format) {
        Fields named = Fields.of(format.required("json_schema"), format.path("json_schema"));
        named.requiredText("name");
        named.text("description");
        // Answers follow the schema whether asked to be strict or not.
        named.flag("strict", true);
        JsonNode schema = named.required("schema");
        named.refuseOthers();
        try {
            return JsonGrammar.of(schema);
        } catch (IllegalArgumentException e) {
            throw WireProblem.field(
                    named.path("schema"),
                    "unsupported_schema",
                    "The schema cannot be followed: " + e.getMessage() + ".");
        }
    }
}
