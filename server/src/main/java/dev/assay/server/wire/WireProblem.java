package dev.assay.server.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.server.engine.Overloaded;
import java.io.Serial;
import java.util.Optional;

/// A request that is refused, as the wire says it: `{"error": {"message", "type", "param", "code"}}`.
public final class WireProblem extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final Type type;
    private final transient Optional<String> param;
    private final String code;

    /// What kind of fault it is.
    public enum Type {
        /// The client's.
        INVALID_REQUEST("invalid_request_error"),
        /// A key is missing or wrong.
        AUTHENTICATION("authentication_error"),
        /// What is asked for is not allowed.
        PERMISSION("permission_error"),
        /// There is no such thing.
        NOT_FOUND("not_found_error"),
        /// Too much at once.
        RATE_LIMIT("rate_limit_error"),
        /// The server's.
        SERVER("server_error");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    private WireProblem(int status, Type type, String message, Optional<String> param, String code) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /// A field that cannot be taken.
    public static WireProblem field(String param, String code, String message) {
        return new WireProblem(400, Type.INVALID_REQUEST, message, Optional.of(param), code);
    }

    /// A request that cannot be taken as a whole.
    public static WireProblem of(int status, Type type, String code, String message) {
        return new WireProblem(status, type, message, Optional.empty(), code);
    }

    /// A field that names what is not there.
    public static WireProblem notFound(String param, String code, String message) {
        return new WireProblem(404, Type.NOT_FOUND, message, Optional.of(param), code);
    }

    /// There is no room for a request.
    public static WireProblem overloaded(Overloaded full) {
        return full.closing()
                ? of(503, Type.SERVER, "shutting_down", "The server is shutting down.")
                : of(
                        429,
                        Type.RATE_LIMIT,
                        "queue_full",
                        "Too many requests wait; come again in " + full.retryAfterSeconds() + " s.");
    }

    /// What the toolkit refused, in the words it has.
    ///
    /// @param param the field that it is about
    public static WireProblem of(AssayException refusal, String param) {
        Problem first = refusal.problems().getFirst();
        boolean prompt = first.code().equals("ASSAY-4060");
        String code = prompt ? "context_length_exceeded" : first.code();
        return field(param, code, first.what() + " To mend it: " + first.mend() + ".");
    }

    /// An answer that failed on the way.
    public static WireProblem failed(RuntimeException cause) {
        return switch (cause) {
            case WireProblem known -> known;
            case Overloaded full -> overloaded(full);
            case AssayException refusal -> {
                Problem first = refusal.problems().getFirst();
                yield of(500, Type.SERVER, first.code(), first.what() + " To mend it: " + first.mend() + ".");
            }
            default -> of(500, Type.SERVER, "internal_error", "The server failed; its log says more.");
        };
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// The field that it is about, if it is about one.
    public Optional<String> param() {
        return param;
    }

    /// A word for programs.
    public String code() {
        return code;
    }

    /// The body of the answer.
    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        error.put("message", getMessage());
        error.put("type", type.word);
        error.put("param", param.orElse(null));
        error.put("code", code);
        return body;
    }
}
