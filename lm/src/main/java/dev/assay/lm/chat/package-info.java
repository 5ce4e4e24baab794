/// Conversations to text, as the model's own chat template says, with the parts that the assistant speaks.
@NullMarked
package dev.assay.lm.chat;

import org.jspecify.annotations.NullMarked;
