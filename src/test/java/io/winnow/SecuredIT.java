package io.winnow;

import static io.winnow.testing.Api.awaitReady;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.restassured.RestAssured;
import io.winnow.broker.AtStart;
import io.winnow.console.CommandLineRun;
import io.winnow.embedded.SecuredKafka;
import io.winnow.embedded.SecuredPostgres;
import io.winnow.testing.Background;
import io.winnow.testing.Certificates;
import io.winnow.testing.FreePorts;
import io.winnow.testing.WinnowProcess;

/**
 * The packaged service where PostgreSQL and Kafka demand TLS and an account, by the settings that docs/deployment.md gives:
 * one instance that comes to the broker with a password, one with a certificate, and those that are misconfigured.
 */
class SecuredIT {
    private static final String BROKER_PASSWORD = "secret-of-the-broker";
    private static final String DATABASE_PASSWORD = "secret-of-the-database";

    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static SecuredKafka kafka;
    private static SecuredPostgres postgres;
    private static Instance byPassword;
    private static Instance wrongAuthority;

    private record Instance(int port, WinnowProcess process) {}

    /** All at once: a start takes seconds, most of them a processor's. */
    @BeforeAll
    static void start() throws Exception {
        try (var background = new Background()) {
            var database = background
                    .start(() -> SecuredPostgres.start(Files.createDirectory(directory.resolve("postgres"))));
            certificates = Certificates.in(Files.createDirectory(directory.resolve("certificates")));
            kafka = SecuredKafka.start(Files.createDirectory(directory.resolve("kafka")), certificates,
                    BROKER_PASSWORD);
            postgres = Background.await(database);
            postgres.secure(certificates, DATABASE_PASSWORD);
        }
        byPassword = start(database(certificates.authority()), byPassword(BROKER_PASSWORD));
        wrongAuthority = start(database(certificates.stranger()), byCertificate());
    }

    @AfterAll
    static void stop_and_see_that_no_secret_was_printed() throws Exception {
        var instances = List.of(byPassword, wrongAuthority);
        try (var background = new Background()) {
            instances.stream().map(instance -> background.start(instance.process::terminated)).toList()
                    .forEach(Background::await);
        }
        kafka.close();
        postgres.close();
        assertThat(instances).allSatisfy(instance -> assertThat(instance.process.output())
                .doesNotContain(BROKER_PASSWORD, DATABASE_PASSWORD, "PRIVATE KEY"));
    }

    @AfterEach
    void reset() {
        RestAssured.reset();
    }

    @Test
    void with_a_password_a_session_goes_the_whole_way_and_its_announcement_is_heard() {
        goesTheWholeWay(byPassword, byPassword(BROKER_PASSWORD));
    }

    /** By the service's own start and by commands, in this process: another instance would take seconds to say the same. */
    @Test
    void by_a_certificate_the_topics_are_made_sure_of_and_read() {
        assertThatCode(() -> AtStart.meets(connection(byCertificate()))).doesNotThrowAnyException();
        var letters = CommandLineRun.in(byCertificate(), "dead-letters", "list");
        assertThat(letters.status()).as(letters.err()).isZero();
    }

    /** Here and not in a process, which would take seconds to say the same: how a start ends so, UpgradeIT shows. */
    @ParameterizedTest
    @MethodSource("refusals")
    void a_broker_that_lets_nobody_in_ends_the_start_with_what_to_look_at(Map<String, String> broker, String line) {
        assertThatThrownBy(() -> AtStart.meets(connection(broker))).rootCause().isInstanceOfSatisfying(
                PreventFurtherStepsException.class, end -> {
                    assertThat(end.getExitCode()).isEqualTo(78);
                    assertThat(end).hasMessageStartingWith(line).hasMessageNotContaining("secret");
                });
    }

    private static Map<String, Object> connection(Map<String, String> broker) {
        var connection = new HashMap<String, Object>();
        broker.forEach(
                (name, value) -> connection.put(name.replace("KAFKA_", "").toLowerCase().replace('_', '.'), value));
        return connection;
    }

