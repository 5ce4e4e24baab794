package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.NearestName;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.SeedOption;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import dev.assay.livebench.release.FreshRelease;
import dev.assay.livebench.release.Makers;
import dev.assay.livebench.release.Manifest;
import dev.assay.livebench.release.Material;
import dev.assay.livebench.release.ReleasePlan;
import dev.assay.livebench.release.Succession;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench fresh`: makes questions that no model can have seen.
@Command(
        name = "fresh",
        description = {
            "Make new questions with one right answer each, from a seed and from texts and tables of yours.",
            "Each is checked by the task's own grader; none repeats an earlier one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench fresh --out fresh --count 20",
            "  assay livebench fresh --out fresh --texts news/ --tables tables/ --earlier question.jsonl --tasks typos,tablejoin"
        })
public final class FreshVerb implements Verb {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for question.jsonl and manifest.json.")
    private Path out = Path.of("");

    @Option(
            names = "--tasks",
            split = ",",
            paramLabel = "TASK",
            description = "Only these tasks, categories or subtasks (default: all). May be repeated.")
    private List<String> tasks = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "Questions of each kind (default 20).")
    private int count = 20;

    @Option(names = "--difficulty", paramLabel = "LEVEL", description = "easy, medium or hard (default: each in turn).")
    private Optional<Difficulty> difficulty = Optional.empty();

    @Option(
            names = "--release-date",
            paramLabel = "DAY",
            description = "Day that the questions carry (default: today).")
    private Optional<LocalDate> day = Optional.empty();

    @Option(
            names = "--texts",
            paramLabel = "DIR",
            description = "Recent texts, .txt or .md, for typos, plots and instructions (default: bundled ones).")
    private Optional<Path> texts = Optional.empty();

    @Option(
            names = "--tables",
            paramLabel = "DIR",
            description = "Tables, .csv, for joins, formats and column types (default: made-up ones).")
    private Optional<Path> tables = Optional.empty();

    @Option(
            names = "--groups",
            paramLabel = "FILE",
            description =
                    "Groups of words, JSON lines {\"theme\", \"words\"}, for connections (default: bundled ones).")
    private Optional<Path> groups = Optional.empty();

    @Option(
            names = "--earlier",
            split = ",",
            paramLabel = "FILE",
            description = "Questions that must not come again. May be repeated.")
    private List<Path> earlier = new ArrayList<>();

    @Option(
            names = "--retire",
            description =
                    "Write the earlier questions too, and let as many of a task retire as are new, the oldest first.")
    private boolean retire;

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        ReleasePlan plan = plan();
        Material material = Material.read(texts, groups, tables);
        List<Maker> makers = chosen(Makers.of(material));
        List<Question> before =
                earlier.stream().flatMap(file -> Questions.read(file).stream()).toList();
        FreshRelease release = new FreshRelease(plan, before);
        List<FreshRelease.Made> made = new ArrayList<>();
        try (Progress.Bar bar = Progress.onStandardError(chosen.quiet())
                .start("make", (long) plan.count() * makers.size(), "question")) {
            makers.forEach(maker -> made.add(release.make(maker, interruption::requested, () -> bar.advance(1))));
        }
        if (interruption.requested()) {
            chosen.note("stopped; nothing was written");
            return ExitCode.INTERRUPTED;
        }
        List<Question> fresh =
                made.stream().flatMap(each -> each.questions().stream()).toList();
        Questions.write(out.resolve("question.jsonl"), retire ? new Succession(plan.day()).of(before, fresh) : fresh);
        new Manifest(plan, made, material.files(), earlier).write(out.resolve("manifest.json"));
        show(chosen, made);
        return made.stream().allMatch(each -> each.questions().size() == plan.count()) ? ExitCode.DONE : ExitCode.GATE;
    }

    private ReleasePlan plan() {
        try {
            return new ReleasePlan(
                    day.orElseGet(() -> LocalDate.now(ZoneOffset.UTC)),
                    // Without a seed of the user's nobody can foresee the questions.
                    seed.seed().orElseGet(() -> new SecureRandom().nextLong()),
                    count,
                    difficulty);
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2122",
                    "There can be no such release: " + e.getMessage() + ".",
                    "--count " + count,
                    "see assay livebench fresh --help");
        }
    }

    private List<Maker> chosen(List<Maker> all) {
        TreeSet<String> names = new TreeSet<>();
        all.forEach(maker -> names.addAll(names(maker)));
        for (String task : tasks) {
            if (!names.contains(task)) {
                throw AssayException.of(
                        "ASSAY-2122",
                        "Nothing makes questions of '" + task + "'.",
                        "--tasks " + task,
                        NearestName.of(task, names)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("name some of: " + String.join(", ", names)));
            }
        }
        return all.stream()
                .filter(maker -> tasks.isEmpty() || tasks.stream().anyMatch(names(maker)::contains))
                .toList();
    }

    private static List<String> names(Maker maker) {
        return List.of(
                maker.kind().category(), maker.kind().task(), maker.kind().name());
    }

    private void show(Console console, List<FreshRelease.Made> made) {
        if (output.json()) {
            console.json(made.stream().map(FreshVerb::json).toList());
            return;
        }
        for (FreshRelease.Made each : made) {
            console.result(String.format(
                    Locale.ROOT,
                    "%-24s %-36s %6d questions",
                    each.kind().category(),
                    each.kind().name(),
                    each.questions().size()));
            if (each.questions().size() < count) {
                console.note(each.kind().name() + " gave " + each.questions().size() + " of " + count
                        + ": its material has no more new ones; give it more, or take fewer");
            }
        }
        console.note("written to " + out);
    }

    private static Map<String, Object> json(FreshRelease.Made made) {
        return Map.of(
                "category", made.kind().category(),
                "task", made.kind().task(),
                "kind", made.kind().name(),
                "questions", made.questions().size(),
                "draws", made.draws(),
                "repeats", made.repeats());
    }
}
