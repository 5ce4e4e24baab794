@NullMarked
package dev.assay.tiny.data;

import org.jspecify.annotations.NullMarked;
