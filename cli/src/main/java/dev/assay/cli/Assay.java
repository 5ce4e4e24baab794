package dev.assay.cli;

import dev.assay.base.ExitCode;
import dev.assay.cli.demo.Demo;
import dev.assay.cli.doctor.Doctor;
import dev.assay.cli.doctor.Engine;
import dev.assay.cli.doctor.Examination;
import dev.assay.cli.doctor.Machine;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Frame;
import dev.assay.cli.frame.Help;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Secrets;
import dev.assay.cli.frame.Traces;
import dev.assay.cli.frame.Version;
import dev.assay.cli.layers.BenchVerb;
import dev.assay.cli.layers.CheckVerb;
import dev.assay.cli.layers.ConvertVerb;
import dev.assay.cli.layers.DescribeVerb;
import dev.assay.cli.layers.FitVerb;
import dev.assay.cli.layers.Layers;
import dev.assay.cli.layers.SearchVerb;
import dev.assay.cli.livebench.AnswerVerb;
import dev.assay.cli.livebench.FreshVerb;
import dev.assay.cli.livebench.GradeVerb;
import dev.assay.cli.livebench.ImportVerb;
import dev.assay.cli.livebench.LiveBench;
import dev.assay.cli.livebench.OverlapVerb;
import dev.assay.cli.livebench.RunVerb;
import dev.assay.cli.livebench.ShowVerb;
import dev.assay.cli.livebench.SplitVerb;
import dev.assay.cli.lm.Check;
import dev.assay.cli.lm.Finetune;
import dev.assay.cli.lm.Generate;
import dev.assay.cli.lm.Lm;
import dev.assay.cli.lm.Merging;
import dev.assay.cli.lm.ModelInfo;
import dev.assay.cli.lm.Score;
import dev.assay.cli.lm.Train;
import dev.assay.cli.serve.Serve;
import dev.assay.cli.tiny.Data;
import dev.assay.cli.tiny.ExamVerb;
import dev.assay.cli.tiny.Tiny;
import dev.assay.cli.vtune.AttackVerb;
import dev.assay.cli.vtune.AuditVerb;
import dev.assay.cli.vtune.CommitVerb;
import dev.assay.cli.vtune.CoverageVerb;
import dev.assay.cli.vtune.PlanVerb;
import dev.assay.cli.vtune.PlantVerb;
import dev.assay.cli.vtune.ScrubVerb;
import dev.assay.cli.vtune.VerifyVerb;
import dev.assay.cli.vtune.Vtune;
import dev.assay.tensor.Natives;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command tree `assay AREA VERB`; each verb is one class, and one line in [#tree()].
@Command(
        name = "assay",
        description = "Build, steer, verify and measure language models, with evidence for every claim.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  assay demo", "  assay lm --help"})
public final class Assay {
    private static final int HELP_COLUMNS = 100;

    /// Answered without the command tree, whose classes take most of a short start.
    private static final String[] ONLY_VERSION = {"--version"};

    private Assay() {}

    /// Runs a command line as the process would, but without ending it.
    public static ExitCode run(Console console, Interruption interruption, String... arguments) {
        if (Arrays.equals(arguments, ONLY_VERSION)) {
            console.result(Version.text());
            return ExitCode.DONE;
        }
        Map<String, String> environment = System.getenv();
        Traces traces = new Traces(
                Traces.folders(environment, System.getProperty("user.home"), System.getProperty("java.io.tmpdir")),
                new Secrets(environment),
                Clock.systemUTC());
        return new Frame(tree(), console, interruption, traces).run(arguments);
    }

    private static Engine.Loaded engine() {
        return new Engine.Loaded(Natives.version(), Natives.cudaDevices());
    }

    /// All areas and verbs.
    static CommandLine tree() {
        CommandLine root = new CommandLine(new Assay());
        root.addSubcommand(new Demo());
        root.addSubcommand(new Doctor(new Examination(Machine.here(), Optional.of(Assay::engine))));
        root.addSubcommand(new CommandLine(new Lm())
                .addSubcommand(new Train())
                .addSubcommand(new Finetune())
                .addSubcommand(new Merging())
                .addSubcommand(new Generate())
                .addSubcommand(new Score())
                .addSubcommand(new Check())
                .addSubcommand(new ModelInfo()));
        root.addSubcommand(new CommandLine(new Tiny()).addSubcommand(new Data()).addSubcommand(new ExamVerb()));
        root.addSubcommand(new CommandLine(new LiveBench())
                .addSubcommand(new RunVerb())
                .addSubcommand(new FreshVerb())
                .addSubcommand(new ImportVerb())
                .addSubcommand(new AnswerVerb())
                .addSubcommand(new GradeVerb())
                .addSubcommand(new ShowVerb())
                .addSubcommand(new OverlapVerb())
                .addSubcommand(new SplitVerb()));
        root.addSubcommand(new CommandLine(new Layers())
                .addSubcommand(new DescribeVerb())
                .addSubcommand(new ConvertVerb())
                .addSubcommand(new BenchVerb())
                .addSubcommand(new CheckVerb())
                .addSubcommand(new SearchVerb())
                .addSubcommand(new FitVerb()));
        root.addSubcommand(new CommandLine(new Vtune())
                .addSubcommand(new PlanVerb())
                .addSubcommand(new PlantVerb())
                .addSubcommand(new CommitVerb())
                .addSubcommand(new VerifyVerb())
                .addSubcommand(new AuditVerb())
                .addSubcommand(new CoverageVerb())
                .addSubcommand(new ScrubVerb())
                .addSubcommand(new AttackVerb()));
        root.addSubcommand(new Serve());
        root.addSubcommand(new Report());
        root.addSubcommand(new GenerateCompletion(root));
        root.setExpandAtFiles(false);
        root.setUsageHelpWidth(HELP_COLUMNS);
        root.setUsageHelpAutoWidth(false);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        Help.complete(root);
        return root;
    }
}
