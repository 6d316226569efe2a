package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints the announcements of released batches as they come: the example of a downstream consumer. */
public final class Listen {

    private static final Duration BREATH = Duration.ofMillis(200);
    private static final int PATIENCE_MS = 10_000;

    private static final byte[] NOTHING = "null".getBytes(UTF_8);

    private final ListenOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final long end;
    /** Delivery is at least once, and a repeat has the id of the first. Batches are few: all are remembered. */
    private final Set<String> seen = new HashSet<>();
    private long printed;

    private Listen(ListenOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
        this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.timeoutSeconds);
    }

    /** Follows the topic as the words of the command line say, and returns the status to end with. */
    public static int run(String... words) {
        Warnings.toStandardError();
        return run(System.out, System.err, words);
    }

    static int run(PrintStream out, PrintStream err, String... words) {
        ListenOptions options;
        try {
            options = ListenOptions.parse(words);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        if (options.help) {
            out.print(ListenOptions.HELP);
            return 0;
        }
        try {
            return new Listen(options, out, err).follow();
        } catch (KafkaException e) {
            err.printf("Kafka at %s: %s%n", options.servers, (e.getCause() == null ? e : e.getCause()).getMessage());
            return 1;
        }
    }

    private int follow() {
        Map<String, Object> broker = Map.of("bootstrap.servers", options.servers, "client.id", "winnow-listen",
                "default.api.timeout.ms", PATIENCE_MS, "reconnect.backoff.max.ms", PATIENCE_MS,
                "allow.auto.create.topics", false);
        try (var consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            if (options.fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            // Positions are looked up now: whatever is announced after the next line is seen.
            partitions.forEach(consumer::position);
            err.printf("Listening to %s at %s%n", options.topic, options.servers);
            while (goesOn()) {
                consumer.poll(BREATH).forEach(this::take);
            }
        }
        return printed > 0 ? 0 : 1;
    }

    /** All of them. Consumers that share the work have a {@code group.id} and {@code subscribe} instead. */
    private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(options.topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + options.topic);
        }
        return partitions;
    }

    private boolean goesOn() {
        // An error on its output: whoever was reading has had enough.
        return printed < options.max && System.nanoTime() < end && !out.checkError();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        boolean wanted = options.batch.map(batch -> batch.equals(record.key())).orElse(true);
        if (wanted && printed < options.max && seen.add(id(record))) {
            print(record);
            printed++;
        }
    }

    private void print(ConsumerRecord<String, byte[]> record) {
        if (options.headers) {
            record.headers().forEach(header -> out.println(header.key() + ": " + text(header)));
        }
        // As received: the console's character set has no part in it.
        out.writeBytes(record.value() == null ? NOTHING : record.value());
        out.println();
    }

    private static String id(ConsumerRecord<?, ?> record) {
        Header id = record.headers().lastHeader("ce_id");
        return id == null ? record.partition() + "-" + record.offset() : text(id);
    }

    private static String text(Header header) {
        return new String(header.value(), UTF_8);
    }
}
