/// The guides' code, compiled and run as tests.
@NullMarked
package dev.assay.examples;

import org.jspecify.annotations.NullMarked;
