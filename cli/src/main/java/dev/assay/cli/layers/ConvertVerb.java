package dev.assay.cli.layers;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.lm.TextFile;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.SeedOption;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.score.Perplexity;
import dev.assay.lm.structure.ModelRewriter;
import dev.assay.lm.structure.ModelRewriter.Change;
import dev.assay.lm.structure.ModelRewriter.Rewritten;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay layers convert`: a model with structured layers.
@Command(
        name = "convert",
        description = {
            "Give a model's linear layers a structure: what comes nearest to their matrices, or anew.",
            "The result is a folder that assay opens, trains, scores and serves as any other."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay layers convert --model models/base --structure btt:rank=4 --out models/structured",
            "  assay layers convert --model tiny --structure low-rank:share=0.5 --layers mlp --text held-out.txt --dry-run",
            "  assay layers convert --model tiny --structure btt:rank=2,capped --fresh --seed 1 --out models/blank",
            "  assay layers convert --model tiny --structure dense:experts=4,active=2 --mlps --out models/experts"
        })
public final class ConvertVerb implements Verb {
    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Option(names = "--structure", required = true, paramLabel = "WORDS", description = "Such as btt:rank=2.")
    private String structure = "";

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "WORD",
            description = {
                "Only layers whose path has one of these words, such as mlp, self_attn, up_proj or layers.3",
                "(default: all but lm_head). May be repeated."
            })
    private List<String> layers = new ArrayList<>();

    @Option(
            names = "--mlps",
            description = {
                "Make each MLP a mixture of copies of itself, with --structure dense:experts=8,active=2;",
                "it computes the same until training parts them."
            })
    private boolean mlps;

    @Option(names = "--fresh", description = "Begin the new layers at random, to be trained.")
    private boolean fresh;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "Measure the perplexity on this text before and after.")
    private Optional<Path> text = Optional.empty();

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        if (out.folder().isEmpty() && !out.dryRun()) {
            throw AssayException.of(
                    "ASSAY-2109", "It was not said where the model goes.", "--out", "add --out DIR, or --dry-run");
        }
        out.requireNew();
        LayerDesign design = StructureOption.design(structure);
        Optional<String> content = text.map(TextFile::read);
        try (PretrainedModel model = options.openToWrite()) {
            Rewritten rewritten = StructureOption.checked("--structure " + structure, () -> rewritten(model, design));
            if (rewritten.changes().isEmpty()) {
                throw AssayException.of(
                        "ASSAY-2132",
                        "No layer is changed.",
                        "--layers " + String.join(",", layers),
                        "name words that are in the layers' paths, such as mlp or self_attn");
            }
            if (!out.dryRun()) {
                rewritten.model().save(out.folder().orElseThrow(), Map.of(), Precision.F32);
            }
            Optional<Perplexity> before = content.map(words -> perplexity(model, words));
            Optional<Perplexity> after = content.map(words -> perplexity(rewritten.model(), words));
            report(chosen, rewritten, before, after);
        }
        return ExitCode.DONE;
    }

    private Rewritten rewritten(PretrainedModel model, LayerDesign design) {
        ModelRewriter rewriter = new ModelRewriter(design, ModelRewriter.named(layers));
        if (mlps) {
            return rewriter.upcycled(model);
        }
        return fresh
                ? rewriter.fresh(model, Randomness.of(seed.seed().orElse(0L)).split("layers"))
                : rewriter.projected(model);
    }

    private static Perplexity perplexity(PretrainedModel model, String words) {
        int window = model.decoder().config().context();
        return Perplexity.of(model.decoder(), model.tokenizer().encode(words), window, Math.max(1, window / 2));
    }

    private static Map<String, Object> json(Perplexity measured) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("perplexity", measured.perplexity());
        fields.put("low", measured.interval().map(each -> Math.exp(each.low())));
        fields.put("high", measured.interval().map(each -> Math.exp(each.high())));
        fields.put("tokens", measured.tokens());
        return fields;
    }

    private static String words(Perplexity measured) {
        return String.format(Locale.ROOT, "%.2f", measured.perplexity())
                + measured.interval()
                        .map(each -> String.format(
                                Locale.ROOT, " (95 %% %.2f to %.2f)", Math.exp(each.low()), Math.exp(each.high())))
                        .orElse("");
    }

    private void report(Console console, Rewritten rewritten, Optional<Perplexity> before, Optional<Perplexity> after) {
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(
                    "layers",
                    rewritten.changes().stream().map(ConvertVerb::json).toList());
            fields.put("parameters", rewritten.model().decoder().parameterCount());
            fields.put("written", !out.dryRun());
            before.ifPresent(each -> fields.put("before", json(each)));
            after.ifPresent(each -> fields.put("after", json(each)));
            console.json(fields);
            return;
        }
        console.result(String.format(
                Locale.ROOT, "%-40s %12s %12s %12s %12s %8s", "layer", "MACs", "then", "parameters", "then", "error"));
        rewritten.changes().forEach(change -> console.result(line(change)));
        console.result(String.format(
                Locale.ROOT,
                "%-40s %12d %12d %12d %12d",
                "all of these",
                sum(rewritten, Change::macsBefore),
                sum(rewritten, Change::macsAfter),
                sum(rewritten, Change::parametersBefore),
                sum(rewritten, Change::parametersAfter)));
        before.ifPresent(each -> console.result("perplexity before: " + words(each)));
        after.ifPresent(each -> console.result("perplexity after:  " + words(each)));
        console.note(
                "MACs are multiply-adds for one token, forward; error is what is left of a matrix as a share of it");
        out.folder().filter(folder -> !out.dryRun()).ifPresent(folder -> console.result("written to " + folder));
    }

    private static long sum(Rewritten rewritten, ToLongFunction<Change> of) {
        return rewritten.changes().stream().mapToLong(of).sum();
    }

    private static String line(Change change) {
        return String.format(
                Locale.ROOT,
                "%-40s %12d %12d %12d %12d %8s",
                change.path(),
                change.macsBefore(),
                change.macsAfter(),
                change.parametersBefore(),
                change.parametersAfter(),
                change.error().isPresent()
                        ? String.format(Locale.ROOT, "%.4f", change.error().getAsDouble())
                        : "new");
    }

    private static Map<String, Object> json(Change change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layer", change.path());
        fields.put("macs-before", change.macsBefore());
        fields.put("macs-after", change.macsAfter());
        fields.put("parameters-before", change.parametersBefore());
        fields.put("parameters-after", change.parametersAfter());
        fields.put("error", change.error().stream().boxed().findFirst());
        return fields;
    }
}
