package dev.assay.livebench.fresh.instructions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// Checks instructions once more, by other means than the room's own checker: plain splitting and
/// counting, and stricter where that is simpler.
final class OtherChecker {
    private OtherChecker() {}

    static boolean follows(String id, JsonNode arguments, String answer) {
        String lower = answer.toLowerCase(Locale.ROOT);
        List<String> lines = answer.lines().toList();
        return switch (id) {
            case "keywords:existence" ->
                texts(arguments.get("keywords")).stream().allMatch(lower::contains);
            case "keywords:forbidden_words" ->
                texts(arguments.get("forbidden_words")).stream()
                        .noneMatch(word -> words(lower).contains(word));
            case "keywords:frequency" ->
                words(lower).stream()
                                .filter(arguments.get("keyword").textValue()::equals)
                                .count()
                        >= arguments.get("frequency").intValue();
            case "length_constraints:number_sentences" ->
                holds(
                        arguments,
                        sentences(answer),
                        arguments.get("num_sentences").intValue());
            case "length_constraints:number_words" ->
                holds(
                        arguments,
                        words(answer).size(),
                        arguments.get("num_words").intValue());
            case "length_constraints:number_paragraphs" ->
                lines.stream().filter("***"::equals).count()
                                == arguments.get("num_paragraphs").intValue() - 1
                        && !lines.getFirst().equals("***")
                        && !lines.getLast().equals("***");
            case "length_constraints:nth_paragraph_first_word" -> {
                String[] paragraphs = answer.split("\n\n", -1);
                String nth = paragraphs[arguments.get("nth_paragraph").intValue() - 1].toLowerCase(Locale.ROOT);
                yield paragraphs.length == arguments.get("num_paragraphs").intValue()
                        && nth.matches("(?s)\"?" + arguments.get("first_word").textValue() + " .*");
            }
            case "detectable_content:postscript" ->
                answer.contains("\n" + arguments.get("postscript_marker").textValue() + " ");
            case "detectable_content:number_placeholders" ->
                answer.split("\\[\\w+\\]", -1).length - 1
                        >= arguments.get("num_placeholders").intValue();
            case "detectable_format:number_bullet_lists" ->
                lines.stream().filter(line -> line.startsWith("* ")).count()
                        == arguments.get("num_bullets").intValue();
            case "detectable_format:number_highlighted_sections" ->
                answer.split("\\*[a-z ]+\\*", -1).length - 1
                        >= arguments.get("num_highlights").intValue();
            case "detectable_format:multiple_sections" ->
                lines.stream()
                                .filter(line -> line.matches(
                                        "\"?" + arguments.get("section_spliter").textValue() + " \\d"))
                                .count()
                        == arguments.get("num_sections").intValue();
            case "detectable_format:json_format" -> Json.tree(answer).isObject();
            case "detectable_format:title" -> lines.stream().anyMatch(line -> line.matches("<<[^<>]+>>"));
            case "combination:two_responses" -> {
                String[] two = answer.split("\\*\\*\\*\\*\\*\\*", -1);
                yield two.length == 2 && !two[0].strip().equals(two[1].strip());
            }
            case "combination:repeat_prompt" ->
                answer.startsWith(arguments.get("prompt_to_repeat").textValue());
            case "startend:end_checker" ->
                answer.replaceFirst("\"$", "")
                        .endsWith("\n" + arguments.get("end_phrase").textValue());
            case "startend:quotation" -> answer.matches("(?s)\".+\"");
            case "punctuation:no_comma" -> answer.indexOf(',') < 0;
            default -> throw new AssertionError("no instruction " + id);
        };
    }

    private static boolean holds(JsonNode arguments, long count, int number) {
        return arguments.get("relation").textValue().equals("at least") ? count >= number : count < number;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}_]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static long sentences(String answer) {
        return answer.replaceAll("P\\.(P\\.)?S\\.?", "").split("[.?!]+(\\s+|\"|$)").length;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
