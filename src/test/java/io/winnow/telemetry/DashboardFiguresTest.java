package io.winnow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard draws what docs/performance.md measured: a figure that is taken anew must be drawn anew. */
class DashboardFiguresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Schedule calls | schedule, throughput",
            "Snapshots appended | materialize a backlog",
            "Sessions taken in | register a session, throughput",
            "From acknowledged to readable | from acknowledged to readable at 200/s, p99"})
    void a_dashed_line_is_the_measured_figure(String title, String what) throws IOException {
        var measured = measured(what);

        var panel = Observed.panels().stream().filter(one -> one.path("title").textValue().equals(title)).findFirst()
                .orElseThrow();
        assertThat(panel.at("/fieldConfig/defaults/thresholds/steps/1/value").decimalValue())
                .isEqualByComparingTo(plain(measured));
        assertThat(panel.path("description").textValue()).contains(measured.replace(" /s", ""));
    }

    /** The service's figure with its unit, from the first table that has it. */
    private static String measured(String what) throws IOException {
        return Files.readAllLines(Path.of("docs/performance.md")).stream().map(line -> line.split(" \\| "))
                .filter(cells -> cells.length > 3 && cells[1].equals(what)).map(cells -> cells[3]).findFirst()
                .orElseThrow();
    }

    /** As Prometheus has it: a second, and in seconds. */
    private static BigDecimal plain(String figure) {
        var number = new BigDecimal(figure.substring(0, figure.indexOf(' ')).replace(",", ""));
        return figure.endsWith("ms") ? number.movePointLeft(3) : number;
    }
}
