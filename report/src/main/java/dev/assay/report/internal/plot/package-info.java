/// Plots as inline SVG: the plotting library lays out axes and marks, a canvas of our own writes what it draws.
@NullMarked
package dev.assay.report.internal.plot;

import org.jspecify.annotations.NullMarked;
