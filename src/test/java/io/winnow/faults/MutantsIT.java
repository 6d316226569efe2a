package io.winnow.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.winnow.testing.MavenBuild;

/** Shows that the harness can fail: each build that is broken on purpose must be caught. */
@EnabledIfSystemProperty(named = "faults.mutants", matches = ".+", disabledReason = "an exercise: mvn verify -Pmutants")
class MutantsIT {
    private static final String JAR = "winnow.jar";

    @TempDir
    Path directory;

    /** Those that were asked for. */
    static List<Mutant> mutants() {
        var word = System.getProperty("faults.mutants");
        return Mutant.all().stream().filter(mutant -> word.equals("all") || mutant.name().contains(word)).toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_broken_build_is_caught(Mutant mutant) throws Exception {
        var healthy = System.getProperty(JAR);
        System.setProperty(JAR, packaged(mutant).toString());
        try {
            var findings = Run.of(new FaultSettings(1, Duration.ofSeconds(60), Duration.ofSeconds(20), 2, 6,
                    mutant.faults()), directory);

            assertThat(findings.broken()).as("%s was not caught", mutant)
                    .anyMatch(broken -> mutant.caught().stream().map(Invariant::name).anyMatch(broken::startsWith));
        } finally {
            System.setProperty(JAR, healthy);
        }
    }

    /** A copy of the sources, with the mutant in it, packaged. */
    private Path packaged(Mutant mutant) throws IOException, InterruptedException {
        var root = directory.resolve("mutant");
        FileUtils.copyDirectory(Path.of("src/main").toFile(), root.resolve("src/main").toFile());
        FileUtils.copyFile(Path.of("pom.xml").toFile(), root.resolve("pom.xml").toFile());
        for (var change : mutant.changes()) {
            change.apply(root);
        }
        return MavenBuild.packaged(root);
    }
}
