package dev.assay.tiny.data;

import java.util.List;
import java.util.Map;

/// What `data.json` says of the files beside it.
///
/// @param source    where the words come from
/// @param licence   under which terms
/// @param seed      the seed of splits, order and wording
/// @param concepts  how many concepts each split has
/// @param files     the files, in the order of their names
/// @param templates the rows of each template in each split, and what guessing scores there
public record DataManifest(
        String source,
        String licence,
        long seed,
        Map<String, Integer> concepts,
        List<WrittenFile> files,
        List<TemplateRow> templates) {

    public DataManifest {
        concepts = Map.copyOf(concepts);
        files = List.copyOf(files);
        templates = List.copyOf(templates);
    }

    /// A file that was written.
    ///
    /// @param name   its name in the folder
    /// @param bytes  its length
    /// @param lines  how many lines it has
    /// @param sha256 64 hexadecimal digits
    public record WrittenFile(String name, long bytes, long lines, String sha256) {}

    /// [TemplateStatistics] in the words of the files.
    public record TemplateRow(
            String template, String split, int rows, int answers, String majorityAnswer, double majorityBaseline) {
        static TemplateRow of(TemplateStatistics statistics) {
            return new TemplateRow(
                    statistics.template().label(),
                    statistics.split().label(),
                    statistics.rows(),
                    statistics.answers(),
                    statistics.majorityAnswer(),
                    statistics.majorityBaseline());
        }
    }
}
