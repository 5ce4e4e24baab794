package dev.assay.livebench.fresh.instructions;

import dev.assay.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Builds an answer that follows all instructions at once, as proof that there is one.
///
/// Its body is made of sentences of the passage and some of our own, without those that hold a
/// forbidden word. Around it go what the instructions ask for. How many sentences there are, and how
/// many are joined to longer ones, is searched from few to many until the checker accepts the answer.
final class Witness {
    private static final int MOST_JOINED = 3;
    private static final List<String> PLACEHOLDERS = List.of("[name]", "[place]", "[date]", "[number]");
    private static final List<String> PARTS = List.of("*the first*", "*the second*", "*the third*", "*the fourth*");
    private static final String TITLE = "<<In other words>>";

    private final Demands demands;
    private final List<String> clauses;

    /// @param sentences what the body is made of
    Witness(Demands demands, List<String> sentences) {
        this.demands = demands;
        this.clauses =
                sentences.stream().map(this::clause).filter(this::isAllowed).toList();
    }

    /// The shortest that is accepted, if any is.
    Optional<String> find(Predicate<String> accepted) {
        for (int joined = 1; joined <= MOST_JOINED; joined++) {
            for (int length = 1; length * joined <= clauses.size(); length++) {
                Optional<String> answer = answer(body(length, joined)).filter(accepted);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    /// Without its end, and without commas where there may be none.
    private String clause(String sentence) {
        String clause = sentence.replaceFirst("[.!?]+$", "");
        return demands.has(InstructionKind.NO_COMMA) ? clause.replace(",", "") : clause;
    }

    private boolean isAllowed(String clause) {
        boolean plain = !clause.isBlank() && !clause.startsWith("-") && clause.indexOf('*') < 0;
        return plain
                && demands.texts(InstructionKind.FORBIDDEN, "forbidden_words").stream()
                        .noneMatch(word -> Pattern.compile("\\b" + word + "\\b", Pattern.CASE_INSENSITIVE)
                                .matcher(clause)
                                .find());
    }

    private List<String> body(int length, int joined) {
        return IntStream.range(0, length)
                .mapToObj(i -> String.join("; ", clauses.subList(i * joined, (i + 1) * joined)) + ".")
                .toList();
    }

    private Optional<String> answer(List<String> body) {
        if (demands.has(InstructionKind.TWO_RESPONSES)) {
            int half = body.size() / 2;
            Optional<String> first = text(body.subList(0, half));
            Optional<String> second = text(body.subList(half, body.size()));
            return first.isEmpty() || second.isEmpty()
                    ? Optional.empty()
                    : Optional.of(first.get() + "\n******\n" + second.get());
        }
        return text(body).map(text -> {
            if (demands.has(InstructionKind.JSON)) {
                return Json.line(Map.of("answer", text));
            }
            if (demands.has(InstructionKind.REPEAT_PROMPT)) {
                return demands.text(InstructionKind.REPEAT_PROMPT, "prompt_to_repeat") + "\n" + text;
            }
            return demands.has(InstructionKind.QUOTATION) ? "\"" + text + "\"" : text;
        });
    }

    /// The text of one answer; nothing where the body is too short for its parts.
    private Optional<String> text(List<String> body) {
        int bullets = demands.number(InstructionKind.BULLETS, "num_bullets");
        int sections = demands.number(InstructionKind.SECTIONS, "num_sections");
        int blocks = Math.max(Math.max(1, sections), paragraphs());
        int prose = body.size() - bullets;
        if (prose < blocks) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            List<String> sentences = body.subList(i * prose / blocks, (i + 1) * prose / blocks);
            String head = i < sections
                    ? demands.text(InstructionKind.SECTIONS, "section_spliter") + " " + (i + 1) + "\n"
                    : "";
            parts.add(head + paragraph(i, sentences));
        }
        String points = body.subList(prose, body.size()).stream()
                .map(sentence -> "\n* " + sentence)
                .collect(Collectors.joining());
        parts.add(parts.removeLast() + points + close());
        return Optional.of(joined(parts));
    }

    private int paragraphs() {
        return Math.max(
                demands.number(InstructionKind.PARAGRAPHS, "num_paragraphs"),
                demands.number(InstructionKind.FIRST_WORD, "num_paragraphs"));
    }

    /// A block's sentences, after what the instructions want in them.
    private String paragraph(int place, List<String> sentences) {
        List<String> all = new ArrayList<>();
        if (place + 1 == demands.number(InstructionKind.FIRST_WORD, "nth_paragraph")) {
            String word = demands.text(InstructionKind.FIRST_WORD, "first_word");
            all.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + " is the word to begin with.");
        }
        if (place == 0) {
            all.addAll(mentions());
        }
        all.addAll(sentences);
        String text = String.join(" ", all);
        if (place > 0 || !demands.has(InstructionKind.TITLE)) {
            return text;
        }
        // The first word of a paragraph stands before its title.
        boolean begins = demands.number(InstructionKind.FIRST_WORD, "nth_paragraph") == 1;
        return begins ? text + "\n" + TITLE : TITLE + "\n" + text;
    }

    private List<String> mentions() {
        List<String> all = new ArrayList<>();
        List<String> keywords = demands.texts(InstructionKind.EXISTENCE, "keywords");
        if (!keywords.isEmpty()) {
            all.add("Think of " + String.join(" and ", keywords) + ".");
        }
        int times = demands.number(InstructionKind.FREQUENCY, "frequency");
        String keyword = demands.text(InstructionKind.FREQUENCY, "keyword");
        for (int i = 0; i < times; i++) {
            all.add((i == 0 ? "There is the word " : "Again it is ") + keyword + ".");
        }
        int places = demands.number(InstructionKind.PLACEHOLDERS, "num_placeholders");
        if (places > 0) {
            all.add("Fill in " + String.join(" and ", PLACEHOLDERS.subList(0, places)) + ".");
        }
        int parts = demands.number(InstructionKind.HIGHLIGHTS, "num_highlights");
        if (parts > 0) {
            all.add("Note " + String.join(" and ", PARTS.subList(0, parts)) + " point.");
        }
        return all;
    }

    private String close() {
        String postscript = demands.has(InstructionKind.POSTSCRIPT)
                ? "\n" + demands.text(InstructionKind.POSTSCRIPT, "postscript_marker") + " There is more to come."
                : "";
        String end = demands.text(InstructionKind.END, "end_phrase");
        return postscript + (end.isEmpty() ? "" : "\n" + end);
    }

    /// Dividers stand between the first parts, as many as there are to be.
    private String joined(List<String> parts) {
        int dividers = demands.number(InstructionKind.PARAGRAPHS, "num_paragraphs") - 1;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String gap = i <= dividers ? "\n***\n" : "\n\n";
            text.append(i == 0 ? "" : gap).append(parts.get(i));
        }
        return text.toString();
    }
}
