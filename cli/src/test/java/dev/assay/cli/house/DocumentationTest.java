package dev.assay.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the pages to what is so: codes, links, code blocks, versions, and words that must not be there.
final class DocumentationTest {
    private static final Pattern QUOTED_CODE = Pattern.compile("\"(ASSAY-\\d{4})\"");
    private static final Pattern LAUNCHER_CODE = Pattern.compile("\\bproblem (ASSAY-\\d{4})");
    private static final List<String> HEADINGS = List.of("## What it means", "## Why it happens", "## How to mend it");

    static Stream<Path> pages() {
        return Repository.files(".md").stream();
    }

    static Stream<Path> problemPages() {
        return pages().filter(page -> Repository.relative(page).startsWith("docs/problems/ASSAY-"));
    }

    private static Set<String> codesInSources() {
        Stream<String> java = Repository.files(".java").stream()
                .filter(file -> Repository.relative(file).contains("src/main/java/"))
                .flatMap(file -> Repository.read(file).lines())
                .filter(line -> !line.strip().startsWith("//"))
                .flatMap(line -> QUOTED_CODE.matcher(line).results().map(found -> found.group(1)));
        Stream<String> launcher = LAUNCHER_CODE
                .matcher(Repository.read(Repository.root().resolve("assay")))
                .results()
                .map(found -> found.group(1));
        return Stream.concat(java, launcher).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_problem_has_a_page_and_every_page_a_problem() {
        Set<String> pages = problemPages()
                .map(page -> String.valueOf(page.getFileName()).replace(".md", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(codesInSources()).isNotEmpty().isEqualTo(pages);
    }

    @ParameterizedTest
    @MethodSource("problemPages")
    void a_problem_page_says_what_why_and_how(Path page) {
        String text = Repository.read(page);
        String code = String.valueOf(page.getFileName()).replace(".md", "");
        assertThat(text).startsWith("# " + code + ": ").contains(HEADINGS);
    }

    @Test
    void every_link_into_the_repository_leads_somewhere() {
        assertThat(pages()).isNotEmpty().allSatisfy(page -> {
            Path folder = page.resolveSibling("");
            assertThat(Markdown.relativeLinks(Repository.read(page)))
                    .allSatisfy(link -> assertThat(folder.resolve(link).normalize())
                            .as("link in %s", page)
                            .exists());
        });
    }

    @Test
    void every_java_block_of_a_guide_is_a_region_of_a_compiled_example() {
        assertThat(pages().filter(DocumentationTest::isGuide))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(Markdown.blocks(Repository.read(page)))
                        .filteredOn(block -> block.language().equals("java"))
                        .allSatisfy(block -> {
                            assertThat(block.mark())
                                    .as("mark before:\n%s", block.text())
                                    .isPresent();
                            assertThat(block.text())
                                    .isEqualTo(example(block.mark().orElseThrow()));
                        }));
    }

    private static boolean isGuide(Path page) {
        String name = Repository.relative(page);
        return name.startsWith("docs/guide/") || name.equals("README.md");
    }

    private static String example(String mark) {
        String[] parts = mark.split("#", 2);
        Path file = Repository.files("/" + parts[0]).stream()
                .filter(path -> Repository.relative(path).startsWith("examples/src/"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no example " + parts[0]));
        return Markdown.region(Repository.read(file), parts[1]);
    }

    @Test
    void the_changelog_begins_with_what_is_coming() {
        String text = Repository.read(Repository.root().resolve("CHANGELOG.md"));
        assertThat(text).startsWith("# Changelog").contains("## Unreleased");
    }

    @Test
    void the_licence_is_the_one_that_the_build_names() {
        assertThat(Repository.read(Repository.root().resolve("LICENSE"))).contains("Apache License", "Version 2.0");
        assertThat(Repository.read(Repository.root().resolve("pom.xml"))).contains("<name>Apache-2.0</name>");
    }

    @Test
    void every_dependency_has_a_line_with_its_version() {
        String pom = Repository.read(Repository.root().resolve("pom.xml"));
        String page = Repository.read(Repository.root().resolve("docs").resolve("dependencies.md"));
        Pattern managed = Pattern.compile(
                "<dependency><groupId>([^<]+)</groupId><artifactId>([^<]+)</artifactId><version>([^<]+)</version>");
        List<MatchResult> dependencies = managed.matcher(pom).results().toList();
        assertThat(dependencies).hasSizeGreaterThan(10);
        assertThat(dependencies)
                .filteredOn(each -> !each.group(1).equals("dev.assay"))
                .allSatisfy(each -> assertThat(page.lines())
                        .anyMatch(line -> line.contains("`" + each.group(1) + ":" + each.group(2) + "`")
                                && line.contains("| " + resolved(pom, each.group(3)) + " |")));
    }

    private static String resolved(String pom, String version) {
        Matcher property = Pattern.compile("\\$\\{([^}]+)}").matcher(version);
        if (!property.find()) {
            return version;
        }
        String name = property.group(1);
        String value = Pattern.compile("<" + Pattern.quote(name) + ">([^<]*)<")
                .matcher(pom)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        return resolved(pom, version.replace("${" + name + "}", value));
    }

    /// Put together here, so that this file does not hold them.
    private static List<String> unwanted() {
        return List.of(
                "/wo" + "rk/",
                "/ro" + "ot/",
                "repo.mav" + "en.",
                "repo1.mav" + "en.",
                "registry.np" + "mjs",
                "py" + "pi.org",
                "files.python" + "hosted",
                "crates" + ".io",
                "art" + "ifactory",
                "jit" + "pack.io");
    }

    @Test
    void no_file_names_a_machine_or_a_registry() {
        assertThat(Repository.files()).hasSizeGreaterThan(10).allSatisfy(file -> {
            String text = Repository.text(file).orElse("").toLowerCase(Locale.ROOT);
            assertThat(unwanted()).as("%s", file).noneMatch(text::contains);
        });
    }

    @Test
    void decision_records_are_numbered_without_gaps() {
        Path folder = Repository.root().resolve("docs").resolve("decisions");
        List<String> numbers = Repository.files(".md").stream()
                .filter(page -> page.startsWith(folder))
                .map(page -> String.valueOf(page.getFileName()))
                .filter(name -> name.matches("\\d{4}-.*"))
                .map(name -> name.substring(0, 4))
                .sorted()
                .toList();
        assertThat(numbers).isNotEmpty();
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(String.format(Locale.ROOT, "%04d", i + 1));
        }
    }
}
