package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a model folder's configuration files say about special tokens.
///
/// Names come from `tokenizer_config.json`, then `special_tokens_map.json`. Ids in `generation_config.json`,
/// then `config.json`, fill in for what those leave unsaid; a name that is `null` there is said to be none.
final class SpecialNames {
    private static final Set<String> CLASSES_THAT_FRAME =
            Set.of("LlamaTokenizer", "CodeLlamaTokenizer", "GemmaTokenizer", "CohereTokenizer");
    private static final List<String> ROLES = List.of("bos_token", "eos_token", "pad_token", "unk_token");

    private final TokenizerFolder files;
    private final JsonNode tokenizer;
    private final JsonNode map;
    private final JsonNode generation;
    private final JsonNode model;

    private SpecialNames(TokenizerFolder files) {
        this.files = files;
        this.tokenizer = files.configuration("tokenizer_config.json");
        this.map = files.configuration("special_tokens_map.json");
        this.generation = files.configuration("generation_config.json");
        this.model = files.configuration("config.json");
    }

    static SpecialNames read(TokenizerFolder files) {
        return new SpecialNames(files);
    }

    /// Whether the vocabulary treats every token that the configuration adds as an added one.
    boolean allAddedIn(Vocabulary vocabulary) {
        return missing(vocabulary).isEmpty();
    }

    /// The `tokenizer.json` with the tokens that only the configuration adds.
    byte[] addMissing(byte[] json, Vocabulary vocabulary) {
        String where = files.tokenizerFile().toString();
        try {
            ObjectNode root = (ObjectNode) TokenizerJson.JSON.readTree(json);
            ArrayNode added = root.withArray("added_tokens");
            missing(vocabulary).values().forEach(added::add);
            return TokenizerJson.JSON.writeValueAsBytes(root);
        } catch (IOException | UnsupportedOperationException fault) {
            throw Refusal.unreadable(where + ", added_tokens", TokenizerJson.firstLine(fault) + ".");
        }
    }

    private Map<String, ObjectNode> missing(Vocabulary vocabulary) {
        Map<String, ObjectNode> missing = new LinkedHashMap<>();
        List<Map.Entry<String, JsonNode>> declared =
                new ArrayList<>(tokenizer.path("added_tokens_decoder").properties());
        declared.sort(Comparator.comparingLong(entry -> number(entry.getKey())));
        for (Map.Entry<String, JsonNode> entry : declared) {
            String content = entry.getValue().path("content").asText("");
            if (!content.isEmpty() && entry.getValue() instanceof ObjectNode token && !vocabulary.isAdded(content)) {
                missing.put(content, token.deepCopy().put("id", number(entry.getKey())));
            }
        }
        for (String role : ROLES) {
            name(role)
                    .filter(content -> !vocabulary.isAdded(content) && !missing.containsKey(content))
                    .ifPresent(content ->
                            vocabulary.id(content).ifPresent(id -> missing.put(content, named(content, id))));
        }
        return missing;
    }

    private static ObjectNode named(String content, int id) {
        ArrayNode one = TokenizerJson.JSON.createArrayNode();
        ByteLevelJson.addSpecial(one, content, id);
        return (ObjectNode) one.get(0);
    }

    private long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException notANumber) {
            throw Refusal.unreadable(
                    files.path("tokenizer_config.json") + ", added_tokens_decoder", "\"" + key + "\" is not an id.");
        }
    }

    SpecialTokens resolve(Vocabulary vocabulary) {
        OptionalInt bos = token("bos_token", vocabulary);
        OptionalInt eos = token("eos_token", vocabulary);
        Set<Integer> ends = new TreeSet<>(ids("eos_token_id"));
        eos.ifPresent(ends::add);
        return new SpecialTokens(bos, eos, token("pad_token", vocabulary), Set.copyOf(ends), frame(bos, eos));
    }

    private SpecialTokens.Frame frame(OptionalInt bos, OptionalInt eos) {
        String named = tokenizer.path("tokenizer_class").asText("").replaceFirst("Fast$", "");
        boolean said = tokenizer.path("add_bos_token").isBoolean()
                || tokenizer.path("add_eos_token").isBoolean();
        if (!said || !CLASSES_THAT_FRAME.contains(named)) {
            return new SpecialTokens.Frame.Template();
        }
        return new SpecialTokens.Frame.Named(
                tokenizer.path("add_bos_token").asBoolean(true) ? bos : OptionalInt.empty(),
                tokenizer.path("add_eos_token").asBoolean(false) ? eos : OptionalInt.empty());
    }

    private OptionalInt token(String role, Vocabulary vocabulary) {
        Optional<String> name = name(role);
        if (name.isEmpty()) {
            return tokenizer.has(role) || map.has(role)
                    ? OptionalInt.empty()
                    : ids(role + "_id").stream().mapToInt(id -> id).findFirst();
        }
        OptionalInt id = vocabulary.id(name.get());
        if (id.isEmpty() && !role.equals("pad_token")) {
            throw Refusal.unreadable(
                    files.path("tokenizer_config.json") + ", " + role,
                    "The vocabulary of " + vocabulary.size() + " tokens does not hold \"" + name.get() + "\".");
        }
        return id;
    }

    private Optional<String> name(String role) {
        return Stream.of(tokenizer, map)
                .map(file -> file.path(role))
                .map(node -> node.isObject() ? node.path("content") : node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    private List<Integer> ids(String field) {
        JsonNode value = generation.has(field) ? generation.path(field) : model.path(field);
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id :
                value.isArray() ? value : TokenizerJson.JSON.createArrayNode().add(value)) {
            if (id.isInt() && id.intValue() >= 0) {
                ids.add(id.intValue());
            }
        }
        return ids;
    }
}
