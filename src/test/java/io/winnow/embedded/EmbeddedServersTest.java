package io.winnow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.winnow.testing.FreePorts;
import io.winnow.testing.Servers;

class EmbeddedServersTest {

    private static final Set<Substitute> BOTH = EnumSet.allOf(Substitute.class);

    @TempDir
    Path folder;

    @Test
    void an_acknowledged_write_is_on_the_disk() throws Exception {
        assertThat(answer(Servers.jdbcUrl(), "show fsync")).isEqualTo("on");
        assertThat(answer(Servers.jdbcUrl(), "show synchronous_commit")).isEqualTo("on");
        assertThat(brokerSetting("log.flush.interval.messages")).isEqualTo("1");
    }

    @Test
    void data_survives_a_restart() throws Exception {
        String cluster;
        try (EmbeddedServers servers = EmbeddedServers.start(BOTH, new FreePorts(folder));
                Admin admin = admin(servers)) {
            answer(jdbcUrl(servers), "create table kept as select 'a row' as value");
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            cluster = admin.describeCluster().clusterId().get();
        }

        try (EmbeddedServers servers = EmbeddedServers.start(BOTH, new FreePorts(folder));
                Admin admin = admin(servers)) {
            assertThat(answer(jdbcUrl(servers), "select value from kept")).isEqualTo("a row");
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(cluster);
        }
    }

    @Test
    void a_data_directory_in_use_is_refused_and_left_alone() throws Exception {
        try (EmbeddedServers first = EmbeddedServers.start(Set.of(Substitute.BROKER), new FreePorts(folder));
                Admin admin = admin(first)) {

            assertThatThrownBy(() -> EmbeddedServers.start(BOTH, new FreePorts(folder)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContainingAll(folder.toString(), "in use", "winnow.embedded.data-dir");

            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
            assertThat(folder.resolve("postgres")).doesNotExist();
        }
    }

    @Test
    void a_taken_port_is_refused_by_the_name_of_its_setting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedServers.start(BOTH, settings(port, 0)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContainingAll("Port " + port + " is taken", "winnow.embedded.postgres-port");
            assertThatThrownBy(() -> EmbeddedServers.start(BOTH, settings(0, port)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContainingAll("Port " + port + " is taken", "winnow.embedded.kafka-port");
        }
    }

    @Test
    void a_port_that_cannot_be_is_refused_by_the_name_of_its_setting() {
        assertThatThrownBy(() -> EmbeddedServers.start(Set.of(Substitute.BROKER), settings(0, 65_536)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("winnow.embedded.kafka-port must be from 0 to 65535, not 65536.");
    }

    @Test
    void only_what_is_not_configured_is_started() {
        assertThat(Substitute.missing(Set.of()::contains)).isEqualTo(BOTH);
        assertThat(Substitute.missing(Set.of("kafka.bootstrap.servers")::contains))
                .containsExactly(Substitute.DATABASE);
        assertThat(Substitute.missing(Set.of("quarkus.datasource.reactive.url")::contains))
                .containsExactly(Substitute.BROKER);
    }

    private EmbeddedSettings settings(int postgresPort, int kafkaPort) {
        return new Settings(folder, postgresPort, kafkaPort);
    }

    private record Settings(Path dataDir, int postgresPort, int kafkaPort) implements EmbeddedSettings {}

    private static String jdbcUrl(EmbeddedServers servers) {
        return "jdbc:%s?user=postgres".formatted(servers.properties().get("quarkus.datasource.reactive.url"));
    }

    private static Admin admin(EmbeddedServers servers) {
        return Admin.create(Map.of("bootstrap.servers", servers.properties().get("kafka.bootstrap.servers")));
    }

    private static String answer(String jdbcUrl, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            ResultSet rows = statement.getResultSet();
            return rows != null && rows.next() ? rows.getString(1) : null;
        }
    }

    private static String brokerSetting(String name) throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(KafkaSettings.NODE));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.bootstrapServers()))) {
            return admin.describeConfigs(List.of(broker)).all().get().get(broker).get(name).value();
        }
    }
}
