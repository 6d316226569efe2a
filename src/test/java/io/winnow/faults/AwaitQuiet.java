package io.winnow.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.winnow.testing.Log;
import io.winnow.testing.Topics;

/** Waits until the service has done by itself all that is left to do. */
record AwaitQuiet(Scene scene) {
    private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(120);

    /** All that is in the log is consumed: by the database, and by what Kafka's tools tell of the group. */
    void noLag() {
        await("the consumer's lag is not 0",
                () -> query("select partition, next_offset from consumed_position where next_offset > 0")
                        .equals(ends()));
        // Kafka forgets what a group has committed for a deleted topic, also what it committed for the next one by then.
        if (scene.findings().counted("deletions of topics") == 0) {
            await("the lag that Kafka tells of is not 0", this::isAllCommitted);
        }
    }

    void emptyOutbox() {
        await("the outbox is not empty", () -> query("select 1, 1 from outbox where sent_at is null").isEmpty());
    }

    private void await(String otherwise, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(TIME_TO_RECOVER).until(condition);
        } catch (ConditionTimeoutException e) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "%s after %s", otherwise, TIME_TO_RECOVER);
        }
    }

    private Map<Integer, Long> ends() {
        var ends = new HashMap<>(Log.ends(scene.stack().kafka(), Topics.IMPROVEMENTS));
        ends.values().removeIf(end -> end == 0);
        return ends;
    }

    /** Where a log lost its end and has not grown as long again, what was committed lies behind it. */
    private boolean isAllCommitted() throws ExecutionException, InterruptedException {
        var committed = committed();
        return ends().entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Map<Integer, Long> committed() throws ExecutionException, InterruptedException {
        var committed = new HashMap<Integer, Long>();
        try (var admin = scene.stack().admin()) {
            admin.listConsumerGroupOffsets(Topics.GROUP).partitionsToOffsetAndMetadata().get()
                    .forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
        }
        return committed;
    }

    private Map<Integer, Long> query(String sql) throws SQLException {
        var found = new HashMap<Integer, Long>();
        try (var connection = scene.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return found;
    }
}
