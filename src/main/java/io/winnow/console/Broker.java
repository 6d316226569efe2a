package io.winnow.console;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import picocli.CommandLine.Option;

/** The broker of a command: the option that names it, and clients that reach it as the service does. */
final class Broker {

    /** How long a client of a command tries to reach the broker. */
    static final int PATIENCE_MS = 10_000;

    private static final String PREFIX = "KAFKA_";

    private final Map<String, String> environment;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "the Kafka broker (KAFKA_BOOTSTRAP_SERVERS, or 127.0.0.1:29092)")
    String servers;

    Broker(Shell shell) {
        environment = shell.environment();
        servers = shell.variable("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:29092");
    }

    /** A consumer without a group: it reads what it is assigned and leaves no trace on the broker. */
    KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                settings(ConsumerConfig.configNames(), Map.of("default.api.timeout.ms", PATIENCE_MS,
                        // As long as a command that has read all waits for its end.
                        "fetch.max.wait.ms", 50),
                        Map.of(
                                "allow.auto.create.topics", false, "enable.auto.commit", false)),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer that is told of each record whether the broker, and as many replicas as it asks for, have it. */
    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                // How large a record may be is for the broker to say. Without batches one that it refuses stands alone:
                // of several the client would look for the culprit, endlessly where the limit is below its batch.size.
                settings(ProducerConfig.configNames(), Map.of("max.block.ms", PATIENCE_MS), Map.of(
                        "acks", "all", "enable.idempotence", true, "max.request.size", Integer.MAX_VALUE,
                        "batch.size", 0)),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** All partitions of a topic; that there is none is a failure. */
    List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return partitions;
    }

    /**
     * The settings of a client: ours, which the environment may override, and those that may not be.
     *
     * @param known the names that the client has, since not all that begins with KAFKA_ is meant for it: Kafka's own
     *        scripts have their KAFKA_HOME and KAFKA_OPTS
     */
    Map<String, Object> settings(Set<String> known, Map<String, Object> ours, Map<String, Object> fixed) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.put("client.id", "winnow-console");
        settings.put("reconnect.backoff.max.ms", PATIENCE_MS);
        environment.forEach((variable, value) -> {
            String name = variable.startsWith(PREFIX) ? name(variable) : "";
            if (known.contains(name)) {
                settings.put(name, value);
            }
        });
        settings.putAll(fixed);
        settings.put("bootstrap.servers", servers);
        return settings;
    }

    private static String name(String variable) {
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
