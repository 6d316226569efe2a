package io.winnow.improvement;

import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Finds the sessions that match a criterion, a page after the other in the order of their time and id. */
@ApplicationScoped
class MatchingSessions {
    /** Sessions that are looked at by a statement. */
    static final int PAGE = 500;

    /**
     * The limit is on what is looked at, not on what is found: so a page costs the same where nearly all are in batches
     * already. The limits within are there so that no plan reads the whole of batch_session to answer for some hundreds of
     * them, and that of events no more than are asked for.
     */
    private static final String LOOK = """
            select s.session_id, s.created_at,
                   held.session_id is null
                       and (select count(*) from (
                           select from session_event e where e.session_id = s.session_id limit $4::int) e) >= $4 as matches
            from (select session_id, created_at from session
                  where (created_at, session_id) > ($1, $2) and created_at < $3
                  order by created_at, session_id limit %d) s
            left join lateral (
                select bs.session_id from batch_session bs where bs.session_id = s.session_id limit 1) held on true
            order by s.created_at, s.session_id
            """.formatted(PAGE);

    private final Pool pool;

    MatchingSessions(Pool pool) {
        this.pool = pool;
    }

    /** A session's place in the order. */
    record Place(long createdAt, String sessionId) {
        /** Before all sessions of the criterion: no id is empty. */
        static Place before(Criterion criterion) {
            return new Place(criterion.createdFrom(), "");
        }
    }

    /**
     * What was found.
     *
     * @param sessionIds those that match
     * @param end the last place that was looked at; {@code null} when there is nothing behind it
     */
    record Page(List<String> sessionIds, Place end) {
        private static Page from(List<Row> rows) {
            var last = rows.size() < PAGE ? null : rows.get(PAGE - 1);
            return new Page(rows.stream().filter(row -> row.getBoolean("matches"))
                    .map(row -> row.getString("session_id")).toList(),
                    last == null ? null : new Place(last.getLong("created_at"), last.getString("session_id")));
        }
    }

    /** The sessions behind a place; some that match may come later yet, when more are behind it. */
    Uni<Page> behind(Place place, Criterion criterion) {
        return pool.preparedQuery(LOOK)
                .execute(Tuple.of(place.createdAt(), place.sessionId(), criterion.createdTo(), criterion.minEvents()))
                .map(rows -> Page.from(StreamSupport.stream(rows.spliterator(), false).toList()));
    }
}
