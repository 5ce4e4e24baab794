@NullMarked
package dev.assay.lm.chat.jinja;

import org.jspecify.annotations.NullMarked;
