package io.winnow.batch;

import java.sql.Connection;
import java.sql.SQLException;

import org.awaitility.Awaitility;

import io.winnow.testing.Database;

/** Holds the work up, as if the database were slow. */
public final class Stalled implements AutoCloseable {
    private final Connection connection;

    private Stalled(Connection connection, String lock) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.createStatement().execute(lock);
    }

    /** Holds the consumer up: while this is open no append can finish. */
    public static Stalled batches() throws SQLException {
        return batches(Database.connect());
    }

    /** The same in another database; the connection closes with it. */
    public static Stalled batches(Connection connection) throws SQLException {
        return new Stalled(connection, "lock table consumed_position in share row exclusive mode");
    }

    /** Holds releases up at the last step: while this is open none can lock the collecting batch. */
    public static Stalled releases() throws SQLException {
        return new Stalled(Database.connect(), "select from batch where status = 'collecting' for update");
    }

    /** Holds up an append of this session in this version, after it has copied the session. */
    public static Stalled snapshot(String otherBatch, String sessionId, int version) throws SQLException {
        return new Stalled(Database.connect(), """
                insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count,
                                           bytes, session, events)
                values (%s, 1000000, '%s', '%2$s:%d', 0, 0, 0, '{}', '[]')""".formatted(otherBatch, sessionId,
                version));
    }

    /** Waits until somebody is held up. */
    public void awaitSomebody() {
        Awaitility.await().until(() -> isAnyoneWaiting("transactionid"));
    }

    /** Whether any statement waits for a lock of this type, as pg_locks names it. */
    public static boolean isAnyoneWaiting(String lockType) {
        return !Database.query("select pid from pg_locks where not granted and locktype = ?", lockType).isEmpty();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
