package dev.assay.livebench.fresh.instructions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.base.Json;
import dev.assay.livebench.fresh.words.Passage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields that questions with instructions have, as the checker reads them.
final class QuestionFields {
    /// The arguments of all kinds, as each entry of `kwargs` has them; null where an instruction has no such.
    private static final List<String> ARGUMENTS = List.of(
            "num_bullets",
            "num_paragraphs",
            "num_words",
            "relation",
            "forbidden_words",
            "section_spliter",
            "num_sections",
            "keywords",
            "end_phrase",
            "postscript_marker",
            "num_sentences",
            "nth_paragraph",
            "first_word",
            "prompt_to_repeat",
            "keyword",
            "frequency",
            "num_placeholders",
            "num_highlights");

    private QuestionFields() {}

    /// The instructions with their arguments, what is to be done, and where the text is from.
    static Map<String, JsonNode> of(String task, Passage passage, List<Instruction> instructions) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
        for (Instruction instruction : instructions) {
            ids.add(instruction.kind().id());
            ObjectNode values = arguments.addObject();
            ARGUMENTS.forEach(name -> values.set(name, value(instruction, name)));
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("instruction_id_list", ids);
        fields.put("kwargs", arguments);
        fields.put("task_prompt", TextNode.valueOf(task));
        fields.put("citation", TextNode.valueOf(passage.name()));
        passage.date().ifPresent(date -> fields.put("release_date", TextNode.valueOf(date)));
        return fields;
    }

    private static JsonNode value(Instruction instruction, String argument) {
        return Optional.ofNullable(instruction.arguments().get(argument))
                .<JsonNode>map(Json::toTree)
                .orElse(NullNode.instance);
    }
}
