/// TOML into records and back; not for other rooms.
@NullMarked
package dev.assay.base.internal.toml;

import org.jspecify.annotations.NullMarked;
