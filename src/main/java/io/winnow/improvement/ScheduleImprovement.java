package io.winnow.improvement;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.winnow.session.Sessions;
import io.winnow.telemetry.Meters;

/** Verifies a session and, if it can teach something, sends its improvement event. */
@ApplicationScoped
public class ScheduleImprovement {
    private final SessionStates states;
    private final PublishImprovement publish;
    private final Clock clock;
    private final Meters meters;

    ScheduleImprovement(SessionStates states, PublishImprovement publish, Clock clock, Meters meters) {
        this.states = states;
        this.publish = publish;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Schedules a session. The answer {@code scheduled} means that the broker has the event.
     *
     * @return fails with 404 when there is no such session
     */
    public Uni<Verdict> schedule(String sessionId) {
        return states.of(sessionId)
                .onItem().ifNull().failWith(() -> Sessions.notFound(sessionId))
                .chain(this::schedule);
    }

    /**
     * Schedules many sessions.
     *
     * @return the verdicts, in the order of the ids; fails where one can't be sent, and a repeat does no harm to the others
     */
    public Uni<List<Verdict>> scheduleAll(List<String> sessionIds) {
        var each = sessionIds.stream().distinct().map(id -> states.of(id)
                .chain(state -> state == null ? Uni.createFrom().item(Verdict.notFound(id)) : schedule(state)))
                .toList();
        return Uni.join().all(each).andFailFast().map(verdicts -> {
            var bySession = verdicts.stream().collect(Collectors.toMap(Verdict::sessionId, verdict -> verdict));
            return sessionIds.stream().map(bySession::get).toList();
        });
    }

    private Uni<Verdict> schedule(SessionState state) {
        return state.objection().map(Uni.createFrom()::item).orElseGet(() -> send(state.improvement(clock)))
                .invoke(verdict -> meters.improvement(verdict.outcome()));
    }

    private Uni<Verdict> send(ImprovementEvent event) {
        return publish.publish(event).replaceWith(Verdict.scheduled(event));
    }
}
