package dev.assay.lm.chat.jinja;

/// One token of a template.
///
/// @param kind  what it is
/// @param text  the text between tags, a name, the value of a string, the digits of a number, or an operator
/// @param line  line of the template, from 1
record Token(Kind kind, String text, int line) {
    enum Kind {
        /// Text between tags, white space control done.
        DATA,
        BLOCK_BEGIN,
        BLOCK_END,
        VARIABLE_BEGIN,
        VARIABLE_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        /// The end of the template.
        END
    }

    boolean is(Kind wanted, String spelling) {
        return kind == wanted && text.equals(spelling);
    }

    boolean isOperator(String spelling) {
        return is(Kind.OPERATOR, spelling);
    }

    boolean isName(String spelling) {
        return is(Kind.NAME, spelling);
    }
}
