/// What every room uses: problems, intervals, evidence, provenance, progress, files, JSON and TOML.
@NullMarked
package dev.assay.base;

import org.jspecify.annotations.NullMarked;
