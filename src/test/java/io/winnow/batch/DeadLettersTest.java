package io.winnow.batch;

import static io.winnow.testing.Api.meter;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Api.walk;
import static io.winnow.testing.Topics.bytes;
import static io.winnow.testing.Topics.headers;
import static io.winnow.testing.Topics.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.improvement.ImprovementEvent;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** Promise 7: nothing bad stops the line. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeadLettersTest {
    @Inject
    MaterializePoll poll;
    @Inject
    AppendSize size;

    private static final String HALVED = "winnow_polls_total{outcome=\"halved\"}";
    private static final int MOST_OF_A_POLL = 1_250;
    private static final Header TYPE = new RecordHeader("ce_type", bytes(ImprovementEvent.TYPE));

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("no JSON", List.of(TYPE), bytes("{\"improvement_id\": ")),
                Arguments.of("random bytes", List.of(TYPE), new byte[]{(byte) 0xff, 0, 17, (byte) 0x80}),
                Arguments.of("empty", List.of(TYPE), new byte[0]),
                Arguments.of("no value", List.of(TYPE), null),
                Arguments.of("ill-typed", List.of(TYPE),
                        bytes("{\"improvement_id\":1,\"session_id\":[],\"scheduled_at\":\"\"}")),
                Arguments.of("foreign id", List.of(TYPE), value("a:1", "b")),
                Arguments.of("huge version", List.of(TYPE), value("a:99999999999", "a")),
                Arguments.of("unknown type", List.of(new RecordHeader("ce_type", bytes("x"))), value("a:1", "a")),
                Arguments.of("no type", List.of(), value("a:1", "a")),
                Arguments.of("large", List.of(TYPE), bytes("x".repeat(900_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void a_record_that_can_not_be_read_is_put_aside_as_it_came_and_the_line_goes_on(String name, List<Header> headers,
            byte[] value) {
        var mark = newId();
        var sent = Topics.send(new ProducerRecord<>(Topics.IMPROVEMENTS, 2, bytes(mark), value,
                Stream.concat(headers.stream(), Stream.of(new RecordHeader("mine", bytes("kept")))).toList()));
        var next = scheduledInFreshBatch(1);

        var letter = letterOf(mark);

        assertThat(letter.value()).isEqualTo(value);
        assertThat(headers(letter)).containsEntry("mine", "kept")
                .containsEntry("winnow-dlq-topic", Topics.IMPROVEMENTS).containsEntry("winnow-dlq-partition", "2")
                .containsEntry("winnow-dlq-offset", Long.toString(sent.offset()))
                .containsKeys("winnow-dlq-time")
                .hasEntrySatisfying("winnow-dlq-reason", reason -> assertThat(reason).isNotBlank());
        assertThat(headers(letter)).hasSize(headers.size() + 6);
        assertThat(walk(released(), 10)).extracting(snapshot -> snapshot.get("session_id")).containsAll(next);
    }

    @Test
    void a_session_that_can_not_be_appended_is_put_aside_and_a_thousand_neighbours_are_not() throws Exception {
        forgetWhatWasTooLarge();
        scheduledInFreshBatch(0);
        var sessions = stored(1_001);
        var culprit = sessions.get(517);
        Database.execute("create function refuse() returns trigger language plpgsql as "
                + "$$ begin if new.session_id = '" + culprit
                + "' then raise exception 'too odd'; end if; return new; end $$");
        Database.execute("create trigger refuse before insert on batch_session for each row execute function refuse()");
        try {
            // Held up with the first ones, the consumer has all others in one poll then.
            try (var stalled = Stalled.batches()) {
                Topics.send(sessions.stream().map(id -> new ProducerRecord<>(Topics.IMPROVEMENTS, 2, bytes(id),
                        value(id + ":1", id), List.of(TYPE))).toList());
            }
            var batch = released();

            assertThat(walk(batch, 500)).extracting(snapshot -> snapshot.get("session_id"))
                    .containsExactlyElementsOf(sessions.stream().filter(id -> !id.equals(culprit)).toList());
            assertThat(walk(batch, 500)).extracting(snapshot -> snapshot.get("session_number"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_000).boxed().toList());
            assertThat(headers(letterOf(culprit)).get("winnow-dlq-reason")).contains("too odd");
            assertThat(size.isTooLarge(MOST_OF_A_POLL)).as("what is odd is not too large").isFalse();
        } finally {
            Database.execute("drop function refuse cascade");
        }
    }

    @Test
    void a_poll_for_which_the_database_has_too_few_locks_is_appended_in_parts() throws Exception {
        forgetWhatWasTooLarge();
        scheduledInFreshBatch(0);
        var sessions = stored(1_000);
        var halved = meter(HALVED);
        // Those of a session outlast the error that ends them, and can be given back.
        try (var others = Database.connect(); var statement = others.createStatement()) {
            try (var stalled = Stalled.batches()) {
                Topics.send(sessions.stream().map(id -> new ProducerRecord<>(Topics.IMPROVEMENTS, 2, bytes(id),
                        value(id + ":1", id), List.of(TYPE))).toList());
                statement.execute("do $$ begin for i in 1..1000000 loop perform pg_advisory_lock(-1, i); end loop;"
                        + " exception when out_of_memory then end $$");
                statement.execute("select pg_advisory_unlock(-1, i) from generate_series(1, 100) i");
            }
            // By the connection that is there: to open one takes locks, of which an append may just have the last.
            Awaitility.await().until(() -> {
                try (var held = statement.executeQuery("select 1 from batch where session_count = 1000"
                        + " and status = 'collecting'")) {
                    return held.next();
                }
            });
            // Closed, it would give them back a moment later.
            statement.execute("select pg_advisory_unlock_all()");
        }

        assertThat(meter(HALVED)).isGreaterThan(halved);
        assertThat(size.isTooLarge(MOST_OF_A_POLL)).as("the next poll is not tried whole in vain").isTrue();
        assertThat(walk(released(), 500)).extracting(snapshot -> snapshot.get("session_id"))
                .containsExactlyElementsOf(sessions);
    }

    /** What took too long in an earlier test would have this one's polls tried in parts from the beginning. */
    private void forgetWhatWasTooLarge() {
        while (size.isTooLarge(MOST_OF_A_POLL)) {
            size.passed(MOST_OF_A_POLL);
        }
    }

    /** Ids of sessions with one event each. */
    private static List<String> stored(int count) {
        var mark = newId();
        Database.execute("insert into session (session_id, search_query, search_results, shown, created_at,"
                + " is_payload_search) select ? || '-' || i, 'q', '[]', '{}', 1, false from generate_series(1, ?) i",
                mark, count);
        Database.execute("insert into session_event (session_id, event_id, object_id, event_type, created_at)"
                + " select ? || '-' || i, 'e', 'o', 'click', 1 from generate_series(1, ?) i", mark, count);
        return IntStream.rangeClosed(1, count).mapToObj(i -> mark + "-" + i).toList();
    }

    @Test
    void a_poll_that_fails_in_an_unforeseen_way_does_not_end_the_consumer() {
        assertThatCode(() -> poll.materialize(null).await().atMost(Duration.ofSeconds(20))).doesNotThrowAnyException();
    }

    private static ConsumerRecord<byte[], byte[]> letterOf(String key) {
        var letters = Topics.await(Topics.DEAD_LETTERS, 1, record -> key.equals(text(record.key())));
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static byte[] value(String improvementId, String sessionId) {
        return bytes("{\"improvement_id\":\"" + improvementId + "\",\"session_id\":\"" + sessionId
                + "\",\"scheduled_at\":1}");
    }
}
