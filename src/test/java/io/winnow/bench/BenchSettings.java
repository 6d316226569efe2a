package io.winnow.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How large a run is. The defaults are those of the smoke run in every build; {@code -Pbench} sets those of the real one.
 *
 * @param rounds how often each measurement is taken, in turns with its floor
 * @param warmUp how long each side works before it is measured, so that the JVM has compiled what it will
 * @param warmUpCalls how many schedule calls row 1 makes at least before it is measured, in as many such times as that takes,
 *        and how many records the floor of row 3 sends
 * @param time how long a measurement under load takes
 * @param connections how many clients call at once
 * @param sessions how many sessions there are to be scheduled
 * @param backlog how many improvement events stand in the log when materializing begins
 * @param imported how many sessions the log has that is imported
 * @param walked the size of the batch that is walked
 * @param large the size of the batch whose pages are read and that is released
 * @param releases how many releases make a measurement
 * @param results how many results a session shows
 * @param meta how many bytes the meta of a result has, about
 * @param events the median of how many events a session has, and how many a call of row 4 adds
 * @param soak how long the load lasts under which memory is looked at
 * @param soaks how often, in turns with its floor
 * @param statistics whether PostgreSQL counts what each statement takes, which takes some itself
 * @param sql what is run beforehand on the service's database, to try a setting of it; empty for nothing
 * @param jvm options of the service, of both servers' processes and of the floors that are processes of their own
 * @param stored how many sessions, and snapshots of others, are in the tables beforehand; a run for each
 * @param rows which are measured
 */
record BenchSettings(int rounds, Duration warmUp, int warmUpCalls, Duration time, int connections, int sessions,
        int backlog, int imported, int walked, int large, int releases, int results, int meta, int events,
        Duration soak, int soaks, boolean statistics, String sql,
        List<String> jvm, List<Integer> stored, List<String> rows) {

    /** Of {@code {"title":"","price":67.5}}. */
    private static final int META_BESIDE_TITLE = 25;

    /** Those of every build; the others take minutes, however short they are. */
    private static final String QUICK_ROWS = "schedule,materialize,freshness,intake,import,page,walk,export,release,statements";
    private static final Set<String> ROWS = Set.of((QUICK_ROWS + ",memory,start").split(","));

    BenchSettings {
        if (!ROWS.containsAll(rows)) {
            throw new IllegalArgumentException("bench.rows takes %s, not all of %s".formatted(ROWS, rows));
        }
    }

    /** The sessions that are scheduled, and of which batches are made. */
    Sessions base() {
        return Sessions.all("base", sessions);
    }

    /** How many characters a title has that makes the meta as long as it is to be. */
    int titleLength() {
        return Math.max(1, meta - META_BESIDE_TITLE);
    }

    static BenchSettings read() {
        return new BenchSettings(number("rounds", 1), time("warm-up", "0.3s"), number("warm-up-calls", 1),
                time("time", "0.3s"),
                number("connections", 8), number("sessions", 50), number("backlog", 200), number("imported", 100),
                number("walked", 200), number("large", 500), number("releases", 2), number("results", 10),
                number("meta", 100), number("events", 6),
                time("soak", "10s"), number("soaks", 1), Boolean.parseBoolean(text("statistics", "true")),
                text("sql", ""),
                list("jvm", "-XX:TieredStopAtLevel=1"),
                // Tables only grow.
                list("stored", "150").stream().map(Integer::valueOf).sorted().toList(),
                list("rows", QUICK_ROWS));
    }

    private static Duration time(String name, String otherwise) {
        return Duration.parse("PT" + text(name, otherwise));
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    private static List<String> list(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",")).map(String::strip).toList();
    }

    private static String text(String name, String otherwise) {
        return System.getProperty("bench." + name, otherwise);
    }
}
