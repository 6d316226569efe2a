package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the announcements of released batches as they come: the example of a downstream consumer. */
@Command(name = "listen", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = "Prints the announcements of released batches as they come, one line of JSON each.")
final class Listen implements Callable<Integer> {

    private static final Duration BREATH = Duration.ofMillis(200);

    private static final byte[] NOTHING = "null".getBytes(UTF_8);

    private final Shell shell;
    /** Delivery is at least once, and a repeat has the id of the first. Batches are few: all are remembered. */
    private final Set<String> seen = new HashSet<>();
    private long printed;

    @Mixin
    private final Broker broker;

    @Option(names = "--topic", paramLabel = "NAME", description = "the topic (batch-released, after WINNOW_TOPICS_PREFIX)")
    private String topic;

    @ArgGroup
    private final Begin begin = new Begin();

    private static final class Begin {
        @Option(names = "--from-beginning", description = "begin with the oldest announcement")
        private boolean fromBeginning;

        @Option(names = "--latest", description = "begin with what comes from now on (the default)")
        private boolean latest;
    }

    @Option(names = "--batch", paramLabel = "ID", description = "only the announcement of this batch")
    private String batch;

    @Option(names = "--headers", description = "print the headers before each, as NAME: VALUE")
    private boolean headers;

    @Option(names = "--max", paramLabel = "N", converter = WholeNumber.class, description = "end after N announcements")
    private long max = Long.MAX_VALUE;

    /** Three hundred years and so, in a number that can be counted in nanoseconds. */
    @Option(names = "--timeout", paramLabel = "SECONDS", converter = WholeNumber.class, description = "end after this time, with status 1 if there was none")
    private long timeoutSeconds = Long.MAX_VALUE / 1_000_000_000;

    Listen(Shell shell) {
        this.shell = shell;
        broker = new Broker(shell);
        topic = shell.topic("batch-released");
    }

    /** Follows the topic until it has had enough. */
    @Override
    public Integer call() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        try (var consumer = broker.consumer()) {
            // All of them. Consumers that share the work have a group.id and subscribe instead.
            List<TopicPartition> partitions = broker.partitions(consumer, topic);
            consumer.assign(partitions);
            if (begin.fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            // Positions are looked up now: whatever is announced after the next line is seen.
            partitions.forEach(consumer::position);
            shell.err().printf("Listening to %s at %s%n", topic, broker.servers);
            // An error on its output: whoever was reading has had enough.
            // By the difference: the sum may have gone beyond the largest number, and then it is the least.
            while (printed < max && System.nanoTime() - end < 0 && !shell.out().checkError()) {
                consumer.poll(BREATH).forEach(this::take);
            }
        }
        return printed > 0 ? 0 : 1;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        boolean wanted = batch == null || record.key() != null && batch.equals(new String(record.key(), UTF_8));
        if (wanted && printed < max && seen.add(id(record))) {
            print(record);
            printed++;
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> record) {
        if (headers) {
            record.headers().forEach(header -> shell.out().println(header.key() + ": " + text(header)));
        }
        // As received: the console's character set has no part in it.
        shell.out().writeBytes(record.value() == null ? NOTHING : record.value());
        shell.out().println();
    }

    private static String id(ConsumerRecord<?, ?> record) {
        Header id = record.headers().lastHeader("ce_id");
        return id == null ? record.partition() + "-" + record.offset() : text(id);
    }

    private static String text(Header header) {
        return new String(header.value(), UTF_8);
    }
}
