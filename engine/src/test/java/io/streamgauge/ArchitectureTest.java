package io.streamgauge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.Linker;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of docs/architecture.md: packages know only the floors below them, and each dangerous door has one room. */
class ArchitectureTest {
    /** Lowest floor first; packages on one floor do not know each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("clock", "record", "sse"),
            List.of("http", "hub", "prompt", "metrics"),
            List.of("endpoint", "dataset", "arrival", "search"),
            List.of("plan", "load", "health", "profiler", "telemetry", "mock"),
            List.of("report"),
            List.of("run"),
            List.of("cli"));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/io/streamgauge/tokenizer/"))
                .importPackages("io.streamgauge");
    }

    static Stream<Arguments> rooms() {
        return FLOORS.stream().flatMap(floor -> floor.stream().map(room -> Arguments.of(room, notBelow(room, floor))));
    }

    private static String[] notBelow(String room, List<String> floor) {
        return FLOORS.subList(FLOORS.indexOf(floor), FLOORS.size()).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(room))
                .map(other -> "io.streamgauge." + other + "..")
                .toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void knowsOnlyTheFloorsBelow(String room, String[] forbidden) {
        noClasses()
                .that()
                .resideInAPackage("io.streamgauge." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void everyPackageHasAFloor() {
        List<String> known = FLOORS.stream().flatMap(List::stream).toList();
        List<String> unknown = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !known.contains(name.replaceFirst("^io\\.streamgauge\\.([a-z]+).*", "$1")))
                .distinct()
                .toList();
        org.assertj.core.api.Assertions.assertThat(unknown).isEmpty();
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.streamgauge.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyClockReadsTheMonotonicClock() {
        outside("clock").should().callMethod(System.class, "nanoTime").check(classes);
    }

    @Test
    void onlyClockLinksNativeFunctions() {
        outside("clock", "http")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Linker.class)
                .check(classes);
    }

    @Test
    void onlyTheWireSeesNetty() {
        outside("http", "mock")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(classes);
    }

    @Test
    void onlyTheCommandLineExitsOrPrints() {
        outside("cli").should().callMethod(System.class, "exit", int.class).check(classes);
        outside("cli").should().accessField(System.class, "out").check(classes);
        outside("cli").should().accessField(System.class, "err").check(classes);
    }

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction outside(String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(Arrays.stream(rooms)
                        .map(room -> "io.streamgauge." + room + "..")
                        .toArray(String[]::new));
    }
}
