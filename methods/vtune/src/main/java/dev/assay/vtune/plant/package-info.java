/// Planting: secret rows among the data, the file that is sent, and what is kept and published about them.
@NullMarked
package dev.assay.vtune.plant;

import org.jspecify.annotations.NullMarked;
