package dev.assay.livebench.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One row of a file, and where it stands.
///
/// @param fields its values by name, in the file's order
/// @param where  as a problem names it: `question.parquet, row 3`
record Row(ObjectNode fields, String where) {}
