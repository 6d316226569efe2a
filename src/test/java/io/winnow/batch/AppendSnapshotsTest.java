package io.winnow.batch;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.AppendSnapshots.Appended;
import io.winnow.batch.AppendSnapshots.Fenced;
import io.winnow.improvement.ImprovementEvent;
import io.winnow.testing.Background;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

/** Two consumers, played by hand on a topic of their own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AppendSnapshotsTest {
    @Inject
    AppendSnapshots snapshots;

    @Inject
    Positions positions;

    private final UUID topic = UUID.randomUUID();

    @BeforeEach
    void begin() {
        closeCollecting();
        await(positions.begin(topic, List.of(0, 1)));
    }

    @AfterEach
    void forgetTopic() {
        Database.execute("delete from consumed_position where topic_id = ?", topic);
    }

    @Test
    void two_consumers_append_at_once_and_numbers_stay_dense() {
        var sessions = Stream.generate(() -> clicked()).limit(40).toList();
        try (var background = new Background()) {
            var first = background.start(() -> appendOneByOne(0, sessions.subList(0, 20)));
            var second = background.start(() -> appendOneByOne(1, sessions.subList(20, 40)));
            Background.await(first);
            Background.await(second);
        }
        forgetTopic();

        var snapshots = walk(released(), 7);

        assertThat(snapshots).extracting(snapshot -> snapshot.get("session_number"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
        assertThat(snapshots).extracting(snapshot -> snapshot.get("session_id"))
                .containsExactlyInAnyOrderElementsOf(sessions);
    }

    @Test
    void a_consumer_whose_position_has_moved_appends_nothing() {
        var session = clicked();
        await(snapshots.append(slice(0, 0, clicked())));

        assertThatThrownBy(() -> await(snapshots.append(slice(0, 0, session)))).isInstanceOf(Fenced.class);

        assertThat(Database.query("select 1 from batch_session where session_id = ?", session)).isEmpty();
        assertThat(nextOffsets()).containsEntry(0, 1L).containsEntry(1, 0L);
    }

    @Test
    void an_append_that_gains_nothing_leaves_no_batch() {
        var appended = await(snapshots.append(slice(0, 0, "nobody registered this one")));

        assertThat(appended).isEqualTo(new Appended(null, 0, 1));
        assertThat(Database.query("select 1 from batch where status = 'collecting'")).isEmpty();
        assertThat(nextOffsets()).containsEntry(0, 1L);
    }

    @Test
    void events_of_one_session_in_one_poll_give_one_snapshot() {
        var session = clicked();

        var appended = await(snapshots.append(slice(0, 0, session, session, session)));

        assertThat(appended.appended()).isEqualTo(1);
        assertThat(Database.query("select session_number from batch_session where session_id = ?", session))
                .containsExactly("1");
    }

    @Test
    void what_is_left_out_takes_no_number_and_only_what_is_gone_counts_as_such() {
        var unchanged = clicked();
        await(snapshots.append(slice(0, 0, unchanged)));
        forgetTopic();
        begin();
        var first = clicked();
        var last = clicked();
        var poll = new Slice(topic, List.of(record(0, 0, first, 1), record(0, 1, "gone", 1),
                record(0, 2, unchanged, 2), record(0, 3, last, 1)));

        var appended = await(snapshots.append(poll));

        assertThat(appended).extracting(Appended::appended, Appended::gone).containsExactly(2, 1);
        assertThat(walk(appended.batchId().toString(), 7))
                .extracting(snapshot -> snapshot.get("session_number"), snapshot -> snapshot.get("session_id"))
                .containsExactly(tuple(1, first), tuple(2, last));
        assertThat(Database.query("select digest = batch_digest(batch_id) from batch where batch_id = ?",
                appended.batchId())).containsExactly("t");
    }

    private Map<Integer, Long> nextOffsets() {
        return await(positions.all(topic)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().next()));
    }

    private Void appendOneByOne(int partition, List<String> sessions) {
        IntStream.range(0, sessions.size()).forEach(i -> await(snapshots.append(slice(partition, i, sessions.get(i)))));
        return null;
    }

    private Slice slice(int partition, long offset, String... sessions) {
        return new Slice(topic, IntStream.range(0, sessions.length)
                .mapToObj(i -> record(partition, offset + i, sessions[i], 1)).toList());
    }

    private static PolledRecord record(int partition, long offset, String session, int version) {
        return new PolledRecord(new ConsumerRecord<>("played", partition, offset, new byte[0], null),
                new PolledValue(null, new ImprovementEvent(session, version, 0), null));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
