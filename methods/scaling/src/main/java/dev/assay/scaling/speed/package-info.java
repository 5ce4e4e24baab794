/// How fast structured layers are beside dense ones on this machine.
@NullMarked
package dev.assay.scaling.speed;

import org.jspecify.annotations.NullMarked;
