package dev.assay.livebench.fresh.instructions;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The kinds of instructions that are drawn, and which of them cannot stand together.
///
/// Left out of the family are those that need a detector of languages, and the constrained response,
/// which cannot stand with any other.
///
/// Source: Zhou et al., "Instruction-Following Evaluation for Large Language Models" (2023), table 1.
enum InstructionKind {
    EXISTENCE("keywords:existence"),
    FORBIDDEN("keywords:forbidden_words"),
    FREQUENCY("keywords:frequency"),
    SENTENCES("length_constraints:number_sentences"),
    WORDS("length_constraints:number_words"),
    PARAGRAPHS("length_constraints:number_paragraphs"),
    FIRST_WORD("length_constraints:nth_paragraph_first_word"),
    POSTSCRIPT("detectable_content:postscript"),
    PLACEHOLDERS("detectable_content:number_placeholders"),
    BULLETS("detectable_format:number_bullet_lists"),
    HIGHLIGHTS("detectable_format:number_highlighted_sections"),
    SECTIONS("detectable_format:multiple_sections"),
    JSON("detectable_format:json_format"),
    TITLE("detectable_format:title"),
    TWO_RESPONSES("combination:two_responses"),
    REPEAT_PROMPT("combination:repeat_prompt"),
    END("startend:end_checker"),
    QUOTATION("startend:quotation"),
    NO_COMMA("punctuation:no_comma");

    /// Two kinds of which an answer follows one at most.
    private record Pair(InstructionKind one, InstructionKind other) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(PARAGRAPHS, FIRST_WORD),
            new Pair(SENTENCES, FIRST_WORD),
            new Pair(FIRST_WORD, BULLETS),
            new Pair(FIRST_WORD, HIGHLIGHTS),
            new Pair(FIRST_WORD, SECTIONS),
            new Pair(QUOTATION, TITLE),
            new Pair(HIGHLIGHTS, SECTIONS));

    private final String id;

    InstructionKind(String id) {
        this.id = id;
    }

    /// Its name in a question.
    String id() {
        return id;
    }

    /// Whether one answer is not to be asked to follow both; a kind conflicts with itself.
    boolean conflictsWith(InstructionKind other) {
        return this == other
                || PAIRS.contains(new Pair(this, other))
                || PAIRS.contains(new Pair(other, this))
                || !company(this).contains(other)
                || !company(other).contains(this);
    }

    /// What may stand beside a kind that rules the whole answer.
    private static Set<InstructionKind> company(InstructionKind kind) {
        return switch (kind) {
            case JSON -> EnumSet.of(FORBIDDEN, EXISTENCE);
            case TWO_RESPONSES -> EnumSet.of(FORBIDDEN, EXISTENCE, TITLE, NO_COMMA);
            case REPEAT_PROMPT -> EnumSet.of(EXISTENCE, TITLE, NO_COMMA);
            case EXISTENCE,
                    FORBIDDEN,
                    FREQUENCY,
                    SENTENCES,
                    WORDS,
                    PARAGRAPHS,
                    FIRST_WORD,
                    POSTSCRIPT,
                    PLACEHOLDERS,
                    BULLETS,
                    HIGHLIGHTS,
                    SECTIONS,
                    TITLE,
                    END,
                    QUOTATION,
                    NO_COMMA -> EnumSet.allOf(InstructionKind.class);
        };
    }
}
