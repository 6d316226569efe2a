package io.winnow.telemetry;

import static io.winnow.telemetry.Observed.list;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.telemetry.PromQl.Selector;

/** Holds alerts, dashboard, provisioning and docs/operations.md together; {@link OperationsTest} has their meters. */
class AlertsTest {
    private static final Path RUNBOOK = Path.of("docs/operations.md");
    private static final Pattern ROW = Pattern.compile("\\| `(Winnow\\w+)` \\| (page|ticket) \\| .+ \\| .+ \\|");

    @Test
    void each_alert_is_documented_with_its_severity() throws IOException {
        try (var lines = Files.lines(RUNBOOK)) {
            var documented = lines.map(ROW::matcher).filter(row -> row.matches())
                    .collect(toMap(row -> row.group(1), row -> row.group(2)));

            assertThat(Observed.alerts()).isNotEmpty();
            assertThat(severities()).isEqualTo(documented);
        }
    }

    @Test
    void each_runbook_is_a_heading_that_there_is() throws IOException {
        var headings = Files.readAllLines(RUNBOOK).stream().filter(line -> line.startsWith("## "))
                .map(line -> "docs/operations.md, \"" + line.substring(3) + "\"").toList();

        assertThat(Observed.alerts()).allSatisfy(
                alert -> assertThat(headings).contains(alert.at("/annotations/runbook").textValue()));
    }

    @Test
    void each_alert_is_tried_by_the_rules_own_tests() throws IOException {
        var fired = list(Observed.yaml("alerts-test.yml").path("tests"))
                .flatMap(test -> list(test.path("alert_rule_test")))
                .filter(test -> !test.path("exp_alerts").isEmpty()).map(test -> test.path("alertname").textValue())
                .distinct().toList();

        assertThat(fired).containsExactlyInAnyOrderElementsOf(severities().keySet());
    }

    @Test
    void everything_is_asked_of_the_job_that_is_scraped() throws IOException {
        var job = Observed.yaml("prometheus.yml").at("/scrape_configs/0/job_name").textValue();

        assertThat(Observed.expressions())
                .allSatisfy(expression -> assertThat(expression.replaceAll("job=\"" + job + "\"", "")
                        .replaceAll("\\{[,}]", "{")).as(expression).doesNotContain("job=").isNotEqualTo(expression));
    }

    @Test
    void each_panel_asks_the_source_that_is_provisioned() throws IOException {
        var source = Observed.yaml("grafana/provisioning/datasources/prometheus.yaml").at("/datasources/0/uid");
        var panels = Observed.panels().stream().filter(panel -> !panel.path("type").textValue().equals("row")).toList();

        assertThat(panels).hasSizeGreaterThan(15).allSatisfy(panel -> {
            assertThat(panel.at("/datasource/uid")).isEqualTo(source);
            assertThat(list(panel.path("targets"))).isNotEmpty()
                    .allMatch(target -> target.at("/datasource/uid").equals(source));
        });
        assertThat(Observed.panels()).extracting(panel -> panel.path("id").intValue()).doesNotHaveDuplicates();
    }

    @Test
    void an_expression_asks_for_what_is_no_function_word_label_or_time() {
        var asked = PromQl
                .selectors("sum by (job) (rate(a_total{job=\"x\",b=\"c\",d=~\"e.\"}[5m])) / max(f) > 0.5 or vector(0)");

        assertThat(asked).containsExactly(new Selector("a_total", Map.of("b", "c")), new Selector("f", Map.of()));
    }

    private static Map<String, String> severities() throws IOException {
        return Observed.alerts().stream().collect(toMap(AlertsTest::name,
                alert -> alert.at("/labels/severity").textValue()));
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").textValue();
    }
}
