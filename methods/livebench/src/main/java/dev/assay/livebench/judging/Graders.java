package dev.assay.livebench.judging;

import dev.assay.livebench.coding.Contest;
import dev.assay.livebench.coding.LibraryUse;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.instructions.InstructionFollowing;
import dev.assay.livebench.language.Connections;
import dev.assay.livebench.language.PlotUnscrambling;
import dev.assay.livebench.language.Typos;
import dev.assay.livebench.math.Aime;
import dev.assay.livebench.math.AmpsHard;
import dev.assay.livebench.math.IntegralsWithGame;
import dev.assay.livebench.math.MultipleChoice;
import dev.assay.livebench.math.Olympiad;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.reasoning.HouseTraversal;
import dev.assay.livebench.reasoning.LogicWithNavigation;
import dev.assay.livebench.reasoning.Spatial;
import dev.assay.livebench.reasoning.Sudoku;
import dev.assay.livebench.reasoning.Temporal;
import dev.assay.livebench.reasoning.TheoryOfMind;
import dev.assay.livebench.reasoning.WebOfLies2;
import dev.assay.livebench.reasoning.WebOfLies3;
import dev.assay.livebench.reasoning.ZebraPuzzle;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.tables.ColumnType;
import dev.assay.livebench.tables.ConsecutiveEvents;
import dev.assay.livebench.tables.TableJoin;
import dev.assay.livebench.tables.TableReformat;
import dev.assay.livebench.text.Python;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which grader is whose.
public final class Graders {
    private static final Set<String> CHOICE = Set.of("amc", "smc");
    private static final Set<String> OLYMPIAD = Set.of("imo", "usamo");
    private static final Map<String, Grader> BY_KIND = Map.ofEntries(
            Map.entry("cta", new ColumnType()),
            Map.entry("tablejoin", new TableJoin()),
            Map.entry("tablereformat", new TableReformat()),
            Map.entry("consecutive_events", new ConsecutiveEvents()),
            Map.entry("integrals_with_game", new IntegralsWithGame()),
            Map.entry("web_of_lies_v2", new WebOfLies2()),
            Map.entry("web_of_lies_v3", new WebOfLies3()),
            Map.entry("house_traversal", new HouseTraversal()),
            Map.entry("spatial", new Spatial()),
            Map.entry("theory_of_mind", new TheoryOfMind()),
            Map.entry("logic_with_navigation", new LogicWithNavigation()),
            Map.entry("sudoku", new Sudoku()),
            Map.entry("temporal", new Temporal()),
            Map.entry("typos", new Typos()),
            Map.entry("connections", new Connections()),
            Map.entry("plot_unscrambling", new PlotUnscrambling()));
    private static final Grader MULTIPLE_CHOICE = new MultipleChoice();
    private static final Grader AMPS = new AmpsHard();
    private static final Grader AIME = new Aime();
    private static final Grader PROOF = new Olympiad();
    private static final Grader INSTRUCTIONS = new InstructionFollowing();
    private static final Grader ZEBRA = new ZebraPuzzle();

    private final Map<String, Grader> coding;

    /// All graders.
    ///
    /// @param sandbox where programs that a model wrote run
    public Graders(Sandbox sandbox) {
        Grader contest = new Contest(sandbox);
        Grader library = new LibraryUse(sandbox);
        this.coding = Map.of(
                "LCB_generation",
                contest,
                "coding_completion",
                contest,
                "code_generation",
                library,
                "code_completion",
                library);
    }

    /// Whether grading runs a program that the model wrote.
    boolean runsPrograms(Question question) {
        return coding.containsKey(question.kind());
    }

    /// Whether a grader reads an answer a fixed number of times at most, so that a short one is graded
    /// at once: it compares no formulas, runs no programs and uses no pattern that comes from the
    /// question.
    static boolean isPlain(Grader grader) {
        return !(grader instanceof AmpsHard
                || grader instanceof IntegralsWithGame
                || grader instanceof InstructionFollowing
                || grader instanceof Contest
                || grader instanceof LibraryUse);
    }

    /// The grader of a question's task, in the order of the official tools; nothing for a task that
    /// none knows.
    public Optional<Grader> of(Question question) {
        if (question.category().equals("instruction_following")) {
            return Optional.of(INSTRUCTIONS);
        }
        String kind = question.kind();
        List<String> parts = Python.split(kind, "_");
        if (CHOICE.contains(parts.getFirst())
                || (parts.size() > 1 && parts.get(1).equals("amc"))) {
            return Optional.of(MULTIPLE_CHOICE);
        }
        if (parts.getFirst().equals("aime")) {
            return Optional.of(AIME);
        }
        if (OLYMPIAD.contains(parts.getFirst())) {
            return Optional.of(PROOF);
        }
        if (kind.contains("amps_hard")
                || question.task().toLowerCase(Locale.ROOT).contains("amps_hard")) {
            return Optional.of(AMPS);
        }
        return Optional.ofNullable(BY_KIND.get(kind))
                .or(() -> Optional.ofNullable(coding.get(kind)))
                .or(() -> kind.contains("zebra_puzzle") ? Optional.of(ZEBRA) : Optional.empty());
    }
}
