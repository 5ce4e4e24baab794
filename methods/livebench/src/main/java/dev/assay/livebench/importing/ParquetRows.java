package dev.assay.livebench.importing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;
import org.duckdb.DuckDBDriver;

/// Rows of a Parquet file, read by DuckDB in memory.
///
/// DuckDB may open this one file and nothing else: no other file, no network, no extension; that is
/// locked before the file is looked at. It has one thread and at most 1 GB of memory, and rows come as
/// they are read.
final class ParquetRows {
    private static final String MEMORY = "1GB";
    private static final String QUERY = "SELECT * FROM read_parquet(?, hive_partitioning = false)";
    private static final String INDEX_OF_PANDAS = "__index_level_";

    private ParquetRows() {}

    /// Gives each row, in order.
    ///
    /// @throws AssayException `ASSAY-4206` if the file is damaged, or DuckDB does not run here
    static void read(Path file, Consumer<Row> each) {
        String path = file.toAbsolutePath().toString();
        requireNoPattern(path);
        try (Connection connection = open(path);
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setString(1, path);
            try (ResultSet rows = query.executeQuery()) {
                for (long number = 1; rows.next(); number++) {
                    each.accept(new Row(fields(rows), file + ", row " + number));
                }
            }
        } catch (SQLException e) {
            throw new AssayException(
                    Refusal.problem(
                            "The Parquet file cannot be read: " + firstLine(e) + ".",
                            file.toString(),
                            "fetch it anew, or write it anew with fewer rows in each group"),
                    e);
        } catch (LinkageError e) {
            throw new AssayException(
                    Refusal.problem(
                            "Parquet cannot be read on this machine: " + e.getMessage() + ".",
                            file.toString(),
                            "turn the file into JSON lines elsewhere"),
                    e);
        }
    }

    /// DuckDB takes a name with these signs for a pattern, and no sign makes them stand for themselves.
    private static void requireNoPattern(String path) {
        if (path.matches("(?s).*[*?\\[].*")) {
            throw Refusal.of(
                    "A Parquet file cannot be read under a name with *, ? or [.",
                    path,
                    "give it, or its folder, another");
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /// A database in memory that may read one file and nothing else.
    static Connection open(String path) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("temp_directory", "");
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET allowed_paths = ['" + path.replace("'", "''") + "']");
            statement.execute("SET allow_persistent_secrets = false");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static ObjectNode fields(ResultSet rows) throws SQLException {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            if (!name.startsWith(INDEX_OF_PANDAS)) {
                fields.set(name, SqlValue.json(rows.getObject(i)));
            }
        }
        return fields;
    }
}
