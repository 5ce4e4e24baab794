package dev.assay.livebench.instructions;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.PythonJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The instructions of the releases before 2025-11-25.
///
/// Source: Zhou et al., "Instruction-Following Evaluation for Large Language Models" (2023).
final class IfEval {
    private static final Pattern WORD = Python.pattern("\\w+");
    private static final Pattern STARS = Python.pattern("\\s?\\*\\*\\*\\s?");
    private static final Pattern BLANK_LINE = Python.pattern("\\n\\n");
    private static final Pattern HIGHLIGHT = Python.pattern("\\*[^\\n\\*]*\\*");
    private static final Pattern DOUBLE_HIGHLIGHT = Python.pattern("\\*\\*[^\\n\\*]*\\*\\*");
    private static final Pattern PPS = Python.pattern("\\s?p\\.\\s?p\\.\\s?s");
    private static final Pattern PS = Python.pattern("\\s?p\\.\\s?s\\.");
    private static final String SIX_STARS = "******";
    private static final String FENCE = "```";

    private static final Map<String, Check> CHECKS = Map.ofEntries(
            Map.entry("keywords:existence", IfEval::existence),
            Map.entry("keywords:forbidden_words", IfEval::forbidden),
            Map.entry("keywords:frequency", IfEval::frequency),
            Map.entry("keywords:letter_frequency", IfEval::letters),
            Map.entry("length_constraints:number_sentences", IfEval::sentences),
            Map.entry("length_constraints:number_words", IfEval::words),
            Map.entry("length_constraints:number_paragraphs", IfEval::paragraphs),
            Map.entry("length_constraints:nth_paragraph_first_word", IfEval::firstWord),
            Map.entry("detectable_content:postscript", IfEval::postscript),
            Map.entry("detectable_content:number_placeholders", IfEval::placeholders),
            Map.entry("detectable_format:number_bullet_lists", IfEval::bullets),
            Map.entry("detectable_format:constrained_response", IfEval::constrained),
            Map.entry("detectable_format:number_highlighted_sections", IfEval::highlights),
            Map.entry("detectable_format:multiple_sections", IfEval::sections),
            Map.entry("detectable_format:json_format", IfEval::json),
            Map.entry("detectable_format:title", IfEval::title),
            Map.entry("combination:two_responses", IfEval::twoResponses),
            Map.entry("combination:repeat_prompt", IfEval::repeatPrompt),
            Map.entry("startend:end_checker", IfEval::end),
            Map.entry("startend:quotation", IfEval::quotation),
            Map.entry("language:response_language", (r, arguments) -> isIn(r, arguments.text("language"))),
            Map.entry("change_case:english_capital", (r, arguments) -> Python.isUpper(r) && isIn(r, "en")),
            Map.entry("change_case:english_lowercase", (r, arguments) -> Python.isLower(r) && isIn(r, "en")),
            Map.entry("change_case:capital_word_frequency", IfEval::capitals),
            Map.entry("punctuation:no_comma", (response, arguments) -> !response.contains(",")));

    private IfEval() {}

    /// The check of an instruction, if there is one.
    static Optional<Check> check(String instruction) {
        return Optional.ofNullable(CHECKS.get(instruction));
    }

    private static boolean existence(String response, Arguments arguments) {
        return arguments.texts("keywords").stream().allMatch(keyword -> has(response, keyword));
    }

    private static boolean has(String response, String regex) {
        return Literals.mayHold(response, regex)
                && Python.pattern(regex, Python.IGNORE_CASE).matcher(response).find();
    }

    private static boolean forbidden(String response, Arguments arguments) {
        // The ends of words take most of the time and matter only where there is one.
        return arguments.texts("forbidden_words").stream()
                .noneMatch(word -> has(response, word) && has(response, "\\b" + word + "\\b"));
    }

    private static boolean frequency(String response, Arguments arguments) {
        Pattern keyword = Python.pattern(arguments.text("keyword"), Python.IGNORE_CASE);
        return arguments.holds("relation", Python.findAll(keyword, response).size(), arguments.integer("frequency"));
    }

    private static boolean letters(String response, Arguments arguments) {
        int count = Python.count(Python.lower(response), Python.lower(Python.strip(arguments.text("letter"))));
        return arguments.holds("let_relation", count, arguments.integer("let_frequency"));
    }

    private static boolean sentences(String response, Arguments arguments) {
        return arguments.holds("relation", Sentences.count(response), arguments.integer("num_sentences"));
    }

    private static boolean words(String response, Arguments arguments) {
        return arguments.holds("relation", Python.findAll(WORD, response).size(), arguments.integer("num_words"));
    }

    private static boolean paragraphs(String response, Arguments arguments) {
        String[] pieces = STARS.split(response, -1);
        int count = pieces.length;
        for (int i = 0; i < pieces.length; i++) {
            if (Python.strip(pieces[i]).isEmpty()) {
                if (i > 0 && i < pieces.length - 1) {
                    return false;
                }
                count--;
            }
        }
        return count == arguments.integer("num_paragraphs");
    }

