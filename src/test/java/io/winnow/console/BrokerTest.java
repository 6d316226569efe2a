package io.winnow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BrokerTest {

    @Test
    void the_environment_sets_what_the_client_knows_and_nothing_else() {
        Broker broker = broker(Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "KAFKA_SASL_MECHANISM", "PLAIN",
                "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "", "KAFKA_HOME", "/opt/kafka", "KAFKA_OPTS", "-Xmx1g",
                "KAFKA_MAX_POLL_RECORDS", "7", "SECURITY_PROTOCOL", "PLAINTEXT"));

        Map<String, Object> settings = broker.settings(ProducerConfig.configNames(), Map.of(), Map.of());

        assertThat(settings).containsOnly(Map.entry("security.protocol", "SASL_SSL"),
                Map.entry("sasl.mechanism", "PLAIN"), Map.entry("ssl.endpoint.identification.algorithm", ""),
                Map.entry("bootstrap.servers", "127.0.0.1:29092"), Map.entry("client.id", "winnow-console"),
                Map.entry("reconnect.backoff.max.ms", Broker.PATIENCE_MS));
    }

    @Test
    void the_environment_may_be_more_patient_but_not_less_careful() {
        Broker broker = broker(Map.of("KAFKA_ACKS", "0", "KAFKA_MAX_BLOCK_MS", "60000"));

        Map<String, Object> settings = broker.settings(ProducerConfig.configNames(), Map.of("max.block.ms", 10_000),
                Map.of("acks", "all"));

        assertThat(settings).containsEntry("acks", "all").containsEntry("max.block.ms", "60000");
    }

    @Test
    void clients_take_the_environment() {
        Broker broker = broker(Map.of("KAFKA_SECURITY_PROTOCOL", "SOME"));

        assertThatThrownBy(broker::consumer).isInstanceOf(ConfigException.class).hasMessageContaining("SOME");
        assertThatThrownBy(broker::producer).isInstanceOf(ConfigException.class).hasMessageContaining("SOME");
    }

    @Test
    void a_blank_address_counts_as_none() {
        assertThat(broker(Map.of("KAFKA_BOOTSTRAP_SERVERS", " ")).servers).isEqualTo("127.0.0.1:29092");
        assertThat(broker(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")).servers).isEqualTo("kafka:9092");
    }

    private static Broker broker(Map<String, String> environment) {
        return new Broker(new Shell(environment, System.out, System.err));
    }
}
