package io.winnow.problem;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.kafka.common.KafkaException;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;

/** Tells a fault of the surroundings, which passes, from a fault of the data, which stays. */
public final class Failures {
    /**
     * The classes of PostgreSQL's errors, the first two characters of SQLSTATE (PostgreSQL manual, appendix A), that are
     * due to the data. All others pass, or an operator has to end them: taken for a fault of the data, an error that we
     * don't know would turn every record into a dead letter.
     */
    private static final Set<String> OF_THE_DATA = Set.of(
            "22", // data exception
            "23", // constraint violation
            "44", // check option violation
            "54", // program limit exceeded
            "P0", // raised by a function or trigger
            "WN"); // raised by ours

    private static final String TIMED_OUT = "57014";
    private static final String OUT_OF_LOCKS = "53200";

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);

    private Failures() {}

    /** Whether the database or the broker is away, overrun or too slow: trying again later makes sense. */
    public static boolean isPassing(Throwable failure) {
        return chain(failure).anyMatch(Failures::passes);
    }

    /** The work, tried again while it fails for a passing reason, for so long at most. */
    public static <T> Uni<T> patiently(Uni<T> work, Duration most) {
        return work.onFailure(Failures::isPassing).retry().withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF).withJitter(0.2)
                .expireIn(most.toMillis());
    }

    /** Whether work is to be tried in two halves: it fails on some of its data, or is too much at once. */
    public static boolean isForHalves(Throwable failure) {
        return !isPassing(failure) || isTooMuch(failure);
    }

    /** Whether a statement took too long or too many locks: one for less may pass. */
    public static boolean isTooMuch(Throwable failure) {
        return hasSqlState(failure, TIMED_OUT, OUT_OF_LOCKS);
    }

    /** Whether the database refused a statement with one of these SQLSTATEs. */
    public static boolean hasSqlState(Throwable failure, String... states) {
        return withSqlState(failure, Arrays.asList(states)::contains).isPresent();
    }

    /** The first of a failure's causes that is told by such a SQLSTATE, whichever driver tells it. */
    public static Optional<Throwable> withSqlState(Throwable failure, Predicate<String> which) {
        return chain(failure).filter(cause -> ownSqlState(cause) != null && which.test(ownSqlState(cause))).findFirst();
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
            return !OF_THE_DATA.contains(state.substring(0, 2));
        }
        return failure instanceof IOException
                || failure instanceof VertxException // a connection that was closed
                || failure instanceof NoStackTraceThrowable // a pool that was closed
                || failure instanceof ConnectionPoolTooBusyException
                || failure instanceof KafkaException
                || failure instanceof java.util.concurrent.TimeoutException
                || failure instanceof io.smallrye.mutiny.TimeoutException;
    }

    /** The failure and its causes, also of what came beside it: as where a refusal can't be rolled back over a lost connection. */
    static Stream<Throwable> chain(Throwable failure) {
        return causes(failure).flatMap(cause -> cause instanceof CompositeException several
                ? Stream.concat(Stream.of(cause), several.getCauses().stream().flatMap(Failures::causes))
                : Stream.of(cause));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
    }
}
