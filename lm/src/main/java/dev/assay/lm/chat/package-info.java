/// Conversations as text: chat templates in the Jinja that models use.
@NullMarked
package dev.assay.lm.chat;

import org.jspecify.annotations.NullMarked;
