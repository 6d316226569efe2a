package io.winnow.fuzz;

import static io.winnow.testing.Topics.headers;
import static io.winnow.testing.Topics.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Topics;

/**
 * The dead letters there are, by the place of the record that each tells of, held against what was sent there.
 *
 * @param document the AsyncAPI document
 */
record CheckLetters(DocumentSchemas document, Map<String, List<ConsumerRecord<byte[], byte[]>>> letters) {
    private static final int ADDED_HEADERS = 5;
    /** With less room than this a letter may not fit, and tells of its record's place alone. */
    private static final int HARDLY_FITS = 1_000_000;

    static CheckLetters all() {
        return new CheckLetters(DocumentSchemas.at("/asyncapi"), Topics.all(Topics.DEAD_LETTERS).stream()
                .collect(Collectors.groupingBy(letter -> place(headers(letter)))));
    }

    /** Whether there is a letter of the record at this place; if so, it is the only one and all that it should be. */
    boolean has(String place, ProducerRecord<byte[], byte[]> record) {
        var found = letters.getOrDefault(place, List.of());
        assertThat(found).as("dead letters of " + place).hasSizeLessThan(2);
        found.forEach(letter -> check(letter, record));
        return !found.isEmpty();
    }

    private void check(ConsumerRecord<byte[], byte[]> letter, ProducerRecord<byte[], byte[]> record) {
        var added = letter.headers().toArray().length - ADDED_HEADERS;
        if (added > 0 || record.value() == null || record.value().length < HARDLY_FITS) {
            assertThat(letter.key()).isEqualTo(record.key());
            assertThat(letter.value()).isEqualTo(record.value());
            assertThat(Arrays.copyOf(letter.headers().toArray(), added)).isEqualTo(record.headers().toArray());
        }
        var told = JsonNodeFactory.instance.objectNode();
        Arrays.stream(letter.headers().toArray()).skip(added)
                .forEach(header -> told.put(header.key(), text(header.value())));
        assertThat(document.faults("#/components/schemas/DeadLetterHeaders", told)).isEmpty();
        assertThat(told.get("winnow-dlq-reason").textValue()).isNotBlank();
    }

    private static String place(Map<String, String> headers) {
        return headers.get("winnow-dlq-partition") + "-" + headers.get("winnow-dlq-offset");
    }
}
