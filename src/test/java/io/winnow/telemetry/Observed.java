package io.winnow.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The files that Prometheus and Grafana are given. */
final class Observed {
    static final Path DIRECTORY = Path.of("src/main/docker/observe");
    static final Path DASHBOARD = DIRECTORY.resolve("grafana/dashboards/winnow.json");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    private Observed() {}

    /** All that is asked of Prometheus, by alerts and dashboard. */
    static List<String> expressions() throws IOException {
        return Stream.concat(alerts().stream(), panels().stream().flatMap(panel -> list(panel.path("targets"))))
                .map(query -> query.path("expr").textValue()).toList();
    }

    static List<JsonNode> alerts() throws IOException {
        return list(yaml("alerts.yml").path("groups")).flatMap(group -> list(group.path("rules"))).toList();
    }

    static List<JsonNode> panels() throws IOException {
        return list(dashboard().path("panels"))
                .flatMap(panel -> Stream.concat(Stream.of(panel), list(panel.path("panels")))).toList();
    }

    static JsonNode dashboard() throws IOException {
        return JSON.readTree(DASHBOARD.toFile());
    }

    static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(DIRECTORY.resolve(file).toFile());
    }

    static Stream<JsonNode> list(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
