/// How a server is set up.
@NullMarked
package dev.assay.server.settings;

import org.jspecify.annotations.NullMarked;
