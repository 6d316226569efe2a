package io.winnow.session;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.problem.Failures;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Meters;

/** Keeps events, whether or not their session is known yet; the first with an id wins. */
@ApplicationScoped
public class SessionEvents {
    static final int MOST_A_SESSION = 10_000;
    /** With the session itself, of 2 MiB, the snapshot still fits into a page. */
    static final long MOST_BYTES_A_SESSION = 8 * 1024 * 1024;

    /** Raised by the function when a limit would be passed. */
    private static final String TOO_MANY = "WN002";

    private static final String ADD = "select add_events($1, $2, $3, $4, $5, $6, $7, $8)";

    private final Pool pool;
    private final ClockWindow clock;
    private final Meters meters;

    SessionEvents(Pool pool, ClockWindow clock, Meters meters) {
        this.pool = pool;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Adds the events of one call, all that are new or none.
     *
     * @return fails with 400 for a time outside the window, with 422 when the session would have too many
     */
    public Uni<AddedEvents> add(NewEvents call) {
        var columns = Tuple.tuple()
                .addString(call.sessionId()).addInteger(MOST_A_SESSION).addLong(MOST_BYTES_A_SESSION)
                .addArrayOfString(column(call, NewEvent::eventId))
                .addArrayOfString(column(call, NewEvent::objectId))
                .addArrayOfString(column(call, NewEvent::eventType))
                .addArrayOfLong(call.events().stream().map(e -> clock.timeOrNow(e.createdAt())).toArray(Long[]::new))
                .addArrayOfString(column(call, NewEvent::meta));
        return pool.preparedQuery(ADD).execute(columns)
                .map(rows -> added(call, rows.iterator().next().getInteger(0)))
                .onFailure(SessionEvents::isTooMany).transform(failure -> tooMany())
                .invoke(this::count);
    }

    private static AddedEvents added(NewEvents call, int accepted) {
        return new AddedEvents(call.sessionId(), accepted, call.events().size() - accepted);
    }

    private static boolean isTooMany(Throwable failure) {
        return Failures.hasSqlState(failure, TOO_MANY);
    }

    private static ProblemException tooMany() {
        return ProblemException.invalid("events", "a session has at most " + MOST_A_SESSION + " events and "
                + MOST_BYTES_A_SESSION + " bytes of them, and these would make it more");
    }

    private void count(AddedEvents added) {
        meters.events("accepted", added.accepted());
        meters.events("duplicate", added.duplicates());
    }

    private static String[] column(NewEvents call, Function<NewEvent, String> value) {
        return call.events().stream().map(value).toArray(String[]::new);
    }
}
