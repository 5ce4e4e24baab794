package dev.assay.server.settings;

import dev.assay.base.Default;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a server is set up.
///
/// @param listen where it listens
/// @param access who may ask
/// @param limits what is refused
/// @param batch  how much runs at once
/// @param log    what is written of each request
public record ServerSettings(Listen listen, Access access, Limits limits, Batch batch, Log log) {
    /// Loopback, no key, generous limits.
    public static final ServerSettings DEFAULT =
            new ServerSettings(Listen.DEFAULT, Access.DEFAULT, Limits.DEFAULT, Batch.DEFAULT, Log.DEFAULT);

    /// Where a server listens.
    ///
    /// @param host an address of this machine; loopback unless another is named
    /// @param port 0 takes a free one
    public record Listen(
            @Default("127.0.0.1") String host,
            @Default("8080") int port) {
        /// Port 8080 on loopback.
        public static final Listen DEFAULT = new Listen("127.0.0.1", 8080);

        public Listen {
            Bounds.within("listen.port", port, 0, 65_535);
        }

        /// Whether only this machine reaches it; so too where there is no such host, and nobody will.
        public boolean isLoopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return true;
            }
        }
    }

    /// Who may ask.
    ///
    /// @param key     what clients give as bearer token, if they have to
    /// @param origins web pages' origins that may ask through a browser
    public record Access(Optional<String> key, List<String> origins) {
        private static final String ORIGIN = "\\*|[a-z][a-z0-9+.-]*://[^/\\s]+";

        /// Everybody who reaches the port; no web page but the server's own.
        public static final Access DEFAULT = new Access(Optional.empty(), List.of());

        public Access {
            origins = List.copyOf(origins);
            origins.stream()
                    .filter(origin -> !origin.matches(ORIGIN))
                    .findFirst()
                    .ifPresent(origin -> {
                        throw new IllegalArgumentException("access.origins has '" + origin
                                + "', which is no origin such as https://tools.example");
                    });
            if (key.isPresent() && key.get().isBlank()) {
                throw new IllegalArgumentException("the API key is empty");
            }
        }

        @Override
        public String toString() {
            return "Access[key=" + (key.isPresent() ? "set" : "none") + ", origins=" + origins + "]";
        }
    }

    /// What is refused.
    ///
    /// @param bodyBytes   of a request at most
    /// @param headerBytes of a request at most
    /// @param headerTime  in which the headers must have come, and after which an idle connection is
    ///     closed
    /// @param bodyTime    in which the body must have come
    /// @param answerTime  after which an answer is given up
    public record Limits(int bodyBytes, int headerBytes, Duration headerTime, Duration bodyTime, Duration answerTime) {
        /// 4 MiB bodies, 16 KiB headers, 30 s for either, ten minutes for an answer.
        public static final Limits DEFAULT =
                new Limits(4 << 20, 16 << 10, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(10));

        public Limits {
            Bounds.within("limits.body-bytes", bodyBytes, 1, 1 << 30);
            Bounds.within("limits.header-bytes", headerBytes, 256, 1 << 20);
            Bounds.positive("limits.request-seconds", headerTime);
            Bounds.positive("limits.request-seconds", bodyTime);
            Bounds.positive("limits.answer-seconds", answerTime);
        }
    }

    /// How much runs at once.
    ///
    /// @param sequences   generated together at most
    /// @param queue       sequences that wait at most; beyond it clients are asked to come again
    /// @param prefixBytes memory for what prompts began with, for each model name
    public record Batch(int sequences, int queue, long prefixBytes) {
        /// 16 together, 256 waiting, 256 MiB remembered.
        public static final Batch DEFAULT = new Batch(16, 256, 256L << 20);

        public Batch {
            Bounds.within("batch.sequences", sequences, 1, 1024);
            Bounds.within("batch.queue", queue, 0, 1 << 20);
            if (prefixBytes < 0) {
                throw new IllegalArgumentException("batch.prefix-mebibytes is at least 0, not " + (prefixBytes >> 20));
            }
        }
    }

    /// What is written of each request.
    ///
    /// @param requests whether there is a line for each
    /// @param prompts  whether it holds the request's body
    public record Log(
            @Default("true") boolean requests,
            @Default("false") boolean prompts) {
        /// A line without the prompt.
        public static final Log DEFAULT = new Log(true, false);
    }

    /// The same at another place.
    public ServerSettings with(Listen other) {
        return new ServerSettings(other, access, limits, batch, log);
    }

    /// The same for others.
    public ServerSettings with(Access other) {
        return new ServerSettings(listen, other, limits, batch, log);
    }

    /// The same with other limits.
    public ServerSettings with(Limits other) {
        return new ServerSettings(listen, access, other, batch, log);
    }

    /// The same with more or less at once.
    public ServerSettings with(Batch other) {
        return new ServerSettings(listen, access, limits, other, log);
    }

    /// The same with another log.
    public ServerSettings with(Log other) {
        return new ServerSettings(listen, access, limits, batch, other);
    }
}
