package dev.assay.lm.chat.jinja;

/// A template that cannot be parsed or evaluated.
public final class JinjaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Kind {
        /// The template is not valid, or uses a part of Jinja that chat templates do not have.
        SYNTAX,
        /// The template itself called `raise_exception`.
        RAISED,
        /// An operation failed: an undefined value was used, types do not fit.
        FAILED,
        /// The template took too many steps or made too much text.
        TOO_MUCH
    }

    private final Kind kind;

    private final String reason;
    private final int line;

    /// @param line where in the template, from 1; 0 if unknown
    public JinjaException(Kind kind, String message, int line) {
        super(message);
        this.kind = kind;
        this.reason = message;
        this.line = line;
    }

    static JinjaException failed(String message) {
        return new JinjaException(Kind.FAILED, message, 0);
    }

    /// What went wrong.
    public Kind kind() {
        return kind;
    }

    /// The template's own message, or what failed.
    public String reason() {
        return reason;
    }

    /// The line of the template, from 1; 0 if unknown.
    public int line() {
        return line;
    }

    JinjaException at(int place) {
        if (line > 0) {
            return this;
        }
        JinjaException placed = new JinjaException(kind, reason, place);
        placed.initCause(this);
        return placed;
    }
}
