package io.winnow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import io.winnow.testing.WinnowProcess;

/** Runs the benchmark: in every build so small that its figures mean nothing, so that it can't rot. */
@DisabledIfSystemProperty(named = WinnowProcess.EXECUTABLE, matches = ".+", disabledReason = "it measures the jar")
class BenchIT {
    @TempDir
    Path directory;

    @Test
    void every_row_is_measured() throws Exception {
        var settings = BenchSettings.read();

        var figures = Bench.run(settings, directory, Path.of("target", System.getProperty("bench.report", "smoke")));

        assertThat(figures).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.ratios()).hasSizeBetween(1, Math.max(settings.rounds(), settings.soaks()));
            // Processor time is counted in ticks of 10 ms, more than the client takes for so little; of full collections
            // none is the goal.
            if (!figure.what().endsWith(Watched.CLIENT) && !figure.what().equals(MemoryRow.FULL)) {
                assertThat(figure.floor()).allMatch(value -> value > 0);
                assertThat(figure.service()).allMatch(value -> value > 0);
            }
        });
    }
}
