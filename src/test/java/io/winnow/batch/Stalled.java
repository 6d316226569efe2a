package io.winnow.batch;

import java.sql.Connection;
import java.sql.SQLException;

import io.winnow.testing.Database;

/** Holds the consumer up: while this is open no append can finish, as if the database were slow. */
public final class Stalled implements AutoCloseable {
    private final Connection connection;

    private Stalled(Connection connection) {
        this.connection = connection;
    }

    public static Stalled batches() throws SQLException {
        var connection = Database.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("lock table consumed_position in share row exclusive mode");
        return new Stalled(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
