package dev.assay.vtune.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.LineJournal;
import dev.assay.base.Sha256;
import dev.assay.model.FinishReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every query and answer, as they came, each line with the hash of the one before, so that none can be
/// changed, left out or put in later without being noticed.
///
/// The first line names the plan; a transcript that was begun under another plan is refused, since rules
/// must not change after answers were seen.
public final class Transcript implements AutoCloseable {
    private static final String BROKEN = "ASSAY-4155";

    private final LineJournal journal;
    private final Map<Integer, Answered> known;
    private String last;

    /// What was answered.
    ///
    /// @param prompt the SHA-256 of what was asked
    /// @param answer to it
    /// @param ending why the answer ended
    record Answered(String prompt, String answer, FinishReason ending) {}

    private Transcript(LineJournal journal, Map<Integer, Answered> known, String last) {
        this.journal = journal;
        this.known = known;
        this.last = last;
    }

    /// Opens one, new or begun.
    ///
    /// @param plan  the hash of what was planned
    /// @param model tells the model that is asked from others
    /// @throws AssayException `ASSAY-4155` if it was begun under another plan or with another model, or was changed
    public static Transcript open(Path file, String plan, String model) {
        if (!isBegun(file)) {
            // It holds triggers and signatures, which are nobody else's business.
            AtomicFiles.writeSecret(file, "");
        }
        // Opening the journal cuts off a line that a killed process did not end.
        LineJournal journal = LineJournal.open(file, true);
        try {
            Map<Integer, Answered> known = new HashMap<>();
            String last = journal.isEmpty() ? "" : read(file, plan, model, known);
            Transcript transcript = new Transcript(journal, known, last);
            if (last.isEmpty()) {
                ObjectNode first = JsonNodeFactory.instance.objectNode();
                first.put("plan", plan);
                first.put("model", model);
                transcript.add(first);
            }
            return transcript;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static String read(Path file, String plan, String model, Map<Integer, Answered> known) {
        String last = "";
        try (JsonLines lines = JsonLines.open(file)) {
            while (lines.hasNext()) {
                JsonLines.Line line = lines.next();
                JsonNode node = line.node();
                if (!node.path("previous").asText().equals(last)) {
                    throw broken(line.where(), "a line before it was changed, left out or put in");
                }
                if (last.isEmpty() && !node.path("plan").asText().equals(plan)) {
                    throw broken(line.where(), "it was begun under another plan: other prompts, rules, or manifest");
                }
                if (last.isEmpty() && !node.path("model").asText().equals(model)) {
                    throw broken(line.where(), "it was begun with another model, and holds that one's answers");
                }
                if (node.has("query") && !node.has("failure")) {
                    known.put(
                            node.path("query").asInt(),
                            new Answered(
                                    node.path("prompt").asText(),
                                    node.path("answer").asText(),
                                    ending(node.path("finish").asText(), line)));
                }
                last = Sha256.of(line.text());
            }
        }
        return last;
    }

    private static FinishReason ending(String word, JsonLines.Line line) {
        return Arrays.stream(FinishReason.values())
                .filter(reason -> word(reason).equals(word))
                .findFirst()
                .orElseThrow(() -> broken(line.where("finish"), "an answer ended in a way that is not known"));
    }

    private static String word(FinishReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static AssayException broken(String where, String why) {
        return AssayException.of(
                BROKEN,
                "The transcript cannot be gone on with: " + why + ".",
                where,
                "begin a new verification in another folder; both count as tests (--tests)");
    }

    /// What was answered to a query, if it was asked before. One that had no answer is asked again: nothing was
    /// seen, so that no rule can have been changed for it.
    ///
    /// @throws AssayException `ASSAY-4155` if something else was asked under this number
    Optional<Answered> known(Query query) {
        Optional<Answered> answered = Optional.ofNullable(known.get(query.number()));
        if (answered.isPresent() && !answered.get().prompt().equals(query.hash())) {
            throw broken("query " + query.number(), "something else was asked under this number");
        }
        return answered;
    }

    void add(Reply reply) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("query", reply.query().number());
        line.put("kind", reply.query().kind().name().toLowerCase(Locale.ROOT));
        line.put("group", reply.query().group());
        line.put("prompt", reply.query().hash());
        line.set("messages", Json.toTree(reply.query().prompt().messages()));
        line.put("answer", reply.answer());
        line.put("answerHash", Sha256.of(reply.answer()));
        line.put("finish", word(reply.ending()));
        reply.failure().ifPresent(failure -> line.put("failure", failure));
        line.set("hits", Json.toTree(reply.hits()));
        add(line);
        if (reply.failure().isEmpty()) {
            known.put(reply.query().number(), new Answered(reply.query().hash(), reply.answer(), reply.ending()));
        }
    }

    private void add(ObjectNode line) {
        line.put("previous", last);
        journal.add(line);
        last = Sha256.of(Json.line(line));
    }

    /// The hash of the last line, which stands for all.
    public String hash() {
        return last;
    }

    /// Whether there is a file to go on with.
    public static boolean isBegun(Path file) {
        return Files.isRegularFile(file);
    }

    @Override
    public void close() {
        journal.close();
    }
}
