/// Mixtures of experts: a router sends each row to a few of many linear maps, and only those are computed.
@NullMarked
package dev.assay.nn.moe;

import org.jspecify.annotations.NullMarked;
