package io.winnow.session;

import static io.winnow.json.JsonText.extend;
import static io.winnow.json.JsonText.member;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Meters;

/**
 * Keeps sessions and finds them again, each call by one statement. Sessions leave as the JSON that PostgreSQL makes of
 * them (function {@code document}), so that every answer and every snapshot shows them alike.
 */
@ApplicationScoped
public class Sessions {
    private static final String REGISTER = """
            insert into session (session_id, search_query, search_results, shown, search_meta, payload_filter, sort_by,
                                 user_id, created_at, is_payload_search)
            values ($1, $2, cast($3 as text)::json, $4, cast($5 as text)::json, cast($6 as text)::json,
                    cast($7 as text)::json, $8, $9, $10)
            on conflict (session_id) do nothing
            returning document(session)::text
            """;
    private static final String FIRST = "select document(s)::text from session s where session_id = $1";
    private static final String WHOLE = """
            select document(s)::text as session,
                   (select coalesce(array_to_json(array_agg(document(e) order by e.created_at, e.arrival)), '[]')::text
                    from session_event e where e.session_id = s.session_id) as events,
                   (select coalesce(array_to_json(array_agg(b)), '[]')::text
                    from (select b.batch_id::text, bs.session_number, b.status, bs.event_count
                          from batch_session bs join batch b on b.batch_id = bs.batch_id
                          where bs.session_id = s.session_id order by b.batch_id) b) as batches
            from session s where session_id = $1
            """;
    private static final String MARK = "select mark_irrelevant($1)";

    private final Pool pool;
    private final ClockWindow clock;
    private final Meters meters;

    Sessions(Pool pool, ClockWindow clock, Meters meters) {
        this.pool = pool;
        this.clock = clock;
        this.meters = meters;
    }

    /** Keeps the session, unless there is one with its id already; the answer is the one that is kept. */
    public Uni<String> register(NewSession session) {
        var row = Tuple.tuple()
                .addString(session.sessionId()).addString(session.searchQuery())
                .addString(session.searchResultsJson()).addArrayOfString(session.shown())
                .addString(session.searchMeta()).addString(session.payloadFilter())
                .addString(session.sortBy() == null ? null : session.sortBy().json())
                .addString(session.userId()).addLong(clock.timeOrNow(session.createdAt()))
                .addBoolean(session.isPayloadSearch());
        return pool.preparedQuery(REGISTER).execute(row).chain(kept -> {
            meters.session(kept.size() == 1 ? "registered" : "repeated");
            return kept.size() == 1
                    ? Uni.createFrom().item(text(kept))
                    : query(FIRST, session.sessionId(), Sessions::text);
        });
    }

    /**
     * The session with all its events and where it went.
     *
     * @return fails with 404 when there is none
     */
    public Uni<String> find(String sessionId) {
        return query(WHOLE, sessionId, rows -> {
            var row = rows.iterator().next();
            return extend(row.getString("session"),
                    member("events", row.getString("events")), member("batches", row.getString("batches")));
        });
    }

    /**
     * Marks that none of the results served the user.
     *
     * @return the session; fails with 404 when there is none
     */
    public Uni<String> markIrrelevant(String sessionId) {
        return pool.preparedQuery(MARK).execute(Tuple.of(sessionId))
                .chain(() -> query(FIRST, sessionId, Sessions::text))
                .invoke(() -> meters.session("marked_irrelevant"));
    }

    /** The answer to a session id that nobody registered. */
    public static ProblemException notFound(String sessionId) {
        return ProblemException.notFound("Session with id=" + sessionId + " not found");
    }

    private <T> Uni<T> query(String sql, String sessionId, Function<RowSet<Row>, T> read) {
        return pool.preparedQuery(sql).execute(Tuple.of(sessionId)).map(rows -> {
            if (rows.size() == 0) {
                throw notFound(sessionId);
            }
            return read.apply(rows);
        });
    }

    private static String text(RowSet<Row> rows) {
        return rows.iterator().next().getString(0);
    }
}
