package dev.assay.lm.constrain;

import com.fasterxml.jackson.databind.JsonNode;

/// The JSON texts that may be written: any object, or what a JSON Schema allows.
///
/// A text has no space but one after a colon or a comma, so that a writer that is not sure of itself
/// cannot write spaces for ever; numbers have a bounded number of digits for the same reason, and
/// values of any form are nested at most 32 deep.
public final class JsonGrammar {
    private static final int ANY_DEPTH = 32;
    private static final JsonGrammar OBJECT = new JsonGrammar(new Rule.AnyObject(ANY_DEPTH));

    private final JsonState start;

    private JsonGrammar(Rule rule) {
        this.start = JsonState.of(rule);
    }

    /// Any object.
    public static JsonGrammar object() {
        return OBJECT;
    }

    /// What a schema allows.
    ///
    /// Understood are `type`, `properties`, `required`, `additionalProperties` (`false`, which is also
    /// what is meant where it is absent), `enum`, `const`, `anyOf`, `$ref` into the schema, `$defs` and
    /// `definitions`, `items`, `minItems`, `maxItems`, `minLength` and `maxLength`. Properties come in
    /// the order in which they are declared.
    ///
    /// @throws IllegalArgumentException for another keyword, or a schema that contradicts itself; the
    ///     message says where
    public static JsonGrammar of(JsonNode schema) {
        return new JsonGrammar(
                new SchemaReader(schema, new Rule.Anything(ANY_DEPTH), new Rule.AnyObject(ANY_DEPTH)).read());
    }

    /// Where a text begins.
    public JsonState start() {
        return start;
    }
}
