package dev.assay.server.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// How many tokens a request took.
public final class Tally {
    private int prompt;
    private int cached;
    private int completion;

    /// Counts a prompt.
    void read(int tokens, int remembered) {
        prompt += tokens;
        cached += remembered;
    }

    /// Counts tokens written.
    void wrote(int tokens) {
        completion += tokens;
    }

    /// Tokens of prompts.
    public int prompt() {
        return prompt;
    }

    /// Tokens of answers.
    public int completion() {
        return completion;
    }

    /// Puts the `usage` object of an answer there.
    void put(ObjectNode answer) {
        ObjectNode usage = answer.putObject("usage");
        usage.put("prompt_tokens", prompt);
        usage.put("completion_tokens", completion);
        usage.put("total_tokens", prompt + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
    }
}
