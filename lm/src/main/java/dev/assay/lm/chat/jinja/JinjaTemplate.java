package dev.assay.lm.chat.jinja;

import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A parsed template, which can be rendered any number of times, also by several threads at once.
///
/// Rendering is bounded: 10 million steps (made text counts), 16 Mi characters in one text, 100 nested calls.
public final class JinjaTemplate {
    private static final int LONGEST = 1 << 20;

    private final List<Statement> statements;
    private final Set<String> strings;

    private JinjaTemplate(List<Statement> statements, Set<String> strings) {
        this.statements = statements;
        this.strings = strings;
    }

    /// Parses a template.
    ///
    /// @throws JinjaException of the kind [JinjaException.Kind#SYNTAX] if it is not valid, is longer than
    ///     2²⁰ characters or is nested too deep
    public static JinjaTemplate parse(String source) {
        if (source.length() > LONGEST) {
            throw new JinjaException(
                    JinjaException.Kind.SYNTAX, "the template has " + source.length() + " characters", 0);
        }
        List<Token> tokens = Lexer.tokens(source);
        Set<String> strings = tokens.stream()
                .filter(token -> token.kind() == Token.Kind.STRING)
                .map(Token::text)
                .collect(Collectors.toUnmodifiableSet());
        return new JinjaTemplate(StatementParser.parse(tokens), strings);
    }

    /// The strings that the template spells out, such as the names of roles it looks for.
    public Set<String> strings() {
        return strings;
    }

    /// Renders the template.
    ///
    /// @param variables what the template finds beside the built-in functions
    /// @param clock     the time that `strftime_now` shows
    /// @throws JinjaException if the template raises an error, fails, or does too much
    public Rendered render(Map<String, Value> variables, Supplier<ZonedDateTime> clock) {
        Budget budget = new Budget();
        Map<String, Value> all = new HashMap<>(Globals.of(clock, budget));
        all.putAll(variables);
        try {
            return Interpreter.render(statements, all, budget);
        } catch (StackOverflowError deep) {
            throw new JinjaException(JinjaException.Kind.TOO_MUCH, "a value or a call nested too deep", 0);
        }
    }
}
