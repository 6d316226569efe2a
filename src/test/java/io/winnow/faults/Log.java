package io.winnow.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic as a plain consumer reads it. */
final class Log {
    private Log() {}

    /** All records up to where the topic ends now. */
    static List<ConsumerRecord<byte[], byte[]>> read(Stack stack, String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer(stack, topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).records(topic).forEach(records::add);
            }
        }
        return records;
    }

    /** Where each partition ends now. */
    static Map<Integer, Long> ends(Stack stack, String topic) {
        try (var consumer = consumer(stack, topic)) {
            return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                    .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
        }
    }

    /** A consumer that stands at the start of all partitions. */
    static KafkaConsumer<byte[], byte[]> consumer(Stack stack, String topic) {
        var config = stack.kafka();
        // For readers that outlive a topic.
        config.put("auto.offset.reset", "earliest");
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }
}
