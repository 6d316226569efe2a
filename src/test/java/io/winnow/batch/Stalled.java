package io.winnow.batch;

import java.sql.Connection;
import java.sql.SQLException;

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

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
