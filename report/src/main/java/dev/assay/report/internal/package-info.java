/// How the report room writes its pages; nothing here is for other rooms.
@NullMarked
package dev.assay.report.internal;

import org.jspecify.annotations.NullMarked;
