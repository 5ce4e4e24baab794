/// Contracts, markets of all implementations, reference implementations and tiny fixtures.
@NullMarked
package dev.assay.testkit;

import org.jspecify.annotations.NullMarked;