    private static boolean firstWord(String response, Arguments arguments) {
        String[] pieces = BLANK_LINE.split(response, -1);
        int count = 0;
        for (String piece : pieces) {
            count += Python.strip(piece).isEmpty() ? 0 : 1;
        }
        int place = arguments.integer("nth_paragraph");
        if (place < 1 || place > count || Python.strip(pieces[place - 1]).isEmpty()) {
            return false;
        }
        String word = Python.words(pieces[place - 1]).getFirst();
        String bare = word.replaceFirst("^'+", "").replaceFirst("^\"+", "");
        String first = Python.lower(bare.split("[.,?!'\"]", 2)[0]);
        return count == arguments.integer("num_paragraphs") && first.equals(Python.lower(arguments.text("first_word")));
    }

    private static boolean postscript(String response, Arguments arguments) {
        String marker = Python.strip(arguments.text("postscript_marker"));
        Pattern pattern = switch (marker) {
            case "P.P.S" -> PPS;
            case "P.S." -> PS;
            default -> Python.pattern("\\s?" + Python.lower(marker));
        };
        return pattern.matcher(Python.lower(response)).find();
    }

    private static boolean placeholders(String response, Arguments arguments) {
        return Spans.bracketed(response) >= arguments.integer("num_placeholders");
    }

    private static boolean bullets(String response, Arguments arguments) {
        return Bullets.stars(response) + Bullets.dashes(response) == arguments.integer("num_bullets");
    }

    private static boolean constrained(String response, Arguments arguments) {
        return List.of("yes", "no", "maybe").stream().anyMatch(word -> response.contains("My answer is " + word + "."));
    }

    private static boolean highlights(String response, Arguments arguments) {
        long single = Python.findAll(HIGHLIGHT, response).stream()
                .filter(span -> !Python.strip(Python.strip(span, "*")).isEmpty())
                .count();
        long twice = Python.findAll(DOUBLE_HIGHLIGHT, response).stream()
                .filter(span ->
                        !Python.strip(span.substring(2, span.length() - 2)).isEmpty())
                .count();
        return single + twice >= arguments.integer("num_highlights");
    }

    private static boolean sections(String response, Arguments arguments) {
        Pattern head = Python.pattern("\\s?" + Python.strip(arguments.text("section_spliter")) + "\\s?\\d+\\s?");
        return Python.findAll(head, response).size() >= arguments.integer("num_sections");
    }

    private static boolean json(String response, Arguments arguments) {
        String text = response;
        for (String fence : List.of(FENCE + "json", FENCE + "Json", FENCE + "JSON", FENCE)) {
            text = text.startsWith(fence) ? text.substring(fence.length()) : text;
        }
        text = text.endsWith(FENCE) ? text.substring(0, text.length() - FENCE.length()) : text;
        return PythonJson.tree(Python.strip(text)).isPresent();
    }

    private static boolean title(String response, Arguments arguments) {
        return Spans.titles(response).stream()
                .anyMatch(title -> !Python.strip(title.replaceFirst("^<+", "").replaceFirst(">+$", ""))
                        .isEmpty());
    }

    private static boolean twoResponses(String response, Arguments arguments) {
        List<String> pieces = Python.split(response, SIX_STARS);
        for (int i = 1; i < pieces.size() - 1; i++) {
            if (Python.strip(pieces.get(i)).isEmpty()) {
                return false;
            }
        }
        List<String> answers = pieces.stream()
                .map(Python::strip)
                .filter(piece -> !piece.isEmpty())
                .toList();
        return answers.size() == 2 && !answers.getFirst().equals(answers.getLast());
    }

    private static boolean repeatPrompt(String response, Arguments arguments) {
        String prompt = Python.lower(Python.strip(arguments.text("prompt_to_repeat")));
        return Python.lower(Python.strip(response)).startsWith(prompt);
    }

    private static boolean end(String response, Arguments arguments) {
        String phrase = Python.lower(Python.strip(arguments.text("end_phrase")));
        return Python.lower(Python.strip(Python.strip(response), "\"")).endsWith(phrase);
    }

    /// A text without letters passes, as where the official detector fails.
    private static boolean isIn(String response, String language) {
        return !Languages.hasLetters(response)
                || Languages.of(response)
                        .orElseThrow(() -> new GraderFault("the answer has no word that tells its language"))
                        .equals(language);
    }

    private static boolean capitals(String response, Arguments arguments) {
        int count = (int)
                TreebankWords.all(response).stream().filter(Python::isUpper).count();
        return arguments.holds("capital_relation", count, arguments.integer("capital_frequency"));
    }

    private static boolean quotation(String response, Arguments arguments) {
        return response.length() > 1 && response.startsWith("\"") && response.endsWith("\"");
    }
}
