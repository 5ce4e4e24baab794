/// `assay serve`: a local model behind the OpenAI wire format.
@NullMarked
package dev.assay.cli.serve;

import org.jspecify.annotations.NullMarked;
