package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter: a record of the improvement topic that could not be read or appended, as it came, with headers that
 * say why and where from. Whatever else lies in the topic is one too, and lacks what its headers don't say.
 */
record Letter(ConsumerRecord<byte[], byte[]> record) {

    /** Header of a record that was sent back: the position of its letter, which the next letter then carries on. */
    static final String RESENT_FROM = "winnow-resent-from";

    private static final String HEADER = "winnow-dlq-";

    Position position() {
        return new Position(record.partition(), record.offset());
    }

    /** Why it was put aside. */
    Optional<String> reason() {
        return header(HEADER + "reason");
    }

    /** When it was put aside. */
    Instant time() {
        return header(HEADER + "time").filter(time -> time.matches("\\d{1,11}"))
                .map(time -> Instant.ofEpochSecond(Long.parseLong(time)))
                .orElseGet(() -> Instant.ofEpochMilli(record.timestamp()));
    }

    /** The topic that it came from. */
    Optional<String> topic() {
        return header(HEADER + "topic");
    }

    /** Where it stood in that topic. */
    Optional<Position> origin() {
        return header(HEADER + "partition").flatMap(partition -> header(HEADER + "offset")
                .flatMap(offset -> Position.parse(partition + "-" + offset)));
    }

    /** The letter by whose resending the record came to the improvement topic, if it did so. */
    Optional<String> resentFrom() {
        return header(RESENT_FROM);
    }

    /** The headers that it came with. */
    List<Header> headers() {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith(HEADER)).toList();
    }

    /** Whether the record itself was left behind, since with the headers of a letter it no longer fitted. */
    boolean hasCoordinatesOnly() {
        return record.key() == null && record.value() == null && headers().isEmpty();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(Header::value)
                .map(value -> new String(value, UTF_8));
    }
}
