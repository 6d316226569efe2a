package io.winnow.batch;

import java.sql.Connection;
import java.sql.SQLException;

import io.winnow.testing.Database;

/** Holds the work up, as if the database were slow. */
public final class Stalled implements AutoCloseable {
    private final Connection connection;

    private Stalled(Connection connection) {
        this.connection = connection;
    }

    /** Holds the consumer up: while this is open no append can finish. */
    public static Stalled batches() throws SQLException {
        var connection = Database.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("lock table consumed_position in share row exclusive mode");
        return new Stalled(connection);
    }

    /** Holds releases up at the last step: while this is open none can lock the collecting batch. */
    public static Stalled releases() throws SQLException {
        var connection = Database.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("select from batch where status = 'collecting' for update");
        return new Stalled(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
