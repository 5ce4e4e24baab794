package dev.assay.base.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.assay.base.AssayException;
import dev.assay.base.NearestName;
import dev.assay.base.Problem;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns Jackson's exceptions into problems that say what, where and how to mend it.
public final class JsonFaults {
    private static final String MALFORMED = "ASSAY-4002";
    private static final String MISFIT = "ASSAY-4003";

    private static final Pattern SOURCE =
            Pattern.compile(" *\\((start marker )?at \\[Source: [^\\]]*\\]\\)| *at \\[Source: [^\\]]*\\]");

    private JsonFaults() {}

    /// The exception to throw in place of Jackson's; a record's own problems pass through unchanged.
    ///
    /// @param source the file's name, with its line number where the text is one line of it
    public static AssayException of(JsonProcessingException fault, String source) {
        if (fault.getCause() instanceof AssayException ours) {
            return ours;
        }
        return new AssayException(problem(fault, source), fault);
    }

    private static Problem problem(JsonProcessingException fault, String source) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> unknownKey(unknown, source);
            case ValueInstantiationException refused ->
                new Problem(MISFIT, "A value is refused: " + reason(refused) + ".", place(refused, source), "mend it");
            case JsonMappingException trailing
            when message(trailing).startsWith("Trailing token") ->
                new Problem(
                        MALFORMED,
                        "The text is not valid JSON: something follows the value.",
                        place(trailing, source),
                        "take out what follows the value");
            case JsonMappingException missing
            when isMissing(missing) ->
                new Problem(MISFIT, "A field is missing or null.", place(missing, source), "give this field its value");
            case JsonMappingException misfit
            when !(misfit.getCause() instanceof JsonParseException) ->
                new Problem(
                        MISFIT,
                        "A value does not fit: " + message(misfit) + ".",
                        place(misfit, source),
                        "give the value that this field needs");
            case StreamConstraintsException tooMuch ->
                new Problem(
                        MALFORMED,
                        "The JSON is beyond what is read: " + message(tooMuch) + ".",
                        place(tooMuch, source),
                        "check that this is the right file");
            default ->
                new Problem(
                        MALFORMED,
                        "The text is not valid JSON: " + message(fault) + ".",
                        place(fault, source),
                        "mend the text at this place");
        };
    }

    private static Problem unknownKey(UnrecognizedPropertyException unknown, String source) {
        Collection<Object> ids = unknown.getKnownPropertyIds();
        List<String> known = ids == null
                ? List.of()
                : ids.stream().map(String::valueOf).sorted().toList();
        String mend = NearestName.of(unknown.getPropertyName(), known)
                .map(near -> "write '" + near + "', or leave the key away")
                .orElseGet(() -> "leave it away; the keys here are " + String.join(", ", known));
        return new Problem(
                MISFIT, "There is no key '" + unknown.getPropertyName() + "' here.", place(unknown, source), mend);
    }

    private static boolean isMissing(JsonMappingException fault) {
        String text = message(fault);
        return text.startsWith("Null value for creator property") || text.startsWith("Cannot map `null` into type");
    }

    private static String reason(ValueInstantiationException refused) {
        Throwable cause = refused.getCause();
        String text = cause == null || cause.getMessage() == null ? message(refused) : cause.getMessage();
        return text.strip();
    }

    private static String message(JsonProcessingException fault) {
        String text = fault.getOriginalMessage();
        if (text == null || text.isBlank()) {
            return fault.getClass().getSimpleName();
        }
        // Where it is, in Jackson's words, is said by the place.
        String line = SOURCE.matcher(text.lines().collect(Collectors.joining(" ")))
                .replaceAll("")
                .strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static String place(JsonProcessingException fault, String source) {
        var place = new StringBuilder(source);
        JsonLocation location = fault.getLocation();
        if (location != null && location.getLineNr() > 0) {
            if (!source.contains(", line ")) {
                place.append(", line ").append(location.getLineNr());
            }
            place.append(", column ").append(location.getColumnNr());
        }
        if (fault instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            place.append(", field ").append(path(mapping));
        }
        return place.toString();
    }

    private static String path(JsonMappingException mapping) {
        var path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
