package dev.assay.tiny.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How many rows a template has in a split, and how often guessing its most frequent answer is right.
///
/// @param template       the kind of question
/// @param split          the split
/// @param rows           how many there are, at least one
/// @param answers        how many different answers
/// @param majorityAnswer the most frequent one; of equals the first in the alphabet
/// @param majorityRows   how many rows have it
public record TemplateStatistics(
        Template template, Split split, int rows, int answers, String majorityAnswer, int majorityRows) {

    /// The accuracy of always giving the majority's answer, from 0 to 1: what a model must beat, if its
    /// questions share their choices.
    public double majorityBaseline() {
        return (double) majorityRows / rows;
    }

    /// The statistics of each template and split that has rows, by split, then by template.
    public static List<TemplateStatistics> of(Collection<Instruction> rows) {
        Map<Split, Map<Template, List<String>>> answers = rows.stream()
                .collect(Collectors.groupingBy(
                        Instruction::split,
                        TreeMap::new,
                        Collectors.groupingBy(
                                row -> row.question().template(),
                                TreeMap::new,
                                Collectors.mapping(row -> row.question().answer(), Collectors.toList()))));
        return answers.entrySet().stream()
                .flatMap(bySplit -> bySplit.getValue().entrySet().stream()
                        .map(byTemplate -> of(byTemplate.getKey(), bySplit.getKey(), byTemplate.getValue())))
                .toList();
    }

    private static TemplateStatistics of(Template template, Split split, List<String> answers) {
        Map<String, Integer> counts = new TreeMap<>();
        answers.forEach(answer -> counts.merge(answer, 1, Integer::sum));
        Map.Entry<String, Integer> majority = counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow();
        return new TemplateStatistics(
                template, split, answers.size(), counts.size(), majority.getKey(), majority.getValue());
    }
}
