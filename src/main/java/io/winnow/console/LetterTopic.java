package io.winnow.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The topic of the dead letters. */
final class LetterTopic {

    private static final String ORIGIN = "session-improvements";
    private static final String ENDING = "-dlq";

    @Option(names = "--topic", paramLabel = "NAME", converter = Name.class, description = "the dead-letter topic (session-improvements-dlq, after WINNOW_TOPICS_PREFIX)")
    private String name;

    LetterTopic(Shell shell) {
        name = shell.topic(ORIGIN + ENDING);
    }

    String name() {
        return name;
    }

    /** The improvement topic that its letters come from, which has the same prefix. */
    String origin() {
        return name.substring(0, name.length() - ENDING.length());
    }

    /** Takes all letters that lie there now, partition by partition. */
    void read(Broker broker, Consumer<Letter> take) {
        try (var consumer = broker.consumer()) {
            List<TopicPartition> partitions = broker.partitions(consumer, name);
            consumer.assign(partitions);
            consumer.pause(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            partitions.stream().sorted((a, b) -> a.partition() - b.partition())
                    .forEach(partition -> read(consumer, partition, ends.get(partition), take));
        }
    }

    private static void read(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end,
            Consumer<Letter> take) {
        consumer.resume(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long position = consumer.position(partition);
        while (position < end) {
            consumer.poll(Duration.ofMillis(Broker.PATIENCE_MS)).forEach(record -> {
                if (record.offset() < end) {
                    take.accept(new Letter(record));
                }
            });
            if (consumer.position(partition) == position) {
                throw new TimeoutException("it stopped answering at offset %d of %s".formatted(position, partition));
            }
            position = consumer.position(partition);
        }
        consumer.pause(List.of(partition));
    }

    /** One by which the origin is known. */
    static final class Name implements ITypeConverter<String> {

        @Override
        public String convert(String value) {
            if (!value.endsWith(ORIGIN + ENDING)) {
                throw new TypeConversionException("needs a name that ends in %s, not %s"
                        .formatted(ORIGIN + ENDING, value));
            }
            return value;
        }
    }
}
