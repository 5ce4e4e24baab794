/// How base does its work; not for other rooms.
@NullMarked
package dev.assay.base.internal;

import org.jspecify.annotations.NullMarked;
