package io.winnow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.winnow.problem.ErrorKind;
import io.winnow.problem.Problem;

import kafka.server.KafkaConfig;

/** Holds the stack of containers to what nobody sees until it runs: versions, secrets, the names of variables. */
class ComposeTest {
    private static final Path FOLDER = Path.of("src/main/docker");
    /** Without a registry's host, and to the last digit. */
    private static final String PINNED = "([a-z0-9-]+/)?[a-z0-9-]+:v?\\d+\\.\\d+(\\.\\d+)?(-SNAPSHOT)?";
    private static final Pattern ASKED_FOR = Pattern.compile("\\$\\{([A-Z_]+)");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|TOKEN).*");

    private static String text;
    private static Map<String, Map<String, Object>> services;

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(FOLDER.resolve("compose.yaml"));
        services = cast(new Yaml().<Map<String, Object>>load(text).get("services"));
    }

    static Stream<String> names() throws IOException {
        read();
        return services.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_image_is_pinned(String service) {
        assertThat((String) services.get(service).get("image")).matches(PINNED);
    }

    @Test
    void the_instances_are_of_this_version() throws IOException {
        var version = Pattern.compile("(?m)^  <version>(.+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(List.of("migrations", "winnow-1", "winnow-2"))
                .allSatisfy(
                        name -> assertThat(services.get(name)).containsEntry("image", "winnow:" + version.group(1)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_secret_comes_from_outside_and_its_absence_is_told(String service) {
        assertThat(environment(service)).allSatisfy((name, value) -> {
            if (SECRET.matcher(name).matches()) {
                assertThat(value).as(name).matches("\\$\\{[A-Z_]+:\\?.+}");
            }
        });
    }

    @Test
    void the_example_names_what_is_asked_for_and_gives_no_secret() throws IOException {
        var example = Files.readAllLines(FOLDER.resolve(".env.example"));

        var named = example.stream().filter(line -> line.matches("#?[A-Z_]+=.*"))
                .map(line -> line.replaceAll("^#|=.*", "")).collect(toCollection(TreeSet::new));
        var asked = ASKED_FOR.matcher(text).results().map(found -> found.group(1)).collect(toCollection(TreeSet::new));
        assertThat(named).isEqualTo(asked);
        assertThat(example).filteredOn(line -> SECRET.matcher(line).matches()).allMatch(line -> line.endsWith("="));
        assertThat(Path.of(".gitignore")).content().contains("\n.env\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_container_writes_to_its_volumes_alone_and_answers_this_machine_alone(String service) {
        assertThat(services.get(service)).containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"));
        List<String> ports = cast(services.get(service).getOrDefault("ports", List.of()));
        assertThat(ports).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void each_variable_of_an_instance_is_documented() throws IOException {
        var documents = Files.readString(Path.of("docs/configuration.md"))
                + Files.readString(Path.of("docs/deployment.md"));

        assertThat(List.of("migrations", "winnow-1")).flatMap(name -> environment(name).keySet())
                .allSatisfy(variable -> assertThat(documents).contains("`" + variable + "`"));
    }

    @Test
    void each_variable_of_the_broker_is_a_setting_of_kafka() {
        Set<String> settings = KafkaConfig.configDef().names();

        assertThat(environment("kafka").keySet()).filteredOn(variable -> !variable.equals("KAFKA_HEAP_OPTS"))
                .allSatisfy(variable -> assertThat(settings)
                        .contains(variable.replaceFirst("KAFKA_", "").toLowerCase().replace('_', '.')));
    }

    @Test
    void dashboards_are_looked_for_where_they_are_mounted() throws IOException {
        var provisioning = FOLDER.resolve("observe/grafana/provisioning/dashboards/winnow.yaml");
        List<Map<String, Object>> providers = cast(
                new Yaml().<Map<String, Object>>load(Files.readString(provisioning)).get("providers"));

        assertThat(providers).isNotEmpty().extracting(
                provider -> ComposeTest.<Map<String, String>>cast(provider.get("options")).get("path"))
                .allSatisfy(path -> assertThat(targets("grafana")).contains(path));
    }

    @Test
    void what_no_instance_answers_is_told_as_winnow_tells_it() throws IOException {
        var answer = Files.readString(FOLDER.resolve("unavailable.http")).split("\r\n\r\n", 2);

        var told = new ObjectMapper().readValue(answer[1], Problem.class);
        assertThat(told).isEqualTo(ErrorKind.UNAVAILABLE.problem(told.detail()));
        assertThat(answer[0].lines()).contains("HTTP/1.1 503 Service Unavailable", "Retry-After: 1",
                "Content-Type: " + Problem.MEDIA_TYPE, "Content-Length: " + answer[1].getBytes(UTF_8).length);
        var files = Pattern.compile("errorfile (\\d+) (\\S+)")
                .matcher(Files.readString(FOLDER.resolve("haproxy.cfg"))).results().toList();
        assertThat(files).extracting(file -> file.group(1)).containsExactly("502", "503", "504");
        assertThat(files).extracting(file -> file.group(2)).allMatch(targets("proxy")::contains);
    }

    /** Where the volumes of a service are within its container. */
    private static List<String> targets(String service) {
        List<String> volumes = cast(services.get(service).getOrDefault("volumes", List.of()));
        return volumes.stream().map(volume -> volume.split(":")[1]).toList();
    }

    private static Map<String, String> environment(String service) {
        return cast(services.get(service).getOrDefault("environment", Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object node) {
        return (T) node;
    }
}
