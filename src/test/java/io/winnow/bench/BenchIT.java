package io.winnow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import io.winnow.testing.WinnowProcess;

/** Runs the benchmark: in every build so small that its figures mean nothing, so that it can't rot. */
@DisabledIfSystemProperty(named = WinnowProcess.EXECUTABLE, matches = ".+", disabledReason = "it measures the jar")
class BenchIT {
    /** Processor time is counted in ticks of 10 ms, more than it takes to walk so small a batch; of full collections none is the goal. */
    private static final Set<String> MAY_BE_ZERO = Set.of(WalkRow.CLIENT, MemoryRow.FULL);

    @TempDir
    Path directory;

    @Test
    void every_row_is_measured() throws Exception {
        var settings = BenchSettings.read();

        var figures = Bench.run(settings, directory, Path.of("target", System.getProperty("bench.report", "smoke")));

        assertThat(figures).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.ratios()).hasSizeBetween(1, Math.max(settings.rounds(), settings.soaks()));
            if (!MAY_BE_ZERO.contains(figure.what())) {
                assertThat(figure.floor()).allMatch(value -> value > 0);
                assertThat(figure.service()).allMatch(value -> value > 0);
            }
        });
    }
}
