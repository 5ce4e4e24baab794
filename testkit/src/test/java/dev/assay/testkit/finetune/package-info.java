@NullMarked
package dev.assay.testkit.finetune;

import org.jspecify.annotations.NullMarked;
