package io.winnow.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Stops the service's own statements at a chosen moment, inside of PostgreSQL: triggers that wait for a lock which we take.
 * While pulled, an append and a release stand there holding the lock on their batch, a relay before it has claimed a
 * message, an intake call before it has stored its events.
 */
final class Brake implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Connection connection;
    private final Point point;

    /** Where statements can be stopped. */
    enum Point {
        APPEND("before insert on batch_session for each statement"),
        INTAKE("before insert on session_event for each statement"),
        RELEASE("before insert on outbox for each statement"),
        CLAIM("before update on outbox for each row when (new.claimed_until is not null)");

        private final String when;

        Point(String when) {
            this.when = when;
        }
    }

    private Brake(Connection connection, Point point) {
        this.connection = connection;
        this.point = point;
    }

    /** Puts all triggers of the harness into the database; they do nothing yet. */
    static void install(Connection connection) throws SQLException {
        execute(connection, """
                create function brake() returns trigger language plpgsql as $$ begin
                    perform pg_advisory_xact_lock_shared(tg_argv[0]::int, 0);
                    return new;
                end $$;
                create function full_disk() returns trigger language plpgsql as $$ begin
                    raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
                end $$;
                create function poison() returns trigger language plpgsql as $$ begin
                    raise exception 'poison' using errcode = 'check_violation';
                end $$;
                create trigger poison before insert on batch_session for each row
                    when (new.session_id like 'poison%') execute function poison();
                """);
        for (var point : Point.values()) {
            execute(connection, "create trigger brake_%s %s execute function brake(%d)"
                    .formatted(point.name().toLowerCase(), point.when, point.ordinal()));
        }
    }

    static Brake pull(Scene scene, Point point) throws SQLException {
        var connection = scene.connect();
        execute(connection, "select pg_advisory_lock(%d, 0)".formatted(point.ordinal()));
        return new Brake(connection, point);
    }

    /** The instance whose statement stands at the brake, as soon as there is one; fails when nobody comes. */
    Instance awaitSomebody(Stack stack) throws SQLException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (var statement = connection.createStatement(); var rows = statement.executeQuery("""
                    select a.client_port from pg_locks l join pg_stat_activity a using (pid)
                    where l.locktype = 'advisory' and not l.granted and l.classid = %d""".formatted(point.ordinal()))) {
                while (rows.next()) {
                    var port = rows.getInt(1);
                    var found = stack.instances.stream().filter(instance -> instance.database.leadsTo(port))
                            .findFirst();
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
            Calls.pause(10);
        }
        throw new IllegalStateException("Nobody came to " + point);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
