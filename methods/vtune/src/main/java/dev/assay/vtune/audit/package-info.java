/// What a third party needs to check one group without learning of the others.
@NullMarked
package dev.assay.vtune.audit;

import org.jspecify.annotations.NullMarked;
