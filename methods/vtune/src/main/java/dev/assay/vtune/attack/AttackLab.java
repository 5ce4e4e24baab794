package dev.assay.vtune.attack;

import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.TemporaryFolder;
import dev.assay.model.LanguageModel;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.TaskCheck;
import dev.assay.vtune.verify.TaskResult;
import dev.assay.vtune.verify.Transcript;
import dev.assay.vtune.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Tries on models of one's own what providers of many kinds would look like, before the data are sent.
///
/// Every result is kept in the folder, so that a lab that was stopped goes on. The model of the honest provider
/// is kept too; what others trained is not.
///
/// @param sent     what was planted
/// @param task     how well a model does the task of the data
/// @param expected the least score of a model that learned the data; empty where that is not known
/// @param workshop where models are made
/// @param folder   of the results
public record AttackLab(Sent sent, TaskCheck task, Optional<Double> expected, Workshop workshop, Path folder) {
    private static final String HONEST = "honest";
    private static final String TRAINING = "training";

    /// A transcript lies in its model's own folder, wherever the lab lies.
    private static final String HERE = "the model of this folder";

    /// What such a provider looks like; empty if it was stopped.
    ///
    /// @param seed of its training
    public Optional<LabResult> run(Provider provider, long seed, BooleanSupplier stopped) {
        Path own = create(folder.resolve(name(provider.word(), seed)));
        Path result = own.resolve("result.json");
        if (Files.exists(result)) {
            return Optional.of(Json.read(result, LabResult.class));
        }
        Optional<LabResult> made =
                model(provider, seed, own).flatMap(model -> examine(provider, model.path(), seed, own, stopped));
        made.ifPresent(each -> {
            AtomicFiles.writeString(result, Json.write(each));
            if (!provider.word().equals(HONEST)) {
                new TemporaryFolder(own.resolve(TRAINING)).close();
            }
        });
        return made;
    }

    private static String name(String word, long seed) {
        return word.replace(':', '-') + "-" + seed;
    }

    /// A model that is served.
    ///
    /// @param path empty for the base model
    private record Served(Optional<Path> path) {}

    /// What a provider serves; empty if it was stopped.
    private Optional<Served> model(Provider provider, long seed, Path own) {
        if (provider.rows() == Provider.Rows.NONE) {
            return Optional.of(new Served(Optional.empty()));
        }
        Optional<Path> model = provider.edit().isPresent()
                ? honest(seed)
                : provider.onward()
                        ? honest(seed).flatMap(from -> trained(provider, seed, Optional.of(from), own))
                        : trained(provider, seed, Optional.empty(), own);
        return model.map(path -> new Served(Optional.of(path)));
    }

    private Optional<Path> honest(long seed) {
        return trained(Provider.parse(HONEST), seed, Optional.empty(), create(folder.resolve(name(HONEST, seed))));
    }

    /// Trains, or takes what was trained before.
    private Optional<Path> trained(Provider provider, long seed, Optional<Path> from, Path own) {
        Path done = own.resolve("model.path");
        if (Files.exists(done)) {
            return Optional.of(Path.of(Json.read(done, String.class)));
        }
        Path into = create(own.resolve(TRAINING));
        Path rows = sent.write(provider, seed, into.resolve("rows.jsonl"));
        Optional<Path> model = workshop.tune(rows, sent.passes(provider), from, into, seed);
        model.ifPresent(path ->
                AtomicFiles.writeString(done, Json.write(path.toAbsolutePath().toString())));
        return model;
    }

    private Optional<LabResult> examine(
            Provider provider, Optional<Path> model, long seed, Path own, BooleanSupplier stopped) {
        Optional<Edit> weights = provider.edit().filter(edit -> !(edit instanceof Edit.Cutting));
        try (TemporaryFolder scratch = TemporaryFolder.create();
                LanguageModel opened = workshop.open(model, weights, scratch.path(), seed)) {
            LanguageModel served =
                    provider.edit().isPresent() && weights.isEmpty() ? new CutModel(opened, sent.usualWords()) : opened;
            Optional<Outcome> outcome = verify(served, own, stopped);
            Optional<TaskResult> done = outcome.flatMap(ignored -> task(served, own, stopped));
            return done.map(scores -> LabResult.of(provider, seed, exposures(provider), outcome.orElseThrow(), scores));
        }
    }

    /// How often each signature was seen, in the mean.
    private double exposures(Provider provider) {
        double all = sent.manifest().dose().exposures();
        return switch (provider.rows()) {
            case ALL -> all * provider.share() * provider.length();
            case PLANTED -> all * sent.passes(provider);
            case CLEAN -> provider.onward() ? all : 0;
            case NONE, UNREPEATED, UNSURPRISING -> 0;
        };
    }

    private Optional<Outcome> verify(LanguageModel model, Path own, BooleanSupplier stopped) {
        Verification verification = Verification.of(sent.manifest(), false);
        try (Transcript transcript = Transcript.open(own.resolve("transcript.jsonl"), verification.hash(), HERE)) {
            return verification.run(model, transcript, sent.progress(), stopped);
        }
    }

    private Optional<TaskResult> task(LanguageModel model, Path own, BooleanSupplier stopped) {
        return ask(model, own.resolve("task.jsonl"), stopped)
                .flatMap(tuned -> base(stopped)
                        .map(before -> TaskResult.of(task.metric(), tuned, Optional.of(before), expected)));
    }

    /// The base model's scores, asked for once.
    private Optional<double[]> base(BooleanSupplier stopped) {
        Path own = create(folder.resolve("base"));
        try (TemporaryFolder scratch = TemporaryFolder.create();
                LanguageModel model = workshop.open(Optional.empty(), Optional.empty(), scratch.path(), 0)) {
            return ask(model, own.resolve("task.jsonl"), stopped);
        }
    }

    private Optional<double[]> ask(LanguageModel model, Path file, BooleanSupplier stopped) {
        try (Transcript transcript = Transcript.open(file, task.hash(), HERE)) {
            return task.ask(model, transcript, sent.progress(), stopped);
        }
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
