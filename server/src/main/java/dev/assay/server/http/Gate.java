package dev.assay.server.http;

import dev.assay.server.settings.ServerSettings;
import dev.assay.server.wire.WireProblem;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Says who may ask.
final class Gate {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final ServerSettings.Access access;
    private final boolean loopback;

    Gate(ServerSettings settings) {
        this.access = settings.access();
        this.loopback = settings.listen().isLoopback();
    }

    /// Refuses who may not ask.
    ///
    /// @throws WireProblem 401 without the right key; 403 for a name that is not this machine's, under
    ///     which a web page elsewhere might reach a server that only listens to this machine
    void requireName(HttpServerRequest request) {
        Optional<String> name = Optional.ofNullable(request.authority()).map(authority -> authority.host());
        if (loopback && name.isPresent() && !LOOPBACK_NAMES.contains(name.get().toLowerCase(Locale.ROOT))) {
            throw WireProblem.of(
                    403,
                    WireProblem.Type.PERMISSION,
                    "host_not_allowed",
                    "This server listens to its own machine only, and is not called '" + name.get() + "'.");
        }
    }

    /// Refuses what a web page of another origin has its visitor's browser send: it could not read the
    /// answer, but have the server write it.
    ///
    /// @throws WireProblem 403
    void requireOrigin(HttpServerRequest request) {
        String origin = Optional.ofNullable(request.getHeader("origin")).orElse("");
        String own = Optional.ofNullable(request.getHeader("host")).orElse("");
        if (!origin.isEmpty()
                && !origin.equals("http://" + own)
                && origin(request).isEmpty()) {
            throw WireProblem.of(
                    403,
                    WireProblem.Type.PERMISSION,
                    "origin_not_allowed",
                    "Web pages of '" + origin + "' may not ask here; --allow-origin names those that may.");
        }
    }

    /// @throws WireProblem 401
    void requireKey(HttpServerRequest request) {
        if (access.key().isEmpty()) {
            return;
        }
        String header = Optional.ofNullable(request.getHeader("authorization")).orElse("");
        String given = header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7) : "";
        byte[] expected = access.key().get().getBytes(StandardCharsets.UTF_8);
        // The time that this takes does not depend on where the two differ.
        if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw WireProblem.of(
                    401,
                    WireProblem.Type.AUTHENTICATION,
                    "invalid_api_key",
                    "The API key is missing or wrong; send it as 'Authorization: Bearer KEY'.");
        }
    }

    /// The origin of a web page that may read the answer, if it asks as one.
    Optional<String> origin(HttpServerRequest request) {
        List<String> allowed = access.origins();
        return Optional.ofNullable(request.getHeader("origin"))
                .filter(origin -> allowed.contains(origin) || allowed.contains("*"));
    }
}
