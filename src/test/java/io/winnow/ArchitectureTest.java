package io.winnow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Holds the house to its plan: each room, and what it may import. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.winnow");

    private static final List<String> LEAVES = List.of("problem", "http", "json", "config", "database", "broker",
            "telemetry");

    /** Beside itself. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("embedded", List.of()),
            Map.entry("console", List.of("problem")),
            Map.entry("importing", leavesAnd("improvement", "session")),
            Map.entry("release", leavesAnd("batch", "improvement", "session", "outbox")),
            Map.entry("export", leavesAnd("batch", "training")),
            Map.entry("training", List.of("json")),
            Map.entry("batch", leavesAnd("improvement", "session")),
            Map.entry("improvement", leavesAnd("session")),
            Map.entry("session", leavesAnd()),
            Map.entry("outbox", leavesAnd()),
            Map.entry("http", List.of("problem", "telemetry", "config")),
            Map.entry("json", List.of("problem")),
            Map.entry("broker", List.of("problem", "telemetry", "config")),
            Map.entry("database", List.of("problem", "config")),
            Map.entry("problem", List.of()),
            Map.entry("telemetry", List.of()),
            Map.entry("config", List.of()));

    private static List<String> leavesAnd(String... rooms) {
        return Stream.concat(LEAVES.stream(), Arrays.stream(rooms)).toList();
    }

    static Stream<String> rooms() {
        return HOUSE.stream().map(ArchitectureTest::room).filter(room -> !room.isEmpty()).distinct();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_imports_only_what_lies_below_it(String room) {
        assertThat(MAY_IMPORT).as("rooms of the plan").containsKey(room);
        var allowed = Stream.concat(Stream.of(room), MAY_IMPORT.get(room).stream()).toList();
        classes().that(liveIn(List.of(room))).should().onlyDependOnClassesThat(liveIn(allowed).or(areNotOurs()))
                .check(HOUSE);
    }

    @Test
    void no_rooms_import_each_other_in_a_circle() {
        slices().matching("io.winnow.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void only_the_entry_point_knows_the_embedded_servers() {
        classes().that(liveIn(List.of("embedded"))).should()
                .onlyHaveDependentClassesThat(liveIn(List.of("embedded")).or(isEntryPoint())).check(HOUSE);
    }

    /** Neither would be found behind the first step of a Uni that waits (ADR 26). */
    @Test
    void nothing_hangs_on_a_request_scope_or_a_transaction_of_jta() {
        noClasses().should().dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.enterprise.context.RequestScoped")
                .orShould().dependOnClassesThat().resideInAPackage("jakarta.transaction..").check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_says_what_lives_there(String room) {
        // Annotation-free package-info leaves no class file: the source is the witness.
        assertThat(Path.of("src/main/java/io/winnow", room, "package-info.java")).exists();
    }

    private static DescribedPredicate<JavaClass> liveIn(List<String> rooms) {
        return DescribedPredicate.describe("live in " + rooms, type -> areOurs(type) && rooms.contains(room(type)));
    }

    private static DescribedPredicate<JavaClass> areNotOurs() {
        return DescribedPredicate.describe("are not ours", type -> !areOurs(type));
    }

    private static DescribedPredicate<JavaClass> isEntryPoint() {
        return DescribedPredicate.describe("are the entry point", type -> areOurs(type) && room(type).isEmpty());
    }

    private static boolean areOurs(JavaClass type) {
        return type.getPackageName().startsWith("io.winnow");
    }

    private static String room(JavaClass type) {
        return Arrays.stream(type.getPackageName().split("\\.")).skip(2).findFirst().orElse("");
    }
}
