/// Arrays in, numbers out: intervals, exact tests, scoring rules, log-space sums.
@NullMarked
package dev.assay.stats;

import org.jspecify.annotations.NullMarked;
