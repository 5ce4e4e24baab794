/// Readers of what endpoints send; not for other rooms.
@NullMarked
package dev.assay.model.remote.internal;

import org.jspecify.annotations.NullMarked;
