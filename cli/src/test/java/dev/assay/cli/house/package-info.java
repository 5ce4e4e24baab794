/// Tests of the whole house: what its rooms may touch, and whether its pages are true.
@NullMarked
package dev.assay.cli.house;

import org.jspecify.annotations.NullMarked;
