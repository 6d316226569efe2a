package io.winnow.faults;

import static io.winnow.faults.Fault.FILL_DISK_OF_OUTBOX;
import static io.winnow.faults.Fault.HANG_DATABASE_CONNECTIONS;
import static io.winnow.faults.Fault.KILL_BROKER;
import static io.winnow.faults.Fault.KILL_INSTANCE;
import static io.winnow.faults.Fault.KILL_WHILE_APPENDING;
import static io.winnow.faults.Fault.LOSE_END_OF_LOG_UNSEEN;
import static io.winnow.faults.Fault.MOVE_PARTITIONS;
import static io.winnow.faults.Fault.MUTE_DATABASE_CONNECTIONS;
import static io.winnow.faults.Fault.SCHEDULE_POISON;
import static io.winnow.faults.Fault.SWALLOW_DATABASE_CONNECTIONS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A way to break the service on purpose, and what the harness has to say to it.
 *
 * @param caught invariants of which at least one must be found broken
 * @param faults those that bring it to light
 */
record Mutant(String name, List<Change> changes, List<Invariant> caught, List<Fault> faults) {
    private static final String APPEND_SQL = "src/main/resources/db/migration/V21__append_looks_once.sql";
    private static final String BATCH_SQL = "src/main/resources/db/migration/V4__batches.sql";
    private static final String JAVA = "src/main/java/io/winnow/";

    private static final Change LOCK_LEFT_OUT = new Change(APPEND_SQL, "where status = 'collecting' for update;",
            "where status = 'collecting';");

    /** One piece of text in place of another, which occurs once. */
    record Change(String file, String text, String replacement) {
        boolean fits(Path root) throws IOException {
            var content = Files.readString(root.resolve(file));
            return content.contains(text) && content.indexOf(text) == content.lastIndexOf(text);
        }

        void apply(Path root) throws IOException {
            var path = root.resolve(file);
            Files.writeString(path, Files.readString(path).replace(text, replacement));
        }
    }

    @Override
    public String toString() {
        return name;
    }

