/// Makers of questions on tables, and the tables that they ask of.
@NullMarked
package dev.assay.livebench.fresh.tables;

import org.jspecify.annotations.NullMarked;
