@NullMarked
package dev.assay.lm.chat;

import org.jspecify.annotations.NullMarked;
