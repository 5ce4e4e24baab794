package dev.assay.model.remote;

import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.Usage;
import dev.assay.model.remote.internal.JsonView;
import java.time.Duration;

/// Reads the parts that whole replies and the pieces of streamed ones have in common.
final class Replies {
    private Replies() {}

    /// The answer in a whole reply.
    ///
    /// @param chat whether the chat route gave it
    /// @throws Malformed if it has no choice, or the choice no text
    static Answer answer(JsonView reply, boolean chat, Duration time) throws Malformed {
        JsonView choice = firstChoice(reply);
        return new Answer(
                chat ? chatText(choice) : completionText(choice),
                finish(choice),
                usage(reply, time),
                LogProbabilities.read(choice.at("logprobs")));
    }

    /// The first choice.
    ///
    /// @throws Malformed if there is none
    static JsonView firstChoice(JsonView reply) throws Malformed {
        if (!reply.isObject()) {
            throw new Malformed("The reply is JSON, but not an object");
        }
        if (!reply.at("choices").isArray()) {
            throw new Malformed("The reply has no choices");
        }
        JsonView choice = reply.at("choices").at(0);
        if (!choice.isObject()) {
            throw new Malformed("The reply's list of choices is empty");
        }
        return choice;
    }

    private static String chatText(JsonView choice) throws Malformed {
        JsonView message = choice.at("message");
        if (!message.isObject()) {
            throw new Malformed("The reply's first choice has no message");
        }
        JsonView content = message.at("content");
        if (!content.present()) {
            return message.at("refusal").text().orElse("");
        }
        return content.text().orElseThrow(() -> new Malformed("The reply's message has a content that is not text"));
    }

    private static String completionText(JsonView choice) throws Malformed {
        return choice.at("text").text().orElseThrow(() -> new Malformed("The reply's first choice has no text"));
    }

    /// Why it ended, in the words of OpenAI, vLLM, llama.cpp and text-generation-inference.
    static FinishReason finish(JsonView choice) {
        return switch (choice.at("finish_reason").text().orElse("")) {
            case "stop", "eos", "eos_token", "end_turn" ->
                choice.at("stop_reason").text().isPresent() ? FinishReason.STOP_STRING : FinishReason.STOP;
            case "stop_sequence" -> FinishReason.STOP_STRING;
            case "length", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /// What it cost; 0 for what the endpoint does not say.
    static Usage usage(JsonView reply, Duration time) {
        JsonView usage = reply.at("usage");
        return new Usage(count(usage, "prompt_tokens"), count(usage, "completion_tokens"), time);
    }

    private static int count(JsonView usage, String field) {
        return Math.max(0, usage.at(field).integer().orElse(0));
    }
}
