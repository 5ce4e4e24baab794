/// What a method returns: numbers with their uncertainty, tables, plots as data, findings, and where it all came
/// from.
@NullMarked
package dev.assay.base.evidence;

import org.jspecify.annotations.NullMarked;
