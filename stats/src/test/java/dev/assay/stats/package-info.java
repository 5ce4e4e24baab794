/// Tests against closed forms, counting by hand, and published figures.
package dev.assay.stats;
