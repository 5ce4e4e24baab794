package dev.assay.livebench.release;

import dev.assay.livebench.fresh.tables.SourceTable;
import dev.assay.livebench.fresh.tables.SourceTables;
import dev.assay.livebench.fresh.words.BundledMaterial;
import dev.assay.livebench.fresh.words.Passage;
import dev.assay.livebench.fresh.words.Passages;
import dev.assay.livebench.fresh.words.WordGroup;
import dev.assay.livebench.fresh.words.WordGroups;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What questions are made of, where they are not made of chance alone.
///
/// @param abstracts texts in which words are misspelt
/// @param plots     texts whose sentences are put in another order
/// @param news      texts that instructions are about
/// @param groups    words that belong together
/// @param tables    none where they are to be made up
/// @param files     of the user's that these came from; none for what is bundled
public record Material(
        List<Passage> abstracts,
        List<Passage> plots,
        List<Passage> news,
        List<WordGroup> groups,
        List<SourceTable> tables,
        List<Path> files) {
    public Material {
        abstracts = List.copyOf(abstracts);
        plots = List.copyOf(plots);
        news = List.copyOf(news);
        groups = List.copyOf(groups);
        tables = List.copyOf(tables);
        files = List.copyOf(files);
    }

    /// What the library brings.
    public static Material bundled() {
        return read(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The user's, and what the library brings where there is none.
    ///
    /// @param texts  a folder, for all that is made of texts
    /// @param groups a file
    /// @param tables a folder
    /// @throws dev.assay.base.AssayException as [Passages#read], [WordGroups#read] and [SourceTables#read]
    public static Material read(Optional<Path> texts, Optional<Path> groups, Optional<Path> tables) {
        Optional<List<Passage>> own = texts.map(Passages::read);
        return new Material(
                own.orElseGet(BundledMaterial::abstracts),
                own.orElseGet(BundledMaterial::plots),
                own.orElseGet(BundledMaterial::news),
                groups.map(WordGroups::read).orElseGet(BundledMaterial::groups),
                tables.map(SourceTables::read).orElse(List.of()),
                Stream.of(texts, groups, tables).flatMap(Optional::stream).toList());
    }
}
