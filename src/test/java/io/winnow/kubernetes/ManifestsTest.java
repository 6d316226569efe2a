package io.winnow.kubernetes;

import static io.winnow.kubernetes.Manifests.built;
import static io.winnow.kubernetes.Manifests.elements;
import static io.winnow.kubernetes.Manifests.files;
import static io.winnow.kubernetes.Manifests.read;
import static io.winnow.kubernetes.Manifests.resources;
import static io.winnow.kubernetes.Manifests.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.config.WithDefault;
import io.winnow.batch.BatchConfig;

/** What holds of the manifests without a cluster. */
class ManifestsTest {
    private static final int CONNECTIONS_OF_SUPERUSERS = 3;
    /** What a PostgreSQL with its own defaults has for those who are none. */
    private static final int CONNECTIONS = 100 - CONNECTIONS_OF_SUPERUSERS;
    private static final Pattern CONNECTIONS_TOLD = Pattern.compile("max_connections=(\\d+)");
    /** For leaving the consumer group, and for the JVM to end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    @Test
    void each_manifest_is_of_the_published_schema() throws IOException {
        for (var directory : List.of("base", "overlays/example")) {
            assertThat(resources(directory)).as(directory).isNotEmpty().allSatisfy(Published::fits);
        }
    }

    @Test
    @EnabledIf("io.winnow.kubernetes.Manifests#isKubectlHere")
    void what_kustomize_makes_of_them_is_of_the_published_schema_and_has_one_autoscaler()
            throws IOException, InterruptedException {
        for (var directory : List.of("base", "overlays/example")) {
            var built = built(directory);

            assertThat(built).filteredOn(manifest -> !isKedas(manifest)).allSatisfy(Published::fits);
            assertThat(built).extracting(manifest -> manifest.path("kind").asText()).as(directory)
                    .containsOnlyOnce("Deployment", "NetworkPolicy", "PodDisruptionBudget")
                    .filteredOn(kind -> kind.matches("HorizontalPodAutoscaler|ScaledObject")).hasSize(1);
        }
    }

    /** Its kind has no schema in a Java library; docs/kubernetes.md tells how it was held against KEDA's. */
    @Test
    void keda_scales_the_deployment_by_lag_and_by_load() throws IOException {
        var object = read("components/keda/scaled-object.yaml");

        assertThat(isKedas(object)).isTrue();
        assertThat(object.at("/spec/scaleTargetRef/name")).isEqualTo(read("base/deployment.yaml").at("/metadata/name"));
        assertThat(elements(object.at("/spec/triggers"))).extracting(trigger -> trigger.path("type").asText())
                .containsExactly("kafka", "cpu");
    }

    /** With the component the overlay is what it was, with settings that the documents know and a file for each that is named. */
    @Test
    void the_files_that_the_settings_of_tls_name_are_mounted() throws IOException {
        var literals = elements(read("components/tls/kustomization.yaml").path("configMapGenerator"))
                .flatMap(map -> elements(map.path("literals"))).map(JsonNode::asText).toList();
        var pod = read("components/tls/certificates.yaml").at("/spec/template/spec");
        var documents = Files.readString(Path.of("docs/deployment.md"));

        assertThat(literals).isNotEmpty().map(setting -> setting.substring(0, setting.indexOf('=')))
                .allMatch(documents::contains);
        assertThat(literals).filteredOn(setting -> setting.contains("_LOCATION=")).isNotEmpty().allMatch(
                setting -> setting.contains("=" + pod.at("/containers/0/volumeMounts/0/mountPath").asText() + "/"));
        assertThat(pod.at("/containers/0/volumeMounts/0/name")).isEqualTo(pod.at("/volumes/0/name"));
        assertThat(pod.at("/containers/0/name")).isEqualTo(container().path("name"));
        assertThat(Files.readString(Path.of("docs/kubernetes.md")))
                .contains("`" + pod.at("/volumes/0/secret/secretName").asText() + "`");
    }

    @Test
    void a_stop_has_the_time_that_it_may_take() throws Exception {
        var endpointsGo = Duration.ofSeconds(
                container().at("/lifecycle/preStop/sleep/seconds").asLong());
        var callsInFlight = Duration.parse("PT" + properties().getProperty("quarkus.shutdown.timeout"));
        var pollInHand = Duration.parse("PT" + BatchConfig.class.getMethod("databaseTimeout")
                .getAnnotation(WithDefault.class).value());

        assertThat(settings()).contains("QUARKUS_SHUTDOWN_TIMEOUT=" + callsInFlight.toSeconds() + "s");
        assertThat(endpointsGo).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(Duration.ofSeconds(pod().path("terminationGracePeriodSeconds").asLong()))
                .isGreaterThanOrEqualTo(endpointsGo.plus(callsInFlight).plus(pollInHand).plus(LAST_WORDS));
    }

    @Test
    void a_roll_out_takes_no_instance_away_and_outlasts_the_migrations() throws IOException {
        var spec = read("base/deployment.yaml").path("spec");
        var start = container().path("startupProbe");

        assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
        assertThat(spec.path("progressDeadlineSeconds").asInt())
                .isGreaterThan(start.path("periodSeconds").asInt() * start.path("failureThreshold").asInt());
    }

