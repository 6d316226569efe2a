package io.winnow.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker as others see it: plain clients, bytes in and out. */
public final class Topics {
    /** The group of the service's consumer, as application.properties has it where topics have no prefix. */
    public static final String GROUP = "winnow";
    public static final String IMPROVEMENTS = "session-improvements";
    public static final String RELEASES = "batch-released";
    public static final String DEAD_LETTERS = "session-improvements-dlq";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Topics() {}

    /** Reads a topic from its start until so many records match. */
    public static List<ConsumerRecord<byte[], byte[]>> await(String topic, int count,
            Predicate<ConsumerRecord<byte[], byte[]>> which) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var consumer = consumer(topic)) {
            while (found.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).records(topic).forEach(record -> {
                    if (which.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    /** All records of a topic up to where it ends now. */
    public static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer(topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).records(topic).forEach(records::add);
            }
        }
        return records;
    }

    /** Sends a record and waits until the broker has it. */
    public static RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        return send(List.of(record)).get(0);
    }

    /** Sends records and waits until the broker has them all; where each of them is. */
    public static List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        return send(records, "none");
    }

    /** The same, compressed in one of Kafka's ways. */
    public static List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records, String compression) {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Servers.bootstrapServers());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 5_000_000);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream().map(producer::send).toList();
            var places = new ArrayList<RecordMetadata>();
            for (var place : sent) {
                places.add(place.get());
            }
            return places;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Servers.bootstrapServers()));
    }

    public static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The headers as texts. */
    public static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        var headers = new HashMap<String, String>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        return headers;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String topic) {
        var consumer = new KafkaConsumer<>(Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, Servers.bootstrapServers(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                // A close waits for the broker's answer to what was asked last.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new org.apache.kafka.common.TopicPartition(topic, partition.partition())).toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }
}
