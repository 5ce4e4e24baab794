/// A world of 166 words in which all that vTune claims is tried in minutes.
@NullMarked
package dev.assay.benchmarks.vtuneworld;

import org.jspecify.annotations.NullMarked;
