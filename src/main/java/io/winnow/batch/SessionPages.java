package io.winnow.batch;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.quote;
import static org.jboss.logging.Logger.Level.DEBUG;

import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.telemetry.Noted;

/** Reads a batch page by page, in the order of its session numbers. */
@ApplicationScoped
public class SessionPages {
    private static final Logger LOG = Logger.getLogger(SessionPages.class);

    /** 16 MiB, less what the rest of 1,000 sessions' JSON takes. */
    private static final int MOST_BYTES = 16 * 1024 * 1024 - 256 * 1024;

    /**
     * The batch, beside each of its sessions on the page (or beside nulls) as JSON in UTF-8, which passes to the wire as it
     * is. The range is cut by the stored sizes before any JSON is fetched; the first session comes however large it is, or
     * a walk would end there.
     */
    private static final String PAGE = """
            select b.status, p.*
            from batch b
            left join lateral (
                select session_number, event_count, json_send(session) as session,
                       case when event_count <= $4 then json_send(events)
                            else (select json_send(coalesce(array_to_json(array_agg(e.value order by e.position)), '[]'))
                                  from json_array_elements(events) with ordinality e(value, position)
                                  where e.position <= $4) end as events
                from (
                    select *, sum(bytes) over (order by session_number) as so_far
                    from (select session_number, event_count, bytes, session, events from batch_session
                          where batch_id = b.batch_id and session_number > $2
                          order by session_number limit $3) ranged) sized
                where so_far <= $5 or so_far = bytes) p on true
            where b.batch_id = $1
            order by p.session_number
            """;

    private static final String TAIL = "]}";

    private final Pool pool;
    private final SnapshotTraces traces;

    SessionPages(Pool pool, SnapshotTraces traces) {
        this.pool = pool;
        this.traces = traces;
    }

    /**
     * A page: {@code {batch_id, status, last_number, sessions}}.
     *
     * @param afterNumber only numbers above it
     * @param limit at most so many sessions, 1 to 1,000
     * @param eventsLimit at most so many events of each, 0 to 10,000
     * @return the page as JSON in UTF-8; fails with 404 when there is no such batch
     */
    public Uni<Buffer> page(String batchId, long afterNumber, int limit, int eventsLimit) {
        var id = Batches.parse(batchId);
        return pool.preparedQuery(PAGE).execute(Tuple.of(id, afterNumber, limit, eventsLimit, MOST_BYTES)).map(rows -> {
            if (rows.size() == 0) {
                throw Batches.notFound(batchId);
            }
            var found = StreamSupport.stream(rows.spliterator(), false)
                    .filter(row -> row.getInteger("session_number") != null).toList();
            shown(id, afterNumber, found);
            return page(batchId, rows.iterator().next().getString("status"), found);
        });
    }

    private static Buffer page(String batchId, String status, List<Row> found) {
        var head = "{" + String.join(",", member("batch_id", quote(batchId)),
                member("status", quote(status)),
                member("last_number", lastNumber(found))) + ",\"sessions\":[";
        // As large as it gets: to grow it would be copied again and again.
        var page = Buffer.buffer(
                head.length() + found.stream().mapToInt(row -> SnapshotLine.most(row) + 1).sum() + TAIL.length())
                .appendString(head);
        for (var i = 0; i < found.size(); i++) {
            page.appendString(i == 0 ? "" : ",");
            SnapshotLine.append(page, found.get(i));
        }
        return page.appendString(TAIL);
    }

    private void shown(long batchId, long afterNumber, List<Row> found) {
        Noted.batch(LOG, DEBUG, batchId, "Shown of batch %d: %d sessions behind number %d", batchId, found.size(),
                afterNumber);
        if (!found.isEmpty()) {
            traces.shown(batchId, afterNumber, lastNumber(found));
        }
    }

    private static Integer lastNumber(List<Row> found) {
        return found.isEmpty() ? null : found.get(found.size() - 1).getInteger("session_number");
    }
}
