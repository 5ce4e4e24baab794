package dev.assay.livebench.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/// A value as DuckDB gives it, as JSON.
///
/// | there | here |
/// |---|---|
/// | text, enumeration, UUID, time | text |
/// | date, timestamp (that with a time zone in UTC) | `YYYY-MM-DD`; the time of day goes, as in LiveBench's own files |
/// | list, struct, map | list, object, object; what is null in them stays null |
/// | whole number, decimal, floating-point number | number; NaN, which pandas writes for what is missing, is null |
/// | JSON | what it says |
/// | bytes | text, read as UTF-8 |
final class SqlValue {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SqlValue() {}

    /// @throws SQLException if it cannot be fetched
    static JsonNode json(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> JSON.nullNode();
            case String text -> JSON.textNode(text);
            case Boolean truth -> JSON.booleanNode(truth);
            case BigDecimal number -> JSON.numberNode(number);
            case BigInteger number -> JSON.numberNode(number);
            case Double number -> number(number);
            case Float number -> number(Double.parseDouble(number.toString()));
            case Number whole -> JSON.numberNode(whole.longValue());
            case LocalDate day -> JSON.textNode(day.toString());
            case LocalDateTime time -> JSON.textNode(time.toLocalDate().toString());
            case Timestamp time ->
                JSON.textNode(time.toLocalDateTime().toLocalDate().toString());
            case OffsetDateTime time ->
                JSON.textNode(
                        time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate().toString());
            case Array list -> list((Object[]) list.getArray());
            case DuckDBStruct struct -> object(struct.getMap());
            case Map<?, ?> map -> object(map);
            case org.duckdb.JsonNode json -> Json.tree(json.toString());
            case Blob bytes ->
                JSON.textNode(new String(bytes.getBytes(1, (int) bytes.length()), StandardCharsets.UTF_8));
            default -> JSON.textNode(value.toString());
        };
    }

    private static JsonNode number(double number) {
        return Double.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
    }

    private static ArrayNode list(@Nullable Object[] items) throws SQLException {
        ArrayNode list = JSON.arrayNode(items.length);
        for (Object item : items) {
            list.add(json(item));
        }
        return list;
    }

    private static ObjectNode object(Map<?, ?> entries) throws SQLException {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            object.set(String.valueOf(entry.getKey()), json(entry.getValue()));
        }
        return object;
    }
}
