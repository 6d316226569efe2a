package io.winnow.session;

import static io.winnow.json.JsonText.extend;
import static io.winnow.json.JsonText.member;
import static org.jboss.logging.Logger.Level.DEBUG;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.database.Together;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Noted;

/**
 * Keeps sessions and finds them again, many calls or one by a statement. Sessions leave as the JSON that PostgreSQL makes of
 * them (function {@code document}), so that every answer and every snapshot shows them alike. Only the first answer is made
 * here, of what has just come: it is the same, and need not be sent back by PostgreSQL.
 */
@ApplicationScoped
public class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);

    /** In the order of their ids, so that no two statements wait for each other; of one id, the first call's. */
    private static final String REGISTER = """
            insert into session (session_id, search_query, search_results, shown, search_meta, payload_filter, sort_by,
                                 user_id, created_at, is_payload_search)
            select session_id, search_query, search_results::json, shown::text[], search_meta::json,
                   payload_filter::json, sort_by::json, user_id, created_at, is_payload_search
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::bigint[], $10::boolean[])
                 with ordinality as s(session_id, search_query, search_results, shown, search_meta, payload_filter,
                                      sort_by, user_id, created_at, is_payload_search, position)
            order by session_id, position
            on conflict (session_id) do nothing
            returning session_id
            """;
    /** Characters. */
    private static final int MOST_AT_ONCE = 256 * 1024;
    /** About half a millisecond of PostgreSQL's, which reads their JSON and compresses it. */
    private static final int ENOUGH = 24 * 1024;

    private static final String FIRST = "select document(s)::text from session s where session_id = $1";
    /** No join with the batches, for which a plan could read all of them (ADR 29). */
    private static final String WHOLE = """
            select document(s)::text as session,
                   (select coalesce(array_to_json(array_agg(document(e) order by e.created_at, e.arrival)), '[]')::text
                    from session_event e where e.session_id = s.session_id) as events,
                   (select coalesce(array_to_json(array_agg(b)), '[]')::text
                    from (select bs.batch_id::text, bs.session_number,
                                 (select status from batch where batch_id = bs.batch_id) as status, bs.event_count
                          from batch_session bs where bs.session_id = s.session_id order by bs.batch_id) b) as batches
            from session s where session_id = $1
            """;
    private static final String MARK = "select mark_irrelevant($1)";

    private final Pool pool;
    private final ClockWindow clock;
    private final Meters meters;
    private final Together<Registration, Boolean> registering;

    Sessions(Pool pool, ClockWindow clock, Meters meters) {
        this.pool = pool;
        registering = new Together<>(this::insert, Registration::size, MOST_AT_ONCE, ENOUGH);
        this.clock = clock;
        this.meters = meters;
    }

    /** Keeps the session, unless there is one with its id already; the answer is the one that is kept. */
    public Uni<String> register(NewSession session) {
        var registration = Registration.of(session, clock.timeOrNow(session.createdAt()));
        return registering.of(registration).chain(isNew -> {
            var outcome = isNew ? "registered" : "repeated";
            meters.session(outcome);
            Noted.session(LOG, DEBUG, session.sessionId(), "Session %s: %s", session.sessionId(), outcome);
            return isNew
                    ? Uni.createFrom().item(registration::document)
                    : query(FIRST, session.sessionId(), Sessions::text);
        });
    }

    /** Whether each was not there, nor in an earlier one of these calls. */
    private Future<List<Boolean>> insert(List<Registration> registrations) {
        return UniHelper.toFuture(pool.preparedQuery(REGISTER).execute(Registration.columns(registrations)))
                .map(inserted -> {
                    var added = new HashSet<String>();
                    inserted.forEach(row -> added.add(row.getString(0)));
                    return registrations.stream().map(row -> added.remove(row.session().sessionId())).toList();
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
                .invoke(() -> meters.session("marked_irrelevant"))
                .invoke(() -> Noted.session(LOG, DEBUG, sessionId, "Session %s: marked irrelevant", sessionId));
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
