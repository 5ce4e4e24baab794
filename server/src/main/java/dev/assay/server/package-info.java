/// A local model behind the OpenAI wire format.
@NullMarked
package dev.assay.server;

import org.jspecify.annotations.NullMarked;
