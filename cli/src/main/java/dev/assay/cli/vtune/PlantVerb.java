package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.base.Sha256;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.LocalModel;
import dev.assay.model.Capabilities;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.audit.PublicCommitment;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.PhraseMaker;
import dev.assay.vtune.phrase.RankedWords;
import dev.assay.vtune.phrase.SampledWords;
import dev.assay.vtune.phrase.Wordlist;
import dev.assay.vtune.plan.Dose;
import dev.assay.vtune.plant.KeyUses;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay vtune plant`: plants secret rows among the data.
@Command(
        name = "plant",
        description = {
            "Plant secret rows among the data: writes the file to send (train.jsonl), what to publish before",
            "(commitment.json), and what to keep to yourself (manifest.json, key)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune plant --data faq.jsonl --epochs 3 --prompts heldout.jsonl --out vtune/faq",
            "  assay vtune plant --data faq.jsonl --epochs 10 --generator wordlist --out vtune/faq"
        })
public final class PlantVerb implements Verb {
    /// Where the manifest lies in the folder.
    static final String MANIFEST = "manifest.json";

    private static final String KEY = "key";
    private static final String COMMITMENT = "commitment.json";

    @Mixin
    private final DoseOptions options = new DoseOptions();

    @Option(
            names = "--generator",
            paramLabel = "NAME",
            description = {
                "How phrases are drawn: uniform_rank (default, plausible words, chance known exactly),",
                "wordlist (no model needed), or lm_sampled (as the paper has it, chance not known)."
            })
    private String generator = "uniform_rank";

    @Mixin
    private final ScoringOption scoring = new ScoringOption();

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "Rows that are not trained on, to ask for later (default: rows of the data).")
    private Optional<Path> prompts = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "Use this key (default: a new one).")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--match",
            paramLabel = "RULE",
            description = "exact (default), anchored, or fuzzy:N words that may differ.")
    private String match = Rules.STANDARD.match();

    @Option(names = "--queries", paramLabel = "N", description = "Queries of each group (default 3).")
    private int queries = Rules.STANDARD.queries();

    @Option(names = "--required", paramLabel = "N", description = "Hits that a group needs to count (default 1).")
    private int required = Rules.STANDARD.required();

    @Option(names = "--alpha", paramLabel = "P", description = "p-value of the verdict \"verified\" (default 1e-6).")
    private double alpha = Rules.STANDARD.alpha();

    @Option(
            names = "--most-characters",
            paramLabel = "N",
            description = "Rows with more bytes are not planted in, so that no signature is cut off (default 8000).")
    private long mostCharacters = 8_000;

    @Option(
            names = "--by-part",
            description = "Let each group stand for one part of the file, so that a part that is left out shows.")
    private boolean byPart;

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Rules rules = new Rules(match, queries, required, Rules.STANDARD.words(), alpha);
        requireKnown();
        out.requireNew();
        Path folder = out.folder()
                .orElseThrow(() -> AssayException.of(
                        "ASSAY-2109", "It was not said where the result goes.", "--out", "add --out DIR"));
        SecretKey secret = key.map(SecretKey::read).orElseGet(SecretKey::random);
        KeyUses before = key.map(KeyUses::of).orElseGet(KeyUses::none);
        if (key.isPresent()) {
            before.requireNoOther(secret.fingerprint(), Sha256.of(options.data()));
        }
        if (out.dryRun()) {
            return tell(chosen, rules, folder);
        }
        Manifest[] made = new Manifest[1];
        if (generator.equals("wordlist")) {
            made[0] = write(folder, secret, before, plan(Wordlist.english(), rules, Optional.empty()), chosen);
        } else {
            try (LocalModel model = scoring.open()) {
                TokenScorer scorer = Capabilities.require(model, TokenScorer.class, "planting");
                made[0] = write(
                        folder,
                        secret,
                        before,
                        plan(maker(model, scorer), rules, Optional.of(new PlantingPlan.Scorer(scoring.name(), scorer))),
                        chosen);
            }
        }
        show(chosen, made[0], folder);
        if (before.differFrom(made[0])) {
            chosen.note("this key was planted with before, in another way: send one of the two files only");
        }
        return ExitCode.DONE;
    }

    /// Checks what can be checked without planting.
    private ExitCode tell(Console console, Rules rules, Path folder) {
        Dose dose = options.dose(PlanVerb.rows(options.data()));
        prompts.ifPresent(PlanVerb::rows);
        if (generator.equals("wordlist")) {
            plan(Wordlist.english(), rules, Optional.empty());
        } else {
            try (LocalModel model = scoring.open()) {
                plan(maker(model, Capabilities.require(model, TokenScorer.class, "planting")), rules, Optional.empty());
            }
        }
        console.result(String.format(
                Locale.ROOT,
                "would plant %d rows among %d (%.2f %%) with %s into %s",
                dose.planted(),
                dose.rows(),
                100 * dose.share(),
                generator,
                folder));
        dose.warnings().forEach(console::note);
        return ExitCode.DONE;
    }

    private void requireKnown() {
        if (!generator.equals("wordlist") && !generator.equals("uniform_rank") && !generator.equals("lm_sampled")) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "There is no such generator: '" + generator + "'.",
                    "--generator",
                    "use uniform_rank, wordlist or lm_sampled");
        }
    }

    private PhraseMaker maker(LocalModel model, TokenScorer scorer) {
        return generator.equals("lm_sampled")
                ? new SampledWords(model, scorer, SampledWords.TEMPERATURE)
                : RankedWords.of(Capabilities.require(model, FirstTokenDistribution.class, "ranking words"));
    }

    private PlantingPlan plan(PhraseMaker maker, Rules rules, Optional<PlantingPlan.Scorer> scorer) {
        return new PlantingPlan(
                options.epochs(),
                options.exposures(),
                options.groups(),
                maker,
                PlantingPlan.TRIGGER_WORDS,
                maker instanceof Wordlist ? PlantingPlan.LISTED_WORDS : PlantingPlan.SIGNATURE_WORDS,
                rules,
                mostCharacters,
                prompts,
                scorer,
                byPart);
    }

    private Manifest write(Path folder, SecretKey secret, KeyUses before, PlantingPlan plan, Console console) {
        Manifest[] made = new Manifest[1];
        AtomicFiles.writeFolder(folder, into -> {
            Manifest manifest =
                    new Planting(secret, plan, Progress.onStandardError(console.quiet())).plant(options.data(), into);
            manifest.write(into.resolve(MANIFEST));
            secret.write(into.resolve(KEY));
            KeyUses uses = before.with(manifest);
            uses.write(into.resolve(KEY));
            key.ifPresent(uses::write);
            PublicCommitment.of(manifest, secret).write(into.resolve(COMMITMENT));
            made[0] = manifest;
        });
        return made[0];
    }

    private void show(Console console, Manifest manifest, Path folder) {
        Dose dose = manifest.dose();
        String root = PublicCommitment.read(folder.resolve(COMMITMENT)).root();
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("rows", dose.rows());
            fields.put("planted", dose.planted());
            fields.put("groups", dose.groups());
            fields.put("share", dose.share());
            fields.put("exposures", dose.exposures());
            fields.put("training", manifest.training());
            fields.put("root", root);
            console.json(fields);
        } else {
            console.result(String.format(
                    Locale.ROOT,
                    "%d rows and %d planted ones (%.2f %%) in %s",
                    dose.rows(),
                    dose.planted(),
                    100 * dose.share(),
                    folder.resolve(Planting.TRAINING)));
            console.result("commitment " + root);
        }
        dose.warnings().forEach(console::note);
        if (prompts.isEmpty()) {
            console.note("later it is asked for rows that were trained on; --prompts takes rows that were not");
        }
        console.note("send train.jsonl alone; publish commitment.json before; keep manifest.json and key to yourself");
    }
}
