package io.winnow.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

import io.winnow.testing.ServerProcess;

/**
 * What PostgreSQL spent on each statement under load, as its module pg_stat_statements counts it: those of the floor and of the
 * benchmark itself too. Only where it is asked for, since it takes some of what is measured.
 */
final class StatementStatistics {
    private static final int MOST = 8;
    private static final int LONGEST = 160;
    private static final String HEAD = """

            ## Row %s

            | statement | calls | ms each | ms in all | rows each | blocks each from the cache | from files | octets of log each |
            |---|---|---|---|---|---|---|---|
            """;
    private static final String MOST_TIME = """
            select left(regexp_replace(query, '\\s+', ' ', 'g'), %d), calls, mean_exec_time, total_exec_time,
                   rows / calls::numeric, shared_blks_hit / calls::numeric, shared_blks_read / calls::numeric,
                   wal_bytes / calls
            from pg_stat_statements order by total_exec_time desc limit %d
            """.formatted(LONGEST, MOST);

    private static final String PAGE = """
            # Statements under load

            What PostgreSQL spent on the statements that took most of its time in each row, its floor and the benchmark itself included,
            as its module pg_stat_statements counted, warm-up and all, with %,d sessions. A statement of the service answers all calls
            that are waiting, so that it is called less often than the service is. A write's time is without its commit's flush.
            `mvn verify -Pbench -Dbench.statistics=true -Dbench.rows=%s -Dbench.rounds=%d -Dbench.warm-up=%ds
            -Dbench.warm-up-calls=%d` writes this page to `target/bench/statements.md`; it is of commit %s.
            %s""";

    private StatementStatistics() {}

    /** All sections as a page. */
    static String page(BenchSettings settings, CharSequence sections) {
        return String.format(Locale.ROOT, PAGE, settings.sessions(), String.join(",", settings.rows()),
                settings.rounds(), settings.warmUp().toSeconds(), settings.warmUpCalls(), Report.COMMIT, sections);
    }

    /** Connects to the database. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** Loads the module, for which the server starts again. */
    static void load(ServerProcess database, Connector connector) throws SQLException, IOException {
        try (var connection = connector.connect()) {
            Data.execute(connection, "alter system set shared_preload_libraries = 'pg_stat_statements'");
            // So that it need not be recovered.
            Data.execute(connection, "checkpoint");
        }
        database.kill();
        database.launch().awaitReady();
        try (var connection = connector.connect()) {
            Data.execute(connection, "create extension pg_stat_statements");
        }
    }

    /** Begins anew. */
    static void reset(Connection connection) throws SQLException {
        Data.execute(connection, "select pg_stat_statements_reset()");
    }

    /** What took most of the time since then, as a section of Markdown. */
    static String section(Connection connection, String row) throws SQLException {
        var section = new StringBuilder(HEAD.formatted(row));
        try (var statement = connection.createStatement(); var lines = statement.executeQuery(MOST_TIME)) {
            while (lines.next()) {
                section.append(
                        String.format(Locale.ROOT, "| `%s` | %,d | %.3f | %,.0f | %.1f | %.1f | %.1f | %,.0f |%n",
                                lines.getString(1).replace("|", "\\|"), lines.getLong(2), lines.getDouble(3),
                                lines.getDouble(4),
                                lines.getDouble(5), lines.getDouble(6), lines.getDouble(7), lines.getDouble(8)));
            }
        }
        return section.toString();
    }
}
