package io.winnow.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic as a plain consumer reads it. */
public final class Log {
    private Log() {}

    /** All records up to where the topic ends now. */
    public static List<ConsumerRecord<byte[], byte[]>> read(Map<String, Object> kafka, String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer(kafka, topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).records(topic).forEach(records::add);
            }
        }
        return records;
    }

    /** Where each partition ends now. */
    public static Map<Integer, Long> ends(Map<String, Object> kafka, String topic) {
        try (var consumer = consumer(kafka, topic)) {
            return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                    .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
        }
    }

    /** A consumer of the service's own group, which has its share of the improvement topic and commits nothing. */
    public static KafkaConsumer<byte[], byte[]> member(Map<String, Object> kafka) {
        var config = new HashMap<>(kafka);
        config.put("group.id", Topics.GROUP);
        config.put("enable.auto.commit", false);
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.IMPROVEMENTS));
        return consumer;
    }

    /** A consumer that stands at the start of all partitions. */
    public static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> kafka, String topic) {
        var config = new HashMap<>(kafka);
        // For readers that outlive a topic.
        config.put("auto.offset.reset", "earliest");
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }
}
