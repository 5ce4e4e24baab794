/// `assay livebench`: objective evaluation on questions that no model can have seen.
@NullMarked
package dev.assay.cli.livebench;

import org.jspecify.annotations.NullMarked;