    static Stream<Arguments> refusals() {
        var stranger = new HashMap<>(byPassword(BROKER_PASSWORD));
        stranger.put("KAFKA_SSL_TRUSTSTORE_LOCATION", certificates.stranger().toString());
        var without = new HashMap<>(byCertificate());
        without.keySet().removeIf(name -> name.startsWith("KAFKA_SSL_KEYSTORE"));
        return Stream.of(
                Arguments.of(byPassword("a secret that is wrong"),
                        "The broker refuses the account, see KAFKA_SASL_JAAS_CONFIG"),
                Arguments.of(stranger, "The broker's certificate is not trusted: KAFKA_SSL_TRUSTSTORE_LOCATION"),
                Arguments.of(without, "The broker accepts no certificate of ours, see KAFKA_SSL_KEYSTORE_LOCATION"));
    }

    @Test
    void a_database_that_is_not_trusted_ends_the_start_in_one_line() throws Exception {
        assertThat(wrongAuthority.process.ended()).isEqualTo(78);
        // The JVM itself may have something to say of libraries.
        assertThat(wrongAuthority.process.output().lines()).filteredOn(line -> !line.startsWith("WARNING: "))
                .singleElement().asString()
                .startsWith(
                        "The database's certificate is not trusted: sslrootcert in QUARKUS_DATASOURCE_REACTIVE_URL");
    }

    @Test
    void a_password_that_is_changed_while_it_serves_is_told_by_readiness() throws Exception {
        at(byPassword);
        awaitReady();
        postgres.execute("alter role winnow password 'another'");
        // Else they would serve on with the connections that they have.
        postgres.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'winnow'");
        try {
            awaitReadiness("postgresql", "The database refuses the account");
        } finally {
            postgres.execute("alter role winnow password '%s'".formatted(DATABASE_PASSWORD));
        }
        awaitReady();
    }

    @Test
    void a_command_that_does_not_trust_the_broker_says_so() {
        var environment = new HashMap<>(byCertificate());
        environment.put("KAFKA_SSL_TRUSTSTORE_LOCATION", certificates.stranger().toString());

        var run = CommandLineRun.in(environment, "listen", "--timeout", "5");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).last().asString()
                .contains(kafka.byCertificate(), "The broker's certificate is not trusted");
    }

    private static void goesTheWholeWay(Instance instance, Map<String, String> broker) {
        at(instance);
        awaitReady();
        var sessions = scheduledInFreshBatch(2);
        var id = newId();
        var batch = release(id).then().statusCode(200).extract().jsonPath().getString("batch_id");
        assertThat(walk(batch, 10)).extracting(session -> session.get("session_id"))
                .containsExactlyInAnyOrderElementsOf(sessions);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> get("/batch?batch_id=" + batch).jsonPath()
                .get("announced_at") != null);
        var heard = CommandLineRun.in(broker, "listen", "--from-beginning", "--batch", batch, "--max", "1",
                "--timeout", "20");
        assertThat(heard.text()).as(heard.err()).contains(id);
        var letters = CommandLineRun.in(broker, "dead-letters", "list");
        assertThat(letters.status()).as(letters.err()).isZero();
    }

    private static void at(Instance instance) {
        RestAssured.port = instance.port;
    }

    private static void awaitReadiness(String check, String cause) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> get("/q/health/ready")
                .then().statusCode(503)
                .body("checks.find { it.name == '%s' }.data.cause".formatted(check), containsString(cause)));
    }

    private static Instance start(Map<String, String> database, Map<String, String> broker) throws Exception {
        var port = FreePorts.find();
        var environment = new HashMap<>(database);
        environment.putAll(broker);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return new Instance(port, WinnowProcess.start(directory, Map.of(), environment));
    }

    private static Map<String, String> database(Path authority) {
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://%s?sslmode=verify-full&sslrootcert=%s&sslcert=%s&sslkey=%s".formatted(postgres.address(),
                        authority, certificates.certificate("winnow"), certificates.key("winnow")),
                "QUARKUS_DATASOURCE_USERNAME", "winnow",
                "QUARKUS_DATASOURCE_PASSWORD", DATABASE_PASSWORD);
    }

    private static Map<String, String> byPassword(String password) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.byPassword(),
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_SASL_JAAS_CONFIG", "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"winnow\" password=\"%s\";".formatted(password),
                "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION", certificates.authority().toString());
    }

    private static Map<String, String> byCertificate() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.byCertificate(),
                "KAFKA_SECURITY_PROTOCOL", "SSL",
                "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION", certificates.authority().toString(),
                "KAFKA_SSL_KEYSTORE_TYPE", "PEM",
                "KAFKA_SSL_KEYSTORE_LOCATION", certificates.keyStore("winnow").toString());
    }
}
