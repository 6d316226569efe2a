package io.winnow.improvement;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import io.winnow.database.Together;

/** Looks up what decides over sessions: all of it in one round trip, for all calls that are waiting in one statement. */
@ApplicationScoped
class SessionStates {
    /**
     * The count is of an index alone, 10,000 entries at most. The latest snapshot is the one of the largest version; asked
     * for by its batch, a plan could walk through all batches backwards. Its status is looked up, since a join could read all
     * batches (ADR 29).
     */
    private static final String STATES = """
            select s.session_id, s.is_payload_search, s.is_irrelevant,
                   (select count(*) from session_event e where e.session_id = s.session_id)::int
                       + s.is_irrelevant::int as version,
                   exists (select from session_event e
                           where e.session_id = s.session_id and e.object_id = any (s.shown)
                           and ($2::text[] is null or e.event_type = any ($2))) as has_expected_event,
                   held.batch_id, held.version as held_version,
                   (select status from batch b where b.batch_id = held.batch_id) = 'collecting' as is_collecting
            from session s
            left join lateral (
                select bs.batch_id, bs.version from batch_session bs
                where bs.session_id = s.session_id order by bs.version desc limit 1) held on true
            where s.session_id = any ($1)
            """;
    private static final int MOST_AT_ONCE = 500;
    /** Few: what is only read has no flush that larger statements would share. */
    private static final int ENOUGH = 8;

    private final Pool pool;
    private final String[] expectedEvents;
    private final Together<String, SessionState> together;

    SessionStates(Pool pool, ImprovementConfig config) {
        this.pool = pool;
        together = new Together<>(this::all, sessionId -> 1, MOST_AT_ONCE, ENOUGH);
        expectedEvents = config.expectedEvents().map(types -> types.toArray(String[]::new)).orElse(null);
    }

    /** A session as it stands after this call began; {@code null} when there is none. */
    Uni<SessionState> of(String sessionId) {
        return together.of(sessionId);
    }

    private Future<List<SessionState>> all(List<String> sessionIds) {
        var question = Tuple.tuple().addArrayOfString(sessionIds.stream().distinct().toArray(String[]::new))
                .addArrayOfString(expectedEvents);
        return pool.preparedQuery(STATES).execute(question)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(SessionState::from)
                        .collect(Collectors.toMap(SessionState::sessionId, state -> state)))
                .map(found -> sessionIds.stream().map(found::get).toList());
    }
}
