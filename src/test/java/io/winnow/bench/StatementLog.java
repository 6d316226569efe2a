package io.winnow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/** What PostgreSQL is asked and by which plans it answers, from its own log: its module auto_explain tells. */
final class StatementLog implements AutoCloseable {
    /** The beginning of an entry: when, by which process, of which kind. */
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)] (\\w+):  ");
    private static final Pattern PLAN = Pattern
            .compile("(?s)duration: (\\S+) ms  plan:\n\tQuery Text: (.*?)\n(\t[A-Z].*)");

    private final Connection connection;
    private final Path file;
    /** Octets. */
    private long read;

    private StatementLog(Connection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    /**
     * A statement that was carried out.
     *
     * @param text as it was asked, by a client or by the line of a function
     * @param plan with times and buffers
     */
    record Statement(String text, String millis, String plan) {}

    /** A round trip: what the client asked, and what the functions in it asked. */
    record RoundTrip(Statement asked, List<Statement> inFunctions) {}

    /** Has the server tell of connections that are made from now on; those that there are, are closed. */
    static StatementLog begin(Connection connection, Path file) throws SQLException, IOException {
        var log = new StatementLog(connection, file);
        log.alter("set session_preload_libraries = 'auto_explain'", "set auto_explain.log_min_duration = 0",
                "set auto_explain.log_analyze = on", "set auto_explain.log_buffers = on",
                "set auto_explain.log_nested_statements = on", "set auto_explain.log_parameter_max_length = 0");
        log.next();
        return log;
    }

    /** What was told since the last time. */
    List<RoundTrip> next() throws IOException {
        try (var log = Files.newInputStream(file)) {
            log.skipNBytes(read);
            var told = log.readAllBytes();
            read += told.length;
            return roundTrips(new String(told, StandardCharsets.UTF_8));
        }
    }

    private static List<RoundTrip> roundTrips(String told) {
        var trips = new ArrayList<RoundTrip>();
        // By process: what a function asks is told before the statement that called it.
        var inFunctions = new HashMap<String, List<Statement>>();
        var entries = ENTRY.matcher(told).results().toList();
        for (var i = 0; i < entries.size(); i++) {
            var next = i + 1 < entries.size() ? entries.get(i + 1) : null;
            var process = entries.get(i).group(1);
            var plan = PLAN
                    .matcher(told.substring(entries.get(i).end(), next == null ? told.length() : next.start()).strip());
            if (plan.matches()) {
                var statement = new Statement(unindented(plan.group(2)), plan.group(1), unindented(plan.group(3)));
                if (next != null && next.group(2).equals("CONTEXT") && next.group(1).equals(process)) {
                    inFunctions.computeIfAbsent(process, same -> new ArrayList<>()).add(statement);
                } else {
                    var inside = inFunctions.remove(process);
                    trips.add(new RoundTrip(statement, inside == null ? List.of() : inside));
                }
            }
        }
        return trips;
    }

    /** Without the tab that begins each further line of an entry. */
    private static String unindented(String lines) {
        return lines.replaceAll("(?m)^\t", "").stripIndent().strip();
    }

    private void alter(String... changes) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var change : changes) {
                statement.execute("alter system " + change);
            }
            statement.execute("select pg_reload_conf()");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
        }
    }

    /** Nothing more is told. */
    @Override
    public void close() throws SQLException {
        alter("reset session_preload_libraries");
    }
}
