/// What a dishonest provider could do, tried on one's own data before it is sent.
@NullMarked
package dev.assay.vtune.attack;

import org.jspecify.annotations.NullMarked;
