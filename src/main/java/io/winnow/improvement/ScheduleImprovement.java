package io.winnow.improvement;

import java.time.Clock;

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
                .chain(state -> state.objection().map(Uni.createFrom()::item)
                        .orElseGet(() -> send(state.improvement(clock))))
                .invoke(verdict -> meters.improvement(verdict.outcome()));
    }

    private Uni<Verdict> send(ImprovementEvent event) {
        return publish.publish(event).replaceWith(Verdict.scheduled(event));
    }
}
