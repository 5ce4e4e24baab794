package dev.assay.cli.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the table of rooms, and the habits that a class file shows.
final class ArchitectureTest {
    private static final String[] SPEAKING = {"dev.assay.cli..", "dev.assay.examples..", "dev.assay.benchmarks.."};

    private static JavaClasses house = new ClassFileImporter().importPackages();

    /// Rooms lie at the root, and methods one folder below; those that are not built have no classes yet.
    @BeforeAll
    static void open_the_house() throws IOException {
        try (Stream<Path> folders = Files.walk(Repository.root(), 4)) {
            List<Path> built = folders.filter(path -> path.endsWith(Path.of("target", "classes")))
                    .filter(Files::isDirectory)
                    .toList();
            house = new ClassFileImporter().importPaths(built);
        }
    }

    static Stream<String> rooms() {
        return RoomTable.rooms().stream();
    }

    private static String inside(String room) {
        return "dev.assay." + room + "..";
    }

    private static String room(JavaClass each) {
        String[] names = each.getPackageName().split("\\.", -1);
        return names.length > 2 && each.getPackageName().startsWith("dev.assay.") ? names[2] : "";
    }

    @Test
    void every_class_lies_in_a_room_of_the_table() {
        assertThat(house.contain("dev.assay.base.Problem")).isTrue();
        assertThat(house)
                .extracting(ArchitectureTest::room)
                .allSatisfy(room -> assertThat(RoomTable.rooms().contains(room) || RoomTable.AROUND.contains(room))
                        .as("room '%s' stands in the table", room)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_uses_only_what_the_table_allows(String room) {
        String[] allowed =
                RoomTable.mayUse(room).stream().map(ArchitectureTest::inside).toArray(String[]::new);
        holds(noClasses()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.assay..").and(resideOutsideOfPackages(allowed))));
    }

    @Test
    void a_library_is_used_only_behind_its_door() {
        RoomTable.DOORS.forEach((library, doors) -> {
            Stream<String> around = RoomTable.AROUND.stream();
            String[] allowed = Stream.concat(doors.stream(), around)
                    .map(ArchitectureTest::inside)
                    .toArray(String[]::new);
            holds(noClasses()
                    .that()
                    .resideOutsideOfPackages(allowed)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library + ".."));
        });
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void what_is_internal_stays_in_its_room(String room) {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage(inside(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.assay." + room + "..internal.."));
    }

    @Test
    void packages_of_a_room_have_no_cycles() {
        holds(slices().assignedFrom(new Packages()).should().beFreeOfCycles());
    }

    @Test
    void only_main_ends_the_process() {
        holds(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.assay.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void nothing_is_random_without_a_given_source() {
        // The jitter of retries must differ between processes and has no part in any result.
        holds(noClasses()
                .that()
                .haveNameNotMatching("dev\\.assay\\.model\\.remote\\.Pace.*")
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(RandomGenerator.class, "getDefault")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class));
    }

    @Test
    void no_random_source_is_static() {
        assertThat(house.stream()
                        .flatMap(each -> each.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> field.getRawType().isAssignableTo(RandomGenerator.class)))
                .isEmpty();
    }

    @Test
    void only_the_command_line_speaks_to_the_terminal() {
        // Progress is what every room may show; it alone opens standard error, and only where that is a terminal.
        DescribedPredicate<JavaClass> silent = resideInAPackage("dev.assay..")
                .and(resideOutsideOfPackages(SPEAKING))
                .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(dev.assay.base.Progress.class)));
        holds(noClasses()
                .that(silent)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
        holds(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(house.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as("%s has a @NullMarked package-info.java", each.getName())
                        .isTrue());
    }

    @Test
    void the_table_itself_has_no_surprise() {
        assertThat(RoomTable.mayUse("lm")).containsExactly("base", "lm", "model", "nn", "stats", "tensor");
        assertThat(RoomTable.mayUse("report")).doesNotContain("tensor", "model");
        assertThat(RoomTable.mayUse("vtune")).doesNotContain("tensor", "lm");
        assertThat(RoomTable.mayUse("cli")).containsAll(RoomTable.rooms());
    }

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(house);
    }

    /// Each package is a slice of its own; what is internal to one is part of it.
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass each) {
            return RoomTable.rooms().contains(room(each))
                    ? SliceIdentifier.of(each.getPackageName().replaceFirst("\\.internal(\\..*)?$", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
