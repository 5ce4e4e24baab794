/// The OpenAI wire format: what requests may say, and how answers and faults are written.
@NullMarked
package dev.assay.server.wire;

import org.jspecify.annotations.NullMarked;
