package io.winnow.improvement;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.session.Sessions;
import io.winnow.telemetry.Meters;

/** Verifies a session and, if it can teach something, sends its improvement event. */
@ApplicationScoped
public class ScheduleImprovement {
    /** All that decides in one round trip. The count is of an index alone, 10,000 entries at most. */
    private static final String STATE = """
            select s.session_id, s.is_payload_search, s.is_irrelevant,
                   (select count(*) from session_event e where e.session_id = s.session_id)::int
                       + s.is_irrelevant::int as version,
                   exists (select from session_event e
                           where e.session_id = s.session_id and e.object_id = any (s.shown)
                           and ($2::text[] is null or e.event_type = any ($2))) as has_expected_event,
                   held.batch_id, held.version as held_version, held.status = 'collecting' as is_collecting
            from session s
            left join lateral (
                select b.batch_id, bs.version, b.status
                from batch_session bs join batch b on b.batch_id = bs.batch_id
                where bs.session_id = s.session_id order by bs.batch_id desc limit 1) held on true
            where s.session_id = $1
            """;

    private final Pool pool;
    private final PublishImprovement publish;
    private final Clock clock;
    private final Meters meters;
    private final String[] expectedEvents;

    ScheduleImprovement(Pool pool, PublishImprovement publish, Clock clock, Meters meters, ImprovementConfig config) {
        this.pool = pool;
        this.publish = publish;
        this.clock = clock;
        this.meters = meters;
        expectedEvents = config.expectedEvents().map(types -> types.toArray(String[]::new)).orElse(null);
    }

    /**
     * Schedules a session. The answer {@code scheduled} means that the broker has the event.
     *
     * @return fails with 404 when there is no such session
     */
    public Uni<Verdict> schedule(String sessionId) {
        return state(sessionId)
                .chain(state -> state.objection().map(Uni.createFrom()::item)
                        .orElseGet(() -> send(state.improvement(clock))))
                .invoke(verdict -> meters.improvement(verdict.outcome()));
    }

    private Uni<SessionState> state(String sessionId) {
        return pool.preparedQuery(STATE).execute(Tuple.tuple().addString(sessionId).addArrayOfString(expectedEvents))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Sessions.notFound(sessionId);
                    }
                    return SessionState.from(rows.iterator().next());
                });
    }

    private Uni<Verdict> send(ImprovementEvent event) {
        return publish.publish(event).replaceWith(Verdict.scheduled(event));
    }
}
