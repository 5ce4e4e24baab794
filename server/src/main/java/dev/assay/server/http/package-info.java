/// Connections, routes and streams.
@NullMarked
package dev.assay.server.http;

import org.jspecify.annotations.NullMarked;
