package io.winnow.session;

import static org.jboss.logging.Logger.Level.WARN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.winnow.problem.Failures;
import io.winnow.problem.FieldError;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Noted;

/**
 * Keeps the lines of a log, hundreds in a statement, as calls one after the other would be: of a session the first line
 * wins, and events add up. A line is kept whole or not at all, and once more it changes nothing.
 */
@ApplicationScoped
public class KeepLog {
    private static final Logger LOG = Logger.getLogger(KeepLog.class);

    private static final String KEEP = "select free, registered, fresh, accepted from keep_logged_sessions($1, $2, $3, $4, $5,"
            + " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";

    private final Pool pool;
    private final Meters meters;

    KeepLog(Pool pool, Meters meters) {
        this.pool = pool;
        this.meters = meters;
    }

    /**
     * Keeps lines that fit into a statement: a thousand at most, since each may take a lock.
     *
     * @param mostWait how long a statement is tried again for while the database is away
     * @return what became of each; fails when the database has been away for too long, and can be repeated then
     */
    public Uni<List<Kept>> keep(List<LoggedSession> lines, Duration mostWait) {
        return keep(lines, false, mostWait).chain(kept -> waitFor(lines, new ArrayList<>(kept), mostWait));
    }

    /** One by one what was left alone, in order: its session is held, by an append as a rule, or has a line before it. */
    private Uni<List<Kept>> waitFor(List<LoggedSession> lines, List<Kept> kept, Duration mostWait) {
        var left = IntStream.range(0, lines.size()).filter(i -> kept.get(i) == null).boxed().toList();
        return Multi.createFrom().iterable(left)
                .onItem().transformToUniAndConcatenate(i -> keep(List.of(lines.get(i)), true, mostWait)
                        .invoke(one -> kept.set(i, one.get(0))))
                .collect().last().replaceWith(kept);
    }

    private Uni<List<Kept>> keep(List<LoggedSession> lines, boolean wait, Duration mostWait) {
        // Statement by statement: what one has kept would be a repeat if all were tried again.
        return Failures.patiently(once(lines, wait), mostWait)
                .chain(kept -> kept == null ? halves(lines, mostWait) : Uni.createFrom().item(kept));
    }

    /** Nothing where the lines are to be halved. */
    private Uni<List<Kept>> once(List<LoggedSession> lines, boolean wait) {
        var together = new LoggedLines(lines);
        return pool.preparedQuery(KEEP).execute(together.columns(wait))
                .map(rows -> together.outcome(rows.iterator().next()))
                .invoke(this::count)
                .map(LoggedLines.Outcome::kept)
                .onFailure(failure -> lines.size() > 1 && Failures.isForHalves(failure)).recoverWithNull()
                .onFailure(failure -> lines.size() == 1 && !Failures.isPassing(failure))
                .recoverWithItem(failure -> List.of(refusal(lines.get(0), failure)));
    }

    /** So the culprit stands alone in the end, and the others are kept. The first half comes whole before the second. */
    private Uni<List<Kept>> halves(List<LoggedSession> lines, Duration mostWait) {
        var middle = lines.size() / 2;
        return keep(lines.subList(0, middle), mostWait)
                .chain(first -> keep(lines.subList(middle, lines.size()), mostWait)
                        .map(second -> Stream.concat(first.stream(), second.stream()).toList()));
    }

    private static Kept refusal(LoggedSession line, Throwable failure) {
        if (SessionEvents.isTooMany(failure)) {
            return Kept.rejected(List.of(new FieldError("events", SessionEvents.TOO_MANY_EVENTS)));
        }
        Noted.session(LOG, WARN, line.sessionId(), "Session %s can't be stored: %s", line.sessionId(), failure);
        return Kept.rejected(List.of(new FieldError("line", "can't be stored")));
    }

    private void count(LoggedLines.Outcome outcome) {
        var carriedOut = outcome.kept().stream().filter(kept -> kept != null).count();
        meters.sessions("registered", outcome.sessions());
        meters.sessions("repeated", carriedOut - outcome.sessions());
        meters.events("accepted", outcome.events());
        meters.events("duplicate", outcome.sent() - outcome.events());
    }
}
