/// The whole way from questions to scores in one folder.
@NullMarked
package dev.assay.livebench.run;

import org.jspecify.annotations.NullMarked;
