/// Evidence in, dossier out: HTML, Markdown, JSON.
@NullMarked
package dev.assay.report;

import org.jspecify.annotations.NullMarked;
