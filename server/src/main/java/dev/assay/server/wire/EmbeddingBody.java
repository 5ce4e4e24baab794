package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// The body of a request to `/v1/embeddings`.
///
/// @param model  by name
/// @param inputs texts or ids
/// @param base64 whether numbers are given as the base64 of their little-endian bytes, not as an array
/// @param user   for the log
public record EmbeddingBody(String model, List<CompletionBody.Given> inputs, boolean base64, Optional<String> user) {
    public EmbeddingBody {
        inputs = List.copyOf(inputs);
    }

    /// Reads a body.
    ///
    /// @throws WireProblem if a field is missing, wrong or not supported
    public static EmbeddingBody read(JsonNode body) {
        Fields fields = Fields.of(body);
        String format = fields.text("encoding_format").orElse("float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw WireProblem.field(
                    "encoding_format",
                    "unsupported_value",
                    "'encoding_format' is one of float, base64, not '" + format + "'.");
        }
        EmbeddingBody read = new EmbeddingBody(
                fields.requiredText("model"),
                CompletionBody.given(fields.required("input"), "input"),
                format.equals("base64"),
                GenerationBody.user(fields));
        fields.refuseOthers();
        if (read.inputs().stream().anyMatch(EmbeddingBody::isEmpty)) {
            throw WireProblem.field("input", "invalid_value", "'input' has an empty text.");
        }
        return read;
    }

    private static boolean isEmpty(CompletionBody.Given given) {
        return switch (given) {
            case CompletionBody.Given.Text(String text) -> text.isEmpty();
            case CompletionBody.Given.Ids(int[] ids) -> ids.length == 0;
        };
    }
}