    @Test
    void each_probe_asks_what_it_is_for() throws IOException {
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .map(container()::path).map(probe -> probe.at("/httpGet/path").asText()))
                .containsExactly("/q/health/started", "/q/health/live", "/q/health/ready");
        // Its slowest question has winnow.topics.admin-timeout.
        assertThat(container().at("/readinessProbe/timeoutSeconds").asInt()).isGreaterThan(5);
    }

    @Test
    void each_setting_is_one_that_the_documentation_knows() throws IOException {
        var documented = Files.readString(Path.of("docs/configuration.md"));

        assertThat(settings()).isNotEmpty().map(setting -> setting.substring(0, setting.indexOf('=')))
                .allMatch(name -> documented.contains("`" + name + "`") || winnowsOwn(documented).contains(name));
    }

    @Test
    void no_secret_stands_in_a_file_and_the_one_that_must_exist_is_documented() throws IOException {
        for (var file : files()) {
            assertThat(Files.readString(file)).as("%s", file)
                    .doesNotContainPattern("(?m)^ *kind: Secret$|secretGenerator|stringData")
                    .doesNotContainPattern("(?i)(password|access_?token|jaas|secret_?key)[a-z_]*[=:] *\\S")
                    .doesNotContainPattern("://[^/\\s]*:[^/\\s]*@");
        }
        assertThat(Files.readString(Path.of("docs/kubernetes.md"))).contains(
                "`" + container().at("/envFrom/1/secretRef/name").asText() + "`", "`QUARKUS_DATASOURCE_USERNAME`",
                "`QUARKUS_DATASOURCE_PASSWORD`");
    }

    @Test
    void the_image_has_a_name_that_does_not_move() throws IOException {
        var image = read("overlays/example/kustomization.yaml").at("/images/0");

        assertThat(image.path("name").asText()).isEqualTo(container().path("image").asText());
        assertThat(image.path("newTag").asText(image.path("digest").asText())).matches("[0-9]+[.][0-9].*|sha256:.+");
    }

    @Test
    void the_container_may_nothing_that_it_does_not_need() throws IOException {
        var own = container().path("securityContext");
        var shared = pod().path("securityContext");

        assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(own.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(own.at("/capabilities/add").isMissingNode()).isTrue();
        assertThat(shared.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(shared.path("runAsUser").asInt()).isEqualTo(10001);
        assertThat(shared.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod().path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }

    @Test
    void as_many_instances_as_there_may_be_find_connections() throws IOException {
        assertThat(List.of(read("base/autoscaler.yaml").at("/spec/maxReplicas").asInt(),
                read("components/keda/scaled-object.yaml").at("/spec/maxReplicaCount").asInt()))
                .allSatisfy(most -> assertThat(connections(most)).isPositive().isLessThanOrEqualTo(CONNECTIONS));
    }

    @Test
    void the_instances_of_the_overlay_find_connections_and_are_as_many_without_keda() throws IOException {
        var lagging = read("overlays/example/replicas.yaml").path("spec");
        var busy = read("overlays/example/replicas-without-keda.yaml").path("spec");
        var told = CONNECTIONS_TOLD.matcher(Files.readString(Manifests.ROOT.resolve("overlays/example/replicas.yaml")));

        assertThat(told.find()).isTrue();
        assertThat(connections(lagging.path("maxReplicaCount").asInt())).isPositive()
                .isLessThanOrEqualTo(Integer.parseInt(told.group(1)) - CONNECTIONS_OF_SUPERUSERS);
        assertThat(busy.path("maxReplicas")).isEqualTo(lagging.path("maxReplicaCount"));
        assertThat(busy.path("minReplicas")).isEqualTo(lagging.path("minReplicaCount"));
    }

    @Test
    void what_the_overlay_replaces_by_its_place_is_what_the_base_has_there() throws IOException {
        var replaced = elements(read("overlays/example/network-policy.yaml"))
                .filter(step -> step.path("op").asText().equals("replace")).toList();
        var policy = read("base/network-policy.yaml");

        assertThat(replaced).hasSize(2)
                .allSatisfy(step -> assertThat(policy.at(step.path("path").asText())).isEqualTo(step.path("value")));
    }

    @Test
    void lag_is_asked_of_the_topic_and_the_group_that_the_consumer_has() throws IOException {
        var lag = elements(read("components/keda/scaled-object.yaml").at("/spec/triggers"))
                .filter(trigger -> trigger.path("type").asText().equals("kafka")).findFirst().orElseThrow()
                .path("metadata");
        var channel = "mp.messaging.incoming.session-improvements.";

        assertThat(properties().getProperty(channel + "topic")).endsWith("}" + lag.path("topic").asText());
        assertThat(properties().getProperty(channel + "group.id")).endsWith("}" + lag.path("consumerGroup").asText());
        assertThat(settings()).anyMatch(
                setting -> setting.startsWith(lag.path("bootstrapServersFromEnv").asText() + "="));
    }

    /** Of so many instances, while they are rolled out. Of none at all where their number is missing. */
    private static int connections(int most) throws IOException {
        var each = Integer.parseInt(properties().getProperty("quarkus.datasource.reactive.max-size"))
                + Integer.parseInt(properties().getProperty("quarkus.datasource.jdbc.max-size"));
        var surge = read("base/deployment.yaml").at("/spec/strategy/rollingUpdate/maxSurge").asInt();
        return most == 0 ? 0 : (most + surge) * each;
    }

    /** As environment variables: capitals, and an underscore for each dot and dash. */
    private static List<String> winnowsOwn(String documented) {
        return Pattern.compile("\\| `(winnow\\.[a-z.-]+)`").matcher(documented).results()
                .map(row -> row.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")).toList();
    }

    private static boolean isKedas(JsonNode manifest) {
        return manifest.path("apiVersion").asText().equals("keda.sh/v1alpha1")
                && manifest.path("kind").asText().equals("ScaledObject");
    }

    private static JsonNode pod() throws IOException {
        return read("base/deployment.yaml").at("/spec/template/spec");
    }

    private static JsonNode container() throws IOException {
        return pod().path("containers").get(0);
    }

    private static Properties properties() throws IOException {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(text);
        }
        return properties;
    }
}
