package dev.assay.model.remote;

import dev.assay.base.AssayException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a remote model is served and what it is called there.
///
/// The spelling is `http(s)://host[:port]/path#name`, such as `http://localhost:8000/v1#qwen2`. The path is the
/// one above `chat/completions`; the name is taken as it stands and may contain slashes. A query
/// (`?api-version=1`) is sent with each request and never shown.
///
/// @param base  scheme, host, port and path, without a slash at the end, query or fragment
/// @param query what goes behind each route's `?`, in its raw spelling; empty for nothing
/// @param model the name that requests carry
record Endpoint(URI base, String query, String model) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /// Reads the spelling.
    ///
    /// @throws AssayException `ASSAY-2031` if it is not one
    static Endpoint parse(String spec) {
        int hash = spec.indexOf('#');
        if (hash < 0 || spec.substring(hash + 1).isBlank()) {
            throw unreadable("it names no model", withoutSecrets(spec));
        }
        URI uri = uri(spec.substring(0, hash));
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw unreadable("it does not begin with http:// or https://", withoutSecrets(spec));
        }
        if (uri.getHost() == null) {
            throw unreadable("it names no host", withoutSecrets(spec));
        }
        if (uri.getRawUserInfo() != null) {
            throw unreadable("it holds a user or password, which belong in an environment variable", uri.getHost());
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        URI base = URI.create(scheme + "://" + uri.getHost() + port + path);
        return new Endpoint(base, uri.getRawQuery() == null ? "" : uri.getRawQuery(), spec.substring(hash + 1));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw unreadable("its address is not a URL at character " + e.getIndex(), withoutSecrets(text));
        }
    }

    private static String withoutSecrets(String spec) {
        return spec.replaceAll("//[^/@]*@", "//...@").replaceAll("\\?[^#]*", "?...");
    }

    private static AssayException unreadable(String why, String shown) {
        return AssayException.of(
                "ASSAY-2031",
                "This is not the address of a remote model: " + why + ".",
                "model " + (shown.isBlank() ? "(empty)" : shown),
                "write it as http(s)://host/v1#name, with the name that the endpoint lists under /v1/models");
    }

    /// The address of a route such as `chat/completions`.
    URI route(String path) {
        return URI.create(base + "/" + path + (query.isEmpty() ? "" : "?" + query));
    }

    /// The address of a route as messages show it: without the query.
    String shown(String path) {
        return base + "/" + path;
    }

    /// Whether what is sent can be read on the way: plain http to another machine.
    boolean unprotected() {
        return base.getScheme().equals("http")
                && !LOOPBACK.matcher(base.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /// The name that stands in evidence: the spelling without the query.
    String name() {
        return base + "#" + model;
    }
}
