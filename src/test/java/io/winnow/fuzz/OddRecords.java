package io.winnow.fuzz;

import static io.winnow.testing.Topics.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.winnow.improvement.ImprovementEvent;
import io.winnow.testing.Topics;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Records as the improvement topic should never see them, with those that it should in between. */
final class OddRecords {
    private static final Header TYPE = header("ce_type", ImprovementEvent.TYPE);
    /** The broker takes 1 MiB with all that belongs to a record: some of these fit, and their dead letters don't. */
    private static final int HUGE = 1024 * 1024 - 1_700;
    private static final List<String> OTHER_TYPES = List.of("", "x", "null", ImprovementEvent.TYPE + " ",
            "io.winnow.improvement.requested.v2", "io.winnow.batch.released.v1", "IO.WINNOW.IMPROVEMENT.REQUESTED.V1",
            "\0");

    /** Stands for the session's id until the record has one. */
    private static final String SESSION = "@session@";

    private OddRecords() {}

    /** What has to become of a record. */
    enum Fate {
        APPENDED,
        PUT_ASIDE,
        /** It was changed in a way that may have left it readable: one of the two, and not both. */
        EITHER
    }

    /**
     * A record for one session, which no other record names.
     *
     * @param session its id, that the record carries, changed or not
     */
    record Odd(String session, Fate fate, ProducerRecord<byte[], byte[]> record) {

        /** The same for a session of this id. */
        Odd named(String id) {
            return new Odd(id, fate, new ProducerRecord<>(record.topic(), null, named(record.key(), id),
                    named(record.value(), id), record.headers()));
        }

        /** By way of Latin-1, which has a character for each octet. */
        private static byte[] named(byte[] octets, String id) {
            return octets == null
                    ? null
                    : new String(octets, ISO_8859_1).replace(SESSION, new String(bytes(id), ISO_8859_1))
                            .getBytes(ISO_8859_1);
        }

        @Override
        public String toString() {
            var headers = Arrays.stream(record.headers().toArray())
                    .map(header -> header.key() + ": " + told(header.value())).collect(Collectors.joining("\n"));
            return fate + ", key " + told(record.key()) + "\n" + headers + "\n\n" + told(record.value());
        }

        private static String told(byte[] octets) {
            return octets == null ? "null" : Request.told(octets);
        }
    }

    /** Records for sessions that are yet to be named. */
    static Arbitrary<Odd> all() {
        var value = Arbitraries.just(event());
        var bytes = value.map(BrokenJson::bytes);
        var right = more(List.of(TYPE));
        var last = more(List.of(header("ce_type", "x"), TYPE));
        return Arbitraries.frequencyOf(
                Tuple.of(10, together(Fate.APPENDED, Arbitraries.oneOf(right, last), bytes)),
                Tuple.of(20, together(Fate.EITHER, right, BrokenJson.of(value))),
                Tuple.of(6, together(Fate.PUT_ASIDE, wrongTypes(), bytes)),
                Tuple.of(6, together(Fate.PUT_ASIDE, right, noEvents())),
                Tuple.of(1, together(Fate.PUT_ASIDE, right, Arbitraries.integers().between(HUGE, HUGE + 500)
                        .map(length -> bytes("x".repeat(length))))));
    }

    private static Arbitrary<Odd> together(Fate fate, Arbitrary<List<Header>> headers,
            Arbitrary<byte[]> values) {
        var keys = Arbitraries.oneOf(Arbitraries.just(bytes(SESSION)), BrokenJson.octets(300)).injectNull(0.1);
        return Combinators.combine(headers, keys, values).as((told, key, value) -> new Odd(SESSION, fate,
                new ProducerRecord<>(Topics.IMPROVEMENTS, null, key, value, told)));
    }

    private static JsonNode event() {
        return JsonNodeFactory.instance.objectNode().put("improvement_id", SESSION + ":0").put("session_id", SESSION)
                .put("scheduled_at", 1);
    }

    private static Arbitrary<byte[]> noEvents() {
        return Arbitraries.oneOf(BrokenJson.octets(2_000), AnyJson.values().map(BrokenJson::bytes)).injectNull(0.2);
    }

    /** None, another one, one that is no text, or the right one before a wrong one. */
    private static Arbitrary<List<Header>> wrongTypes() {
        var wrong = Arbitraries.oneOf(
                Arbitraries.of(OTHER_TYPES).map(type -> header("ce_type", type)),
                BrokenJson.octets(40).injectNull(0.2).map(type -> (Header) new RecordHeader("ce_type", type)));
        return Arbitraries.oneOf(more(List.of()), wrong.flatMap(header -> more(List.of(header))),
                wrong.flatMap(header -> more(List.of(TYPE, header))));
    }

    /** These, and any others around them. */
    private static Arbitrary<List<Header>> more(List<Header> needed) {
        var names = Arbitraries.of("ce_id", "ce_source", "ce_specversion", "content-type", "winnow-resent-from",
                "winnow-dlq-reason", "winnow-dlq-offset", "CE_TYPE", "", "x", "🦊");
        var others = Combinators.combine(names, BrokenJson.octets(60).injectNull(0.2))
                .as((name, value) -> (Header) new RecordHeader(name, value)).list().ofMaxSize(4);
        return Combinators.combine(others, others).as((before, behind) -> Stream.of(before, needed, behind)
                .flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new)));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }
}
