package dev.assay.report;

import dev.assay.base.AssayException;
import dev.assay.report.internal.AtomicText;
import dev.assay.report.internal.DossierJson;
import dev.assay.report.internal.HtmlDossier;
import dev.assay.report.internal.MarkdownDossier;
import java.nio.file.Path;

/// Writes a dossier as a page to read (HTML), as text for a repository (Markdown) and as data (JSON).
///
/// The page is one file: it asks the network for nothing, runs no script, follows the reader's light or dark
/// setting and prints. Everything in the evidence is shown as text, whatever it holds.
public final class DossierWriter {
    private DossierWriter() {}

    /// The files of a dossier.
    ///
    /// @param html     the page
    /// @param markdown the text
    /// @param json     the data, which [Dossier#read(Path)] reads
    public record Written(Path html, Path markdown, Path json) {}

    /// Writes `dossier.html`, `dossier.md` and `dossier.json`; each file is there whole or not at all.
    ///
    /// @param folder made if it is not there
    /// @throws AssayException `ASSAY-2091` if the folder cannot be made, `ASSAY-5091` if the disk refuses
    public static Written write(Dossier dossier, Path folder) {
        Written files = new Written(
                folder.resolve("dossier.html"), folder.resolve("dossier.md"), folder.resolve("dossier.json"));
        String html = html(dossier);
        String markdown = markdown(dossier);
        String json = json(dossier);
        AtomicText.folder(folder);
        AtomicText.write(files.json(), json);
        AtomicText.write(files.markdown(), markdown);
        AtomicText.write(files.html(), html);
        return files;
    }

    /// The page as text.
    public static String html(Dossier dossier) {
        return HtmlDossier.write(dossier);
    }

    /// The dossier in GitHub's dialect of Markdown.
    public static String markdown(Dossier dossier) {
        return MarkdownDossier.write(dossier);
    }

    /// The dossier as JSON.
    public static String json(Dossier dossier) {
        return DossierJson.write(dossier);
    }
}
