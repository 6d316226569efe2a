package io.winnow.improvement;

import static org.jboss.logging.Logger.Level.DEBUG;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.winnow.session.Sessions;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Noted;
import io.winnow.telemetry.Traces;

/** Verifies a session and, if it can teach something, sends its improvement event. */
@ApplicationScoped
public class ScheduleImprovement {
    private static final Logger LOG = Logger.getLogger(ScheduleImprovement.class);
    /** For runs of as many sessions as there are: a trace is for somebody to look at. */
    public static final String UNTRACED = null;

    private static final int MOST_IN_FLIGHT = 256;

    private final SessionStates states;
    private final PublishImprovement publish;
    private final Clock clock;
    private final Meters meters;
    private final Traces traces;

    ScheduleImprovement(SessionStates states, PublishImprovement publish, Clock clock, Meters meters, Traces traces) {
        this.states = states;
        this.publish = publish;
        this.clock = clock;
        this.meters = meters;
        this.traces = traces;
    }

    /**
     * Schedules a session. The answer {@code scheduled} means that the broker has the event.
     *
     * @return fails with 404 when there is no such session
     */
    public Uni<Verdict> schedule(String sessionId) {
        return states.of(sessionId)
                .onItem().ifNull().failWith(() -> Sessions.notFound(sessionId))
                .chain(state -> schedule(state, traces.here()));
    }

    /**
     * Schedules many sessions.
     *
     * @param traceparent the trace that they all carry on, or {@link #UNTRACED}
     * @return the verdicts, in the order of the ids; fails where one can't be sent, and a repeat does no harm to the others
     */
    public Uni<List<Verdict>> scheduleAll(List<String> sessionIds, String traceparent) {
        return each(sessionIds.stream().distinct().toList(), traceparent).collect().asMap(Verdict::sessionId)
                .map(bySession -> sessionIds.stream().map(bySession::get).toList());
    }

    /**
     * The verdicts of different sessions in whatever order they come; the first failure ends it.
     * <p>
     * Only so many wait for the broker at a time: single calls share what may wait for it, and would be answered 503.
     *
     * @param traceparent the trace that they all carry on, or {@link #UNTRACED}
     */
    Multi<Verdict> each(List<String> sessionIds, String traceparent) {
        return Multi.createFrom().iterable(sessionIds).onItem().transformToUni(id -> scheduleIfThere(id, traceparent))
                .merge(MOST_IN_FLIGHT);
    }

    /** The verdict is {@code not_found} where there is no such session. */
    Uni<Verdict> scheduleIfThere(String id, String traceparent) {
        return states.of(id)
                .chain(state -> state == null
                        ? Uni.createFrom().item(Verdict.notFound(id)).invoke(ScheduleImprovement::tell)
                        : schedule(state, traceparent));
    }

    private Uni<Verdict> schedule(SessionState state, String traceparent) {
        return state.objection().map(Uni.createFrom()::item)
                .orElseGet(() -> send(state.improvement(clock), traceparent))
                .invoke(verdict -> meters.improvement(verdict.outcome()))
                .invoke(ScheduleImprovement::tell);
    }

    private static void tell(Verdict verdict) {
        Noted.session(LOG, DEBUG, verdict.sessionId(), "Session %s is to be used for improvement: %s",
                verdict.sessionId(), verdict.outcome());
    }

    private Uni<Verdict> send(ImprovementEvent event, String traceparent) {
        return publish.publish(event, traceparent).replaceWith(Verdict.scheduled(event));
    }
}
