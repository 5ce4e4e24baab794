/// An interpreter for the part of Jinja that chat templates are written in.
///
/// Lexer, parser and evaluator follow Jinja 3 with Python's values, as Hugging Face sets it up for chat
/// templates: sandboxed and immutable, `trim_blocks` and `lstrip_blocks` on, loop controls, `{% generation %}`,
/// and `tojson` without HTML escapes. Templates are untrusted: they reach no Java object, and steps, sizes and
/// depths are bounded.
@NullMarked
package dev.assay.lm.chat.jinja;

import org.jspecify.annotations.NullMarked;
