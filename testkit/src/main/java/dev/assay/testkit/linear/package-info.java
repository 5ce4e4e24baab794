/// What every linear map must keep to, and the list of all there are.
@NullMarked
package dev.assay.testkit.linear;

import org.jspecify.annotations.NullMarked;
