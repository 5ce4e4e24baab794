package dev.assay.cli.serve;

import dev.assay.base.Default;
import dev.assay.server.settings.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `assay serve --config FILE` reads; every key may be left away.
///
/// @param model  how the weights are held, and what goes on them
/// @param listen where the server listens
/// @param access who may ask
/// @param limits what is refused
/// @param batch  how much runs at once
/// @param log    what is written of each request
record ServeConfiguration(
        Model model, ServerSettings.Listen listen, Access access, Limits limits, Batch batch, ServerSettings.Log log) {
    /// The `[model]` table.
    ///
    /// @param name      what clients call it; the folder's name if left away
    /// @param adapters  folders by the names under which they are served
    /// @param precision of the weights
    /// @param quantize  in fewer bits
    record Model(
            Optional<String> name,
            @Default("{}") Map<String, Path> adapters,
            @Default("f32") String precision,
            Optional<String> quantize) {}

    /// The `[access]` table. The key itself never stands in a file.
    ///
    /// @param keyVariable the environment's variable that holds the key clients must send
    /// @param origins     of web pages that may ask
    record Access(
            @Default("ASSAY_API_KEY") String keyVariable,
            @Default("[]") List<String> origins) {}

    /// The `[limits]` table.
    ///
    /// @param bodyBytes      of a request at most
    /// @param headerBytes    of a request at most
    /// @param requestSeconds for the headers to come, and as many for the body
    /// @param answerSeconds  for an answer
    record Limits(
            @Default("4194304") int bodyBytes,
            @Default("16384") int headerBytes,
            @Default("30") int requestSeconds,
            @Default("600") int answerSeconds) {}

    /// The `[batch]` table.
    ///
    /// @param sequences       written together at most
    /// @param queue           sequences that wait at most
    /// @param prefixMebibytes for what prompts began with, for each model name
    record Batch(
            @Default("16") int sequences,
            @Default("256") int queue,
            @Default("256") int prefixMebibytes) {}

    private static final String KEY_VARIABLE = "ASSAY_API_KEY";

    /// The server's settings.
    ///
    /// @param environment holds the key that clients must send
    /// @throws IllegalArgumentException if a value is out of its range, or a variable that was named
    ///     for the key is not set: the server would be open without a word
    ServerSettings settings(Map<String, String> environment) {
        Optional<String> key = Optional.ofNullable(environment.get(access.keyVariable));
        if (key.isEmpty() && !access.keyVariable.equals(KEY_VARIABLE)) {
            throw new IllegalArgumentException(
                    "access.key-variable names " + access.keyVariable + ", which is not set");
        }
        model.name.filter(String::isBlank).ifPresent(name -> {
            throw new IllegalArgumentException("model.name is empty");
        });
        Duration request = Duration.ofSeconds(limits.requestSeconds);
        return new ServerSettings(
                listen,
                new ServerSettings.Access(key, access.origins),
                new ServerSettings.Limits(
                        limits.bodyBytes,
                        limits.headerBytes,
                        request,
                        request,
                        Duration.ofSeconds(limits.answerSeconds)),
                new ServerSettings.Batch(batch.sequences, batch.queue, (long) batch.prefixMebibytes << 20),
                log);
    }
}
