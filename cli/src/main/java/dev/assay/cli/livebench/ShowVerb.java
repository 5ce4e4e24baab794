package dev.assay.cli.livebench;

import dev.assay.base.ExitCode;
import dev.assay.base.Provenance;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.cli.option.SeedOption;
import dev.assay.livebench.score.Judged;
import dev.assay.livebench.score.Leaderboard;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench show`: the leaderboard of judgments.
@Command(
        name = "show",
        description = "Show models' scores by category, with intervals, and how clearly one is better than the next.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench show --judgments judgments.jsonl",
            "  assay livebench show --judgments a.jsonl,b.jsonl --only-shared --out runs/leaderboard"
        })
public final class ShowVerb implements Verb {
    @Mixin
    private final JudgmentOptions judgments = new JudgmentOptions();

    @Option(
            names = "--only-shared",
            description = {"Take the questions that all models have.", "Without it a model that lacks one is left out."
            })
    private boolean onlyShared;

    @Option(
            names = "--unscorable-as-zero",
            description = "Count what could not be graded as wrong, as the official leaderboard does.")
    private boolean asZero;

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<Judged> judged = judgments.read();
        Leaderboard board =
                Leaderboard.of(judged, new Leaderboard.Rules(onlyShared, asZero), BoardView.bootstrap(chosenSeed()));
        BoardView view = new BoardView(board, chosenSeed());
        if (!out.dryRun()) {
            out.folder().ifPresent(folder -> view.write(RunFolders.create(folder), provenance()));
        }
        if (output.json()) {
            chosen.json(view.json());
        } else {
            view.show(chosen);
        }
        return ExitCode.DONE;
    }

    private Provenance provenance() {
        Map<String, String> configuration =
                Map.of("only-shared", Boolean.toString(onlyShared), "unscorable-as-zero", Boolean.toString(asZero));
        return Provenance.collect(chosenSeed(), configuration, judgments.files());
    }

    private long chosenSeed() {
        return seed.seed().orElse(0L);
    }
}
