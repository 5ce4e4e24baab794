package dev.assay.report.internal;

import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What all chapters of a dossier rest on, together: the front page's summary of provenance.
///
/// @param inputs   name of each input and the first digits of its sha256; two lines where two chapters differ
/// @param versions of software
/// @param machines one line each
/// @param seeds    of randomness, ascending
/// @param runs     when the chapters' runs took place, first and last
record Examined(
        List<String> inputs, List<String> versions, List<String> machines, List<String> seeds, List<String> runs) {
    private static final int HASH_DIGITS = 12;
    private static final int MOST_LINES = 12;

    static Examined of(List<Evidence> chapters) {
        List<Provenance> all = chapters.stream().map(Evidence::provenance).toList();
        return new Examined(
                capped(lines(all, Provenance::inputs, Examined::input)),
                capped(lines(all, Provenance::versions, (name, version) -> name + " " + version)),
                capped(machines(all)),
                capped(new ArrayList<>(
                        new TreeSet<>(all.stream().map(Provenance::seed).toList())
                                .stream().map(String::valueOf).toList())),
                runs(all));
    }

    private static String input(String name, String sha256) {
        boolean hash = sha256.matches("[0-9a-fA-F]{32,}");
        return name + " (" + (hash ? "sha256 " + sha256.substring(0, HASH_DIGITS) + "…" : sha256) + ")";
    }

    private static List<String> lines(
            List<Provenance> all,
            Function<Provenance, Map<String, String>> part,
            java.util.function.BinaryOperator<String> line) {
        Set<String> lines = new TreeSet<>();
        all.forEach(one -> part.apply(one).forEach((name, value) -> lines.add(line.apply(name, value))));
        return new ArrayList<>(lines);
    }

    private static List<String> machines(List<Provenance> all) {
        Set<String> machines = new LinkedHashSet<>();
        for (Provenance one : all) {
            if (!one.machine().isEmpty()) {
                machines.add(new TreeMap<>(one.machine())
                        .entrySet().stream()
                                .map(part -> part.getKey() + " " + part.getValue())
                                .collect(Collectors.joining(", ")));
            }
        }
        return new ArrayList<>(machines);
    }

    private static List<String> runs(List<Provenance> all) {
        List<String> times = all.stream().map(Provenance::created).sorted().toList();
        String first = Wording.date(times.getFirst());
        String last = Wording.date(times.getLast());
        return List.of(first.equals(last) ? first : first + " to " + last);
    }

    private static List<String> capped(List<String> lines) {
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> capped = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
        capped.add("and " + (lines.size() - capped.size()) + " more, named in the chapters");
        return capped;
    }
}
