package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The records that letters were made of, to be sent back. */
final class Originals implements AutoCloseable {

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** @param topic the only one that records may go back to */
    Originals(Broker broker, String topic) {
        this.topic = topic;
        this.consumer = broker.consumer();
        // That it is there is found out here: a producer would make it, with the broker's retention.
        this.partitions = broker.partitions(consumer, topic);
    }

    /**
     * The record as it was, and which letter it is from.
     *
     * @throws Lost when there is none to send
     */
    ProducerRecord<byte[], byte[]> of(Letter letter) throws Lost {
        if (!letter.topic().equals(Optional.of(topic))) {
            throw new Lost("it is %s, not from %s"
                    .formatted(letter.topic().map(other -> "from " + other).orElse("no dead letter of Winnow's"),
                            topic));
        }
        Letter original = letter.hasCoordinatesOnly() ? new Letter(fetch(letter)) : letter;
        List<Header> headers = new ArrayList<>(original.headers());
        headers.removeIf(header -> header.key().equals(Letter.RESENT_FROM));
        headers.add(new RecordHeader(Letter.RESENT_FROM, letter.position().toString().getBytes(UTF_8)));
        return new ProducerRecord<>(topic, null, original.record().key(), original.record().value(), headers);
    }

    private ConsumerRecord<byte[], byte[]> fetch(Letter letter) throws Lost {
        Position origin = letter.origin().orElseThrow(() -> new Lost("it does not say where it comes from"));
        TopicPartition partition = new TopicPartition(topic, origin.partition());
        String gone = "its record was left in %s %s, and has gone from there".formatted(topic, origin);
        if (!partitions.contains(partition)) {
            throw new Lost(gone);
        }
        consumer.assign(List.of(partition));
        if (!holds(partition, origin.offset())) {
            throw new Lost(gone);
        }
        consumer.seek(partition, origin.offset());
        var records = consumer.poll(Duration.ofMillis(Broker.PATIENCE_MS)).records(partition);
        if (records.isEmpty() && consumer.position(partition) == origin.offset()) {
            throw new TimeoutException("it did not answer for %s %s".formatted(topic, origin));
        }
        return records.stream().filter(record -> record.offset() == origin.offset()).findFirst()
                .orElseThrow(() -> new Lost(gone));
    }

    private boolean holds(TopicPartition partition, long offset) {
        List<TopicPartition> one = List.of(partition);
        return consumer.beginningOffsets(one).get(partition) <= offset
                && offset < consumer.endOffsets(one).get(partition);
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** There is nothing to send back; the message says why. */
    static final class Lost extends Exception {
        Lost(String why) {
            super(why, null, false, false);
        }
    }
}
