package io.winnow.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An empty database on the server of the tests, dropped when it is closed. A service with a broker or a prefix of its own needs
 * one: it would take the positions that others stored for those of a topic that was lost.
 */
public record OwnDatabase(String name) implements AutoCloseable {

    /** Makes it; one that an earlier test left is dropped. */
    public static OwnDatabase create(String name) {
        var database = new OwnDatabase(name);
        database.close();
        Database.execute("create database " + name);
        return database;
    }

    /** Its address for the reactive client; the user is that of {@link Servers}. */
    public String reactiveUrl() {
        return Servers.reactiveUrl().replaceFirst("/[^/]+$", "/" + name);
    }

    /** Its address for JDBC, user included. */
    public String jdbcUrl() {
        return Servers.jdbcUrl().replaceFirst("/[^/?]+\\?", "/" + name + "?");
    }

    /** How the packaged service is started over it at a port, under topics that have its name before their own. */
    public Map<String, String> properties(int port) {
        return new HashMap<>(Map.of(
                "quarkus.http.port", Integer.toString(port),
                "quarkus.datasource.reactive.url", reactiveUrl(),
                "quarkus.datasource.username", Servers.user(),
                "winnow.topics.prefix", name + ".",
                "kafka.bootstrap.servers", Servers.bootstrapServers()));
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Runs a statement; {@code ?} takes the parameters. */
    public int execute(String sql, Object... parameters) {
        return Database.executeAt(jdbcUrl(), sql, parameters);
    }

    /** The first column of each row, as text. */
    public List<String> query(String sql, Object... parameters) {
        return Database.queryAt(jdbcUrl(), sql, parameters);
    }

    @Override
    public void close() {
        Database.execute("drop database if exists " + name + " with (force)");
    }
}