    static List<Mutant> all() {
        return List.of(
                new Mutant("the lock on the collecting batch left out", List.of(LOCK_LEFT_OUT),
                        List.of(Invariant.SCHEDULED_IS_IN_ONE_BATCH, Invariant.DEAD_LETTERS_ARE_THE_BAD,
                                Invariant.NUMBERS_ARE_DENSE),
                        List.of(MOVE_PARTITIONS)),
                new Mutant("the unique keys dropped, and the lock with them", List.of(LOCK_LEFT_OUT,
                        new Change(BATCH_SQL, "constraint batch_session_pk primary key (batch_id, session_number),",
                                ""),
                        new Change(BATCH_SQL, "constraint batch_session_once unique (session_id, batch_id),", ""),
                        new Change(BATCH_SQL, "constraint batch_session_improvement unique (improvement_id),", "")),
                        List.of(Invariant.NOTHING_TWICE, Invariant.NUMBERS_ARE_DENSE), List.of(MOVE_PARTITIONS)),
                new Mutant("the answer before the broker's acknowledgement", List.of(
                        new Change(JAVA + "improvement/ScheduleImprovement.java",
                                "return publish.publish(event, traceparent).replaceWith(Verdict.scheduled(event));",
                                "publish.publish(event, traceparent).subscribe().with(done -> {}, failure -> {});"
                                        + "return Uni.createFrom().item(Verdict.scheduled(event));")),
                        List.of(Invariant.SCHEDULED_IS_IN_ONE_BATCH), List.of(KILL_BROKER, KILL_INSTANCE)),
                new Mutant("the position stored before the snapshots", List.of(
                        new Change(JAVA + "batch/AppendSnapshots.java",
                                "return pool.preparedQuery(APPEND).execute(call)",
                                "return pool.preparedQuery(\"update consumed_position c set next_offset = n.next_offset"
                                        + " from unnest($1::int[], $2::bigint[]) as n(partition, next_offset)"
                                        + " where c.topic_id = $3 and c.partition = n.partition\")"
                                        + ".execute(Tuple.of(slice.begins().keySet().toArray(Integer[]::new),"
                                        + " values(slice.ends()), slice.topicId()))"
                                        + ".chain(() -> pool.preparedQuery(APPEND).execute(call))"),
                        new Change(APPEND_SQL, " and c.next_offset = n.expected;", ";")),
                        List.of(Invariant.SCHEDULED_IS_IN_ONE_BATCH), List.of(KILL_WHILE_APPENDING)),
                new Mutant("the outbox row outside of the transaction", List.of(
                        new Change(JAVA + "release/CloseBatch.java",
                                "return message.persist().replaceWith(new Closed(collecting, true));",
                                "late = message; return Uni.createFrom().item(new Closed(collecting, true));"),
                        new Change(JAVA + "release/CloseBatch.java",
                                ".chain(known -> close(collecting, known, request))));",
                                ".chain(known -> close(collecting, known, request)))).call(() -> {"
                                        + " var message = late; late = null; return message == null"
                                        + " ? Uni.createFrom().nullItem() : Panache.withTransaction(message::persist); });"),
                        new Change(JAVA + "release/CloseBatch.java", "private final Clock clock;",
                                "private final Clock clock; private volatile io.winnow.outbox.OutboxMessage late;")),
                        List.of(Invariant.ANNOUNCED_AS_RELEASED), List.of(FILL_DISK_OF_OUTBOX)),
                new Mutant("the wait before a release skipped", List.of(
                        new Change(JAVA + "release/ReleaseBatch.java", ".chain(() -> awaitTargets.of(releaseId))", "")),
                        List.of(Invariant.NOTHING_LEFT_BEHIND), List.of(MOVE_PARTITIONS)),
                new Mutant("a new id for each delivery of an announcement", List.of(
                        new Change(JAVA + "outbox/OutboxMessage.java", "key, payload, id.toString(),",
                                "key, payload, UUID.randomUUID().toString(),")),
                        List.of(Invariant.ANNOUNCED_AS_RELEASED), List.of(MOVE_PARTITIONS)),
                new Mutant("a record that can't be appended tried for ever", List.of(
                        new Change(JAVA + "problem/Failures.java", "\"23\", // constraint violation", "")),
                        List.of(Invariant.WORK_GOES_ON, Invariant.DEAD_LETTERS_ARE_THE_BAD), List.of(SCHEDULE_POISON)),
                new Mutant("calls without a time limit", List.of(
                        new Change(JAVA + "http/Bounded.java", "uni.ifNoItem().after(config.callTimeout())",
                                "uni.ifNoItem().after(config.callTimeout().multipliedBy(100))")),
                        List.of(Invariant.ANSWERS_IN_TIME), List.of(HANG_DATABASE_CONNECTIONS)),
                new Mutant("connections that say nothing kept for ever", List.of(
                        new Change(JAVA + "database/ConnectToPostgres.java",
                                "new HangUp(connections, config.databaseSilence(), rest)",
                                "new HangUp(connections, Duration.ofHours(1), rest)")),
                        List.of(Invariant.WORK_GOES_ON), List.of(SWALLOW_DATABASE_CONNECTIONS)),
                new Mutant("a new connection waited for without an end", List.of(
                        new Change(JAVA + "database/ConnectToPostgres.java",
                                "return connecting.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)",
                                "return connecting.timeout(1, TimeUnit.HOURS)")),
                        List.of(Invariant.WORK_GOES_ON), List.of(MUTE_DATABASE_CONNECTIONS)),
                new Mutant("the log believed without a proof", List.of(
                        new Change(JAVA + "batch/Cursor.java", "last.isPresent() && last.get().timestamp() != lastTime",
                                "false"),
                        new Change(JAVA + "batch/Cursor.java", "position.lastTime() != null && logStart",
                                "logStart < 0 && logStart")),
                        List.of(Invariant.HEALTH_TELLS_THE_TRUTH), List.of(LOSE_END_OF_LOG_UNSEEN)));
    }
}
