package io.winnow.batch;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.WARN;

import java.util.stream.Collector;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.winnow.config.ServiceConfig;
import io.winnow.http.Streamed;
import io.winnow.telemetry.Noted;

/** Reads a batch page by page, in the order of its session numbers. */
@ApplicationScoped
public class SessionPages {
    private static final Logger LOG = Logger.getLogger(SessionPages.class);

    /** 16 MiB, less what the rest of 1,000 sessions' JSON takes. */
    private static final int MOST_BYTES = 16 * 1024 * 1024 - 256 * 1024;

    /**
     * Each of the batch's sessions on the page as JSON in UTF-8, which passes to the wire as it is, and the batch's status
     * beside it. The range is cut by the stored sizes before any JSON is fetched; the first session comes however large it
     * is, or a walk would end there. The index gives them in order, so that each is sent as it is read: a join with the
     * batch would have them sorted first.
     */
    private static final String PAGE = """
            select (select status from batch where batch_id = $1) as status, session_number, event_count,
                   json_send(session) as session,
                   case when event_count <= $4 then json_send(events)
                        else (select json_send(coalesce(array_to_json(array_agg(e.value order by e.position)), '[]'))
                              from json_array_elements(events) with ordinality e(value, position)
                              where e.position <= $4) end as events
            from (
                select *, sum(bytes) over (order by session_number) as so_far
                from (select session_number, event_count, bytes, session, events from batch_session
                      where batch_id = $1 and session_number > $2::bigint
                      order by session_number limit $3) ranged) sized
            where so_far <= $5 or so_far = bytes
            order by session_number
            """;

    /**
     * The status of a batch when a page of it was empty. What has got sessions since was collecting then; with its status
     * of now it would seem to be released, and the empty page to be its end.
     */
    private static final String EMPTY = """
            select case when exists (select from batch_session where batch_id = $1 and session_number > $2::bigint)
                        then 'collecting' else status end as status
            from batch where batch_id = $1
            """;

    private final Pool pool;
    private final SnapshotTraces traces;
    private final ServiceConfig service;

    SessionPages(Pool pool, SnapshotTraces traces, ServiceConfig service) {
        this.pool = pool;
        this.traces = traces;
        this.service = service;
    }

    /**
     * A page: {@code {batch_id, status, sessions, last_number}}. It is sent while it is read, as far as it is large; where
     * the reading fails then, it ends with what has been read, which is a page as well.
     *
     * @param afterNumber only numbers above it
     * @param limit at most so many sessions, 1 to 1,000
     * @param eventsLimit at most so many events of each, 0 to 10,000
     * @return the page as JSON in UTF-8; fails with 404 when there is no such batch
     */
    public Uni<Streamed> page(String batchId, long afterNumber, int limit, int eventsLimit) {
        var id = Batches.parse(batchId);
        return Uni.createFrom().emitter(answer -> {
            var page = new GrowingPage(batchId, answer);
            read(id, afterNumber, limit, eventsLimit, page)
                    .chain(() -> page.isEmpty() ? empty(id, afterNumber, page) : Uni.createFrom().voidItem())
                    .ifNoItem().after(service.callTimeout()).fail()
                    .subscribe().with(read -> {
                        page.end();
                        shown(id, afterNumber, page);
                    }, failure -> breakOff(id, afterNumber, page, failure));
        });
    }

    private Uni<?> read(long batchId, long afterNumber, int limit, int eventsLimit, GrowingPage page) {
        // Mutiny's own client has no collectors.
        return UniHelper.toUni(pool.getDelegate().preparedQuery(PAGE)
                .collecting(Collector.<Row, GrowingPage>of(() -> page, GrowingPage::add, (one, other) -> one))
                .execute(Tuple.of(batchId, afterNumber, limit, eventsLimit, MOST_BYTES)));
    }

    private Uni<Void> empty(long batchId, long afterNumber, GrowingPage page) {
        return UniHelper.toUni(pool.getDelegate().preparedQuery(EMPTY).execute(Tuple.of(batchId, afterNumber)))
                .invoke(rows -> rows.forEach(row -> page.begin(row.getString("status")))).replaceWithVoid();
    }

    private void breakOff(long batchId, long afterNumber, GrowingPage page, Throwable failure) {
        if (page.breakOff(failure)) {
            Noted.batch(LOG, WARN, batchId, "A page of batch %d behind number %d ends at %d already: %s", batchId,
                    afterNumber, page.lastNumber(), failure);
            shown(batchId, afterNumber, page);
        }
    }

    private void shown(long batchId, long afterNumber, GrowingPage page) {
        var last = page.lastNumber();
        Noted.batch(LOG, DEBUG, batchId, "Shown of batch %d: what is behind number %d up to %s", batchId, afterNumber,
                last);
        if (last != null) {
            traces.shown(batchId, afterNumber, last);
        }
    }
}
