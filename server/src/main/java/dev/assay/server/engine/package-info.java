/// Runs the models: one thread, a bounded queue, and batches that sequences join and leave.
@NullMarked
package dev.assay.server.engine;

import org.jspecify.annotations.NullMarked;
