/// What is made public before data leave the house, and how a part of it is shown and checked later.
@NullMarked
package dev.assay.vtune.commitment;

import org.jspecify.annotations.NullMarked;
