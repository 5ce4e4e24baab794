/// What every verb stands on: console, interruption, problems on the way out, and the run from arguments to exit
/// code.
@NullMarked
package dev.assay.cli.frame;

import org.jspecify.annotations.NullMarked;
