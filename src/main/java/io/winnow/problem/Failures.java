package io.winnow.problem;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.common.KafkaException;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;

/** Tells a fault of the surroundings, which passes, from a fault of the data, which stays. */
public final class Failures {
    /** PostgreSQL's class of errors: the first two characters of SQLSTATE (PostgreSQL manual, appendix A). */
    private static final Set<String> PASSING_CLASSES = Set.of(
            "08", // connection
            "25", // transaction state, a read-only standby among them
            "28", "3D", // password or database not (yet) as configured
            "40", // deadlock, serialization
            "42", // schema not (yet) as this version wants it
            "53", // disk full, out of memory, too many connections
            "55", // lock not available
            "57", // cancelled, shutting down, starting up
            "58"); // system error

    private Failures() {}

    /** Whether the database or the broker is away, overrun or too slow: trying again later makes sense. */
    public static boolean isPassing(Throwable failure) {
        return chain(failure).anyMatch(Failures::passes);
    }

    /** SQLSTATE, where the database refused a statement. */
    public static Optional<String> sqlState(Throwable failure) {
        return chain(failure).map(Failures::ownSqlState).filter(Objects::nonNull).findFirst();
    }

    /** The SQL client tells it in one way, Hibernate in another. */
    private static String ownSqlState(Throwable failure) {
        if (failure instanceof DatabaseException refused) {
            return refused.getSqlState();
        }
        return failure instanceof SQLException refused ? refused.getSQLState() : null;
    }

    private static boolean passes(Throwable failure) {
        var state = ownSqlState(failure);
        if (state != null) {
            return PASSING_CLASSES.contains(state.substring(0, 2));
        }
        return failure instanceof IOException
                || failure instanceof VertxException // a connection that was closed
                || failure instanceof NoStackTraceThrowable // a pool that was closed
                || failure instanceof ConnectionPoolTooBusyException
                || failure instanceof KafkaException
                || failure instanceof java.util.concurrent.TimeoutException
                || failure instanceof io.smallrye.mutiny.TimeoutException
                || failure instanceof io.smallrye.mutiny.subscription.BackPressureFailure
                || isFullEmitter(failure);
    }

    /** SmallRye tells that an emitter's buffer is full by a bare IllegalStateException with this code. */
    private static boolean isFullEmitter(Throwable failure) {
        return failure instanceof IllegalStateException
                && failure.getMessage() != null && failure.getMessage().startsWith("SRMSG00034");
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
    }
}
