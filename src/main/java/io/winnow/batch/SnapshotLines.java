package io.winnow.batch;

import java.time.Duration;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.config.ServiceConfig;
import io.winnow.problem.Failures;

/** Reads a batch as lines, a session each, some hundreds at once. */
@ApplicationScoped
public class SnapshotLines {
    /** Of JSON; what is read at once is little more, however large a batch is. Larger pieces are humongous to G1 and slower. */
    private static final int MOST_BYTES = 224 * 1024;
    private static final int MOST_SESSIONS = 200;

    /** Cut by the stored sizes before any JSON is fetched, as a page is; the first session comes however large it is. */
    private static final String READ = """
            select session_number, event_count, json_send(session) as session, json_send(events) as events
            from (select *, sum(bytes) over (order by session_number) as so_far
                  from (select session_number, event_count, bytes, session, events from batch_session
                        where batch_id = $1 and session_number > $2 and session_number <= $3
                        order by session_number limit $4) ranged) sized
            where so_far <= $5 or so_far = bytes
            order by session_number
            """;

    private final Pool pool;
    private final ServiceConfig service;

    SnapshotLines(Pool pool, ServiceConfig service) {
        this.pool = pool;
        this.service = service;
    }

    /**
     * Some lines of a batch.
     *
     * @param lastNumber the session number of the last
     * @param sessions how many there are
     * @param utf8 JSON objects, each ended by a line feed, which it does not contain otherwise
     */
    public record Lines(int lastNumber, int sessions, byte[] utf8) {
        /** What stands behind the last line. */
        public static final Lines NONE = new Lines(0, 0, new byte[0]);

        public boolean isEmpty() {
            return sessions == 0;
        }
    }

    /**
     * The lines behind a session number, as many as are read at once, up to another number.
     *
     * @param patience how long it tries where the database is away
     * @return none where there are none
     */
    public Uni<Lines> read(long batchId, int after, int last, Duration patience) {
        return Failures.patiently(Uni.createFrom()
                .deferred(() -> pool.preparedQuery(READ)
                        .execute(Tuple.of(batchId, after, last, MOST_SESSIONS, MOST_BYTES)))
                .ifNoItem().after(service.callTimeout()).fail(), patience)
                .map(SnapshotLines::lines);
    }

    private static Lines lines(RowSet<Row> rows) {
        var found = StreamSupport.stream(rows.spliterator(), false).map(Row::getDelegate).toList();
        var lines = Buffer.buffer(found.stream().mapToInt(row -> SnapshotLine.most(row) + 1).sum());
        found.forEach(row -> {
            SnapshotLine.append(lines, row);
            lines.appendByte((byte) '\n');
        });
        return found.isEmpty()
                ? Lines.NONE
                : new Lines(found.get(found.size() - 1).getInteger("session_number"), found.size(), lines.getBytes());
    }
}
