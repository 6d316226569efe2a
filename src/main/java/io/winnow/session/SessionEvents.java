package io.winnow.session;

import static org.jboss.logging.Logger.Level.DEBUG;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.mutiny.sqlclient.Pool;
import io.winnow.database.Together;
import io.winnow.problem.Failures;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Noted;

/** Keeps events, whether or not their session is known yet; the first with an id wins. */
@ApplicationScoped
public class SessionEvents {
    private static final Logger LOG = Logger.getLogger(SessionEvents.class);

    /** Far more than a call may have, in number as in bytes: a session's first events are not looked at for it. */
    static final int MOST_A_SESSION = 10_000;
    /** With the session itself, of 2 MiB, the snapshot still fits into a page. */
    static final long MOST_BYTES_A_SESSION = 8 * 1024 * 1024;

    static final String TOO_MANY_EVENTS = "a session has at most " + MOST_A_SESSION + " events and "
            + MOST_BYTES_A_SESSION + " bytes of them, and these would make it more";

    /** Raised by the function when a limit would be passed. */
    private static final String TOO_MANY = "WN002";

    private static final String ADD = """
            select free, fresh, sessions, accepted from add_distinct_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;

    /** Characters. */
    private static final int MOST_AT_ONCE = 128 * 1024;
    /** A dozen calls of six events: a millisecond of PostgreSQL's, which looks for each event whether it is there. */
    private static final int ENOUGH = 8 * 1024;
    /** They must not take all connections. */
    private static final int MOST_WAITING = 4;

    private final Pool pool;
    private final ClockWindow clock;
    private final Meters meters;
    private final Together<NewEvents, Integer> adding;
    private final Together<NewEvents, Integer> waiting;

    SessionEvents(Pool pool, ClockWindow clock, Meters meters) {
        this.pool = pool;
        adding = new Together<>(calls -> UniHelper.toFuture(add(calls, false)), NewEvents::size, MOST_AT_ONCE, ENOUGH);
        waiting = Together.alone(calls -> UniHelper.toFuture(add(calls, true)), MOST_WAITING);
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Adds the events of one call, all that are new or none.
     *
     * @return fails with 400 for a time outside the window, with 422 when the session would have too many
     */
    public Uni<AddedEvents> add(NewEvents call) {
        var each = call.at(clock).distinct();
        return adding.of(each)
                // Its session is held, by an append as a rule: whoever waits for that waits alone.
                .onItem().ifNull().switchTo(() -> waiting.of(each))
                .map(accepted -> added(call, accepted))
                .onFailure(SessionEvents::isTooMany).transform(failure -> tooMany())
                .invoke(this::count);
    }

    /** How many events of each call were new; {@code null} where its session is held, or is that of an earlier call too. */
    private Uni<List<Integer>> add(List<NewEvents> calls, boolean wait) {
        var together = new EventCalls(calls);
        return pool.preparedQuery(ADD).execute(together.columns(wait))
                .map(rows -> together.accepted(rows.iterator().next()));
    }

    private static AddedEvents added(NewEvents call, int accepted) {
        return new AddedEvents(call.sessionId(), accepted, call.events().size() - accepted);
    }

    /** Whether the function found that a limit would be passed. */
    static boolean isTooMany(Throwable failure) {
        return Failures.hasSqlState(failure, TOO_MANY);
    }

    private static ProblemException tooMany() {
        return ProblemException.invalid("events", TOO_MANY_EVENTS);
    }

    private void count(AddedEvents added) {
        meters.events("accepted", added.accepted());
        meters.events("duplicate", added.duplicates());
        Noted.session(LOG, DEBUG, added.sessionId(), "Session %s: %d new events, %d that were there", added.sessionId(),
                added.accepted(), added.duplicates());
    }
}
