package dev.assay.report.internal;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.base.evidence.Evidence;
import dev.assay.report.Dossier;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The dossier and bare evidence as JSON documents.
public final class DossierJson {
    private static final String FORMAT = "assay-dossier";
    private static final long VERSION = 1;
    private static final long LARGEST_BYTES = 256L << 20;

    private DossierJson() {}

    /// The text of `dossier.json`.
    public static String write(Dossier dossier) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", FORMAT);
        out.put("version", VERSION);
        out.put("title", dossier.title());
        out.put("subtitle", dossier.subtitle());
        out.put("created", dossier.created().toString());
        out.put(
                "chapters",
                dossier.chapters().stream().map(EvidenceWriter::evidence).toList());
        return new JsonText().write(out);
    }

    /// The text of an `evidence.json`: one object for one piece, a list otherwise.
    public static String write(List<Evidence> evidence) {
        List<Map<String, Object>> all =
                evidence.stream().map(EvidenceWriter::evidence).toList();
        return new JsonText().write(all.size() == 1 ? all.getFirst() : all);
    }

    /// Reads a dossier back.
    ///
    /// @throws AssayException `ASSAY-4091` if the file is not readable JSON, `ASSAY-4092` if it is no dossier
    public static Dossier readDossier(Path file) {
        JsonNode root = document(file);
        root.only(Set.of("format", "version", "title", "subtitle", "created", "chapters"));
        if (!root.field("format").text().equals(FORMAT)) {
            throw root.field("format").fault("needed \"" + FORMAT + "\"");
        }
        if (root.field("version").whole() != VERSION) {
            throw root.field("version").fault("this version of Assay reads version " + VERSION);
        }
        List<Evidence> chapters = root.field("chapters").list().stream()
                .map(EvidenceReader::evidence)
                .toList();
        if (chapters.isEmpty()) {
            throw root.field("chapters").fault("a dossier has at least one chapter");
        }
        return new Dossier(
                root.field("title").text(), root.field("subtitle").text(), instant(root.field("created")), chapters);
    }

    /// Reads evidence: one object, a list of them, or a dossier's chapters.
    ///
    /// @throws AssayException `ASSAY-4091` if the file is not readable JSON, `ASSAY-4092` if it is no evidence
    public static List<Evidence> readEvidence(Path file) {
        JsonNode root = document(file);
        if (root.isList()) {
            return root.list().stream().map(EvidenceReader::evidence).toList();
        }
        return root.has("chapters") ? readDossier(file).chapters() : List.of(EvidenceReader.evidence(root));
    }

    private static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.text());
        } catch (DateTimeParseException wrong) {
            throw node.fault("'" + node.text() + "' is no time such as 2026-03-27T14:05:00Z");
        }
    }

    private static JsonNode document(Path file) {
        JsonText.Parsed parsed = new JsonText().parse(content(file));
        if (parsed.fault().isPresent()) {
            JsonText.Fault fault = parsed.fault().get();
            throw unreadable(
                    "The file is not JSON: " + fault.what().strip(),
                    file + ", line " + fault.line() + ", column " + fault.column(),
                    "run the method again so that it writes its evidence anew, or correct that line");
        }
        return new JsonNode(file.toString(), "$", parsed.document());
    }

    private static String content(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > LARGEST_BYTES) {
                throw unreadable(
                        "The file has " + bytes + " bytes; evidence has at most " + LARGEST_BYTES + ".",
                        file.toString(),
                        "thin the plots' data where the evidence is made");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw unreadable("There is no such file.", file.toString(), "check the path");
        } catch (CharacterCodingException wrong) {
            throw unreadable("The file is not UTF-8 text.", file.toString(), "evidence is JSON in UTF-8");
        } catch (IOException refused) {
            throw unreadable(
                    "The file cannot be read: " + refused.getMessage() + ".",
                    file.toString(),
                    "check that it is a file, and its permissions");
        }
    }

    private static AssayException unreadable(String what, String where, String mend) {
        return new AssayException(new Problem("ASSAY-4091", what, where, mend));
    }
}
