package io.winnow.console;

import static io.winnow.testing.Topics.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** An improvement topic and its dead letters under a prefix of their own, and the commands run against them. */
final class LetterBox {

    final String improvements;
    final String letters;
    private final String prefix = UUID.randomUUID() + "-";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private LetterBox() {
        improvements = prefix + "session-improvements";
        letters = improvements + "-dlq";
    }

    static LetterBox withoutTopics() {
        return new LetterBox();
    }

    static LetterBox withTopics() {
        LetterBox box = new LetterBox();
        box.create(box.improvements, Map.of());
        box.create(box.letters, Map.of());
        return box;
    }

    void create(String topic, Map<String, String> settings) {
        try (var admin = Topics.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1).configs(settings))).all().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A letter in partition 0 as the consumer writes it, from partition 1, offset 45. */
    Position letter(String key, String value, String reason, Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        all.addAll(dlq(reason, improvements, 1, 45, 1795575514));
        return put(0, key == null ? null : bytes(key), value == null ? null : bytes(value), all);
    }

    Position put(int partition, byte[] key, byte[] value, List<Header> headers) {
        var placed = Topics.send(new ProducerRecord<>(letters, partition, key, value, headers));
        return new Position(placed.partition(), placed.offset());
    }

    static List<Header> dlq(String reason, String topic, int partition, long offset, long time) {
        return List.of(header("winnow-dlq-reason", reason), header("winnow-dlq-topic", topic),
                header("winnow-dlq-partition", "" + partition), header("winnow-dlq-offset", "" + offset),
                header("winnow-dlq-time", "" + time));
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    /** What was sent back. */
    List<ConsumerRecord<byte[], byte[]>> improvements() {
        return Topics.all(improvements);
    }

    /** Runs {@code dead-letters} with these words and returns its status. */
    int run(String... words) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(words));
        Map<String, String> environment = Map.of("KAFKA_BOOTSTRAP_SERVERS", Servers.bootstrapServers(),
                "WINNOW_TOPICS_PREFIX", prefix);
        return Console.run(new Shell(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)),
                all.toArray(String[]::new));
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
