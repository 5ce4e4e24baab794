/// Questions, answers and judgments from JSON, JSON lines and Parquet, as LiveBench's own files.
@NullMarked
package dev.assay.livebench.importing;

import org.jspecify.annotations.NullMarked;
